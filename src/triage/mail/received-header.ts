// SPDX-License-Identifier: Apache-2.0
import type { Envelope } from './mail-authentication.port.ts';
import type { MailHeader } from '../../common/mail.ts';

export type ReceivedHeader = { readonly from: string; readonly ip: string | null; readonly by: string };

const IP = /\[(?:IPv6:)?([0-9a-f.:]{3,45})\]|\(([0-9]{1,3}(?:\.[0-9]{1,3}){3}|[0-9a-f]{0,4}:[0-9a-f:.]{2,40})\)/i;

/** The clauses of one Received line (RFC 5321 section 4.4) that matter here. */
export function parseReceived(value: string): ReceivedHeader {
  const flat = value.replace(/\s+/g, ' ').slice(0, 2000);
  const by = /\bby ([^\s;()]+)/i.exec(flat)?.[1] ?? '';
  const from = /^from ([^\s;()]+)/i.exec(flat)?.[1] ?? '';
  const fromClause = flat.split(/\sby\s/i)[0] ?? '';
  const match = IP.exec(fromClause);
  return { from: from.toLowerCase(), ip: match?.[1] ?? match?.[2] ?? null, by: by.toLowerCase().replace(/\.$/, '') };
}

export type Border = {
  /** Index of the border line among all headers; lines above it were added by our own servers. */
  readonly index: number;
  readonly envelope: Envelope | null;
};

/**
 * The line by which the mail crossed into our own servers: going down from the top, the first Received whose `by` is
 * ours and whose `from` is not. Everything below it came with the mail and can be forged, our own name included.
 */
export function ownBorder(headers: readonly MailHeader[], ownServers: readonly string[]): Border | null {
  const own = new Set(ownServers.map((name) => name.toLowerCase().replace(/\.$/, '')));
  for (const [index, header] of headers.entries()) {
    if (header.name !== 'received') continue;
    const line = parseReceived(header.value);
    if (!own.has(line.by)) return null;
    if (own.has(line.from)) continue;
    const mailFrom = headers.find((other) => other.name === 'return-path')?.value.replace(/[<>\s]/g, '') ?? '';
    return { index, envelope: line.ip === null ? null : { ip: line.ip, helo: line.from, mailFrom } };
  }
  return null;
}
