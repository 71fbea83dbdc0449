// SPDX-License-Identifier: Apache-2.0
import type { MailPart } from '../../common/mail.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { extractClaims } from '../claim/claim.ts';
import type { ClaimKind } from '../claim/claim-kind.ts';
import type { Domains, HostExists } from '../mail/domain.port.ts';
import type { ReadableMail } from '../mail/readable.ts';
import type { PartReading, Passage, Place, ReadParts } from './part-reading.port.ts';

/** What a file names that can be looked for: proposed, never sought by itself. Links and addresses are defanged. */
export type Found = { readonly kind: ClaimKind; readonly value: string; readonly at: Place };

/** How far an attachment was read: its words are not kept, only what was found in them. */
export type FileOutcome =
  | (Omit<Extract<PartReading, { is: 'read' }>, 'passages' | 'codes'> & {
      readonly codes: number;
      readonly found: readonly Found[];
      readonly foundLeft: number;
    })
  | Extract<PartReading, { is: 'not-read' }>;

/** What stands on the sheet of an attachment. `bytes` is its size. */
export type MailAttachment = {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Null for a mail that is carried, and for a signature: neither is a file to be read. Absent in older results. */
  readonly outcome?: FileOutcome | null;
};

const PROPOSED: readonly ClaimKind[] = ['url', 'host', 'address', 'cve', 'advisory'];
const MOST_FOUND = 200;
/** Characters of one mail's files that are searched. */
const LONGEST = 600_000;
const SIGNATURE = /^application\/(pgp-signature|(x-)?pkcs7-signature)$/;

/** The attachments of a mail and of the one around it, with what was found in them; `codes`: what QR codes in them say, as lines of text. */
export async function lookIntoFiles(
  deps: { readonly readParts: ReadParts; readonly hash: HashBytes; readonly domains: Domains },
  mails: readonly ReadableMail[],
): Promise<{ readonly attachments: readonly MailAttachment[]; readonly codes: string }> {
  const carried = new Set(mails.flatMap((mail) => mail.embeddedBytes));
  const parts = mails.flatMap((mail) => mail.attachments);
  const isFile = (part: MailPart): boolean =>
    !carried.has(part.bytes) && !part.contentType.startsWith('message/') && !SIGNATURE.test(part.contentType);
  const files = parts.filter(isFile);
  const readings = new Map((await deps.readParts(files)).map((reading, index) => [files[index], reading]));
  let left = LONGEST;
  const codes: string[] = [];
  const attachments = parts.map((part): MailAttachment => {
    const reading = readings.get(part) ?? null;
    if (reading?.is === 'read') codes.push(...reading.codes.map((code) => `QR (${part.fileName}): ${code}`));
    const outcome = reading === null ? null : outcomeOf(reading, left, deps.domains.exists);
    if (reading?.is === 'read') left = Math.max(0, left - lengthOf(reading.passages));
    return { fileName: part.fileName, contentType: part.contentType, bytes: part.size, sha256: deps.hash(part.bytes), outcome };
  });
  return { attachments, codes: codes.join('\n') };
}

const lengthOf = (passages: readonly Passage[]): number => passages.reduce((sum, { text }) => sum + text.length + 1, 0);

function outcomeOf(reading: PartReading, left: number, exists: HostExists): FileOutcome {
  if (reading.is === 'not-read') return reading;
  const { is, form, blank, passages, codes } = reading;
  const whole = passages.map(({ text }) => text).join('\n');
  const { claims, left: unkept } = extractClaims(whole.slice(0, left), exists);
  const places = placesIn(passages);
  const proposed = claims.filter(({ kind }) => PROPOSED.includes(kind));
  return {
    is,
    form,
    blank,
    cut: reading.cut || whole.length > left,
    codes: codes.length,
    found: proposed.slice(0, MOST_FOUND).map(({ kind, value, start }) => ({ kind, value, at: places(start) })),
    foundLeft: unkept + Math.max(0, proposed.length - MOST_FOUND),
  };
}

/** In which passage a character of the joined text stands. */
function placesIn(passages: readonly Passage[]): (offset: number) => Place {
  const starts: number[] = [];
  let at = 0;
  for (const { text } of passages) {
    starts.push(at);
    at += text.length + 1;
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return (passages[low] as Passage).at;
  };
}
