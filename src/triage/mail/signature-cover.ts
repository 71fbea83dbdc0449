// SPDX-License-Identifier: Apache-2.0
// What the DKIM signatures of a mail leave open to anybody (RFC 6376, 3.5 "l=", 5.4, 8.2, 8.15).
import type { MailHeader } from '../../common/mail.ts';

export type SignatureCover = {
  /** Who signed (`d=`), lower case. */
  readonly domain: string;
  /** Bytes of the body behind what is signed; 0 where all of it is. */
  readonly bodyLeft: number;
  /** Fields that stand in the mail and are not signed at all, of those that a reader goes by. */
  readonly unsigned: readonly string[];
  /** Fields that stand there more often than they are signed: one of them was put in by somebody else. */
  readonly added: readonly string[];
};

/** What a mail program shows, or what decides how the body is read and where an answer goes. */
const READ = ['from', 'subject', 'reply-to', 'to', 'date', 'content-type', 'content-transfer-encoding'] as const;
const MOST = 20;

/** One for each signature, in the order of the mail. Whether a signature is valid is not asked here. Linear in the mail. */
export function signatureCovers(headers: readonly MailHeader[], bytes: Uint8Array): readonly SignatureCover[] {
  return headers
    .filter(({ name }) => name === 'dkim-signature')
    .slice(0, MOST)
    .flatMap(({ value }) => {
      const tags = tagsIn(value);
      const domain = tags.get('d')?.toLowerCase() ?? '';
      if (domain === '') return [];
      const signed = (tags.get('h') ?? '').toLowerCase().split(':');
      const times = (name: string): number => signed.filter((one) => one === name).length;
      const present = (name: string): number => headers.filter((header) => header.name === name).length;
      const limit = tags.get('l');
      return [
        {
          domain,
          bodyLeft:
            limit === undefined || !/^\d{1,15}$/.test(limit) ? 0 : Math.max(0, bodyLength(bytes, tags.get('c') ?? '') - Number(limit)),
          unsigned: READ.filter((name) => present(name) > 0 && times(name) === 0),
          added: READ.filter((name) => times(name) > 0 && present(name) > times(name) && present(name) > 1),
        },
      ];
    });
}

/** Nothing of what says who writes and what is written can be another's. */
export function coversAll({ bodyLeft, unsigned, added }: SignatureCover): boolean {
  const spoken = (names: readonly string[]): boolean => names.includes('from') || names.includes('subject');
  return bodyLeft === 0 && !spoken(unsigned) && !spoken(added);
}

function tagsIn(value: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const piece of value.slice(0, 8000).split(';')) {
    const equals = piece.indexOf('=');
    if (equals > 0) found.set(piece.slice(0, equals).trim().toLowerCase(), piece.slice(equals + 1).replace(/\s/g, ''));
  }
  return found;
}

/** Bytes of the body in canonical form (RFC 6376, 3.4.3 and 3.4.4), which is what `l=` counts. */
function bodyLength(bytes: Uint8Array, canonical: string): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').replaceAll('\r\n', '\n');
  const at = text.startsWith('\n') ? 0 : text.indexOf('\n\n') + 1;
  if (at === 0 && !text.startsWith('\n')) return 0;
  const relaxed = canonical.toLowerCase().split('/')[1] === 'relaxed';
  const lines = text.slice(at + 1).split('\n');
  let length = 0;
  let blank = 0;
  for (const line of lines) {
    const kept = relaxed ? line.replaceAll(/[ \t]+/g, ' ').replace(/ $/, '') : line;
    if (kept === '') {
      blank += 2;
      continue;
    }
    length += blank + kept.length + 2;
    blank = 0;
  }
  return length === 0 && !relaxed ? 2 : length;
}
