// SPDX-License-Identifier: Apache-2.0
// Signs mails as RFC 6376 says (rsa-sha256, relaxed/relaxed), without the library that checks them.
import { createHash, createSign, generateKeyPairSync } from 'node:crypto';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The DNS record of the key, under `k1._domainkey` of the domain. */
export function keyRecord(domain: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const key = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  return { [`k1._domainkey.${domain}`]: { TXT: [[`v=DKIM1; k=rsa; p=${key}`]] } };
}

type How = { readonly domain: string; readonly fields?: readonly string[]; readonly length?: number };

/** The mail with a signature in front; `headers` and `body` with LF, as they stand when it is signed. */
export function signed(
  headers: readonly string[],
  body: string,
  { domain, fields = ['From', 'Subject', 'Date', 'Content-Type'], length }: How,
): string {
  const canonical = relaxedBody(body);
  const covered = length === undefined ? canonical : canonical.slice(0, length);
  const hash = createHash('sha256').update(covered, 'latin1').digest('base64');
  const limit = length === undefined ? '' : ` l=${length};`;
  const unsigned = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=k1;${limit} h=${fields.join(':')}; bh=${hash}; b=`;
  const left = [...headers];
  const picked = fields.flatMap((name) => {
    const at = left.findLastIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return at < 0 ? [] : left.splice(at, 1);
  });
  const text = `${picked.map((line) => `${relaxedHeader(line)}\r\n`).join('')}${relaxedHeader(unsigned)}`;
  const signature = createSign('sha256').update(text, 'latin1').sign(pair.privateKey, 'base64');
  return [`${unsigned}${signature}`, ...headers, '', body].join('\n');
}

function relaxedHeader(line: string): string {
  const colon = line.indexOf(':');
  return `${line.slice(0, colon).trim().toLowerCase()}:${line
    .slice(colon + 1)
    .replaceAll(/\s+/g, ' ')
    .trim()}`;
}

function relaxedBody(body: string): string {
  const lines = body.split('\n').map((line) => line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, ''));
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => `${line}\r\n`).join('');
}
