// SPDX-License-Identifier: Apache-2.0
import type { SplitMails } from '../../../intake/mail/mail.port.ts';

/** A From line as mail systems write it: a sender, then a date with weekday, month, day and time (RFC 4155, appendix A, and its looser kin). */
const FROM_LINE =
  /^From \S.*?\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s+(?:\w{3}\s+\d{1,2}|\d{1,2}\s+\w{3})\s+(?:\d{4}\s+)?\d{1,2}:\d{2}|^From (?:MAILER[-_]DAEMON|-)\s|^From \S+@\S+\s+\d{4}-\d{2}-\d{2}/i;
const FIELD = /^[\w!#$%&'*+.^`|~-]+[ \t]*:/;

/**
 * The mails of an mbox (mboxo and mboxrd alike), or the bytes themselves where they are no mbox; a file that is named
 * as one mail is one mail, whatever it quotes. A mail begins at a
 * From line that stands first or after an empty line and is followed by a header: one within a text is not taken for it.
 * The From line is not part of a mail; quoted ones (`>From `) stay as they were stored, byte for byte.
 */
export const splitMails: SplitMails = (given, fileName) => {
  if (/\.(eml|msg|txt)$/i.test(fileName)) return [given];
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.length);
  if (!isStart(bytes, 0)) return [given];
  const starts: number[] = [0];
  for (let at = bytes.indexOf('\nFrom '); at >= 0; at = bytes.indexOf('\nFrom ', at + 1)) {
    const emptyBefore = bytes[at - 1] === 0x0a || (bytes[at - 1] === 0x0d && bytes[at - 2] === 0x0a);
    if (emptyBefore && isStart(bytes, at + 1)) starts.push(at + 1);
  }
  if (starts.length === 1) return [given];
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? bytes.length;
    return withoutSeparator(bytes.subarray(afterLine(bytes, start), end));
  });
};

function isStart(bytes: Buffer, at: number): boolean {
  const end = afterLine(bytes, at);
  if (!FROM_LINE.test(bytes.toString('latin1', at, Math.min(end, at + 500)))) return false;
  const next = bytes.toString('latin1', end, Math.min(end + 300, bytes.length));
  return FIELD.test(next) || next.startsWith('>From ');
}

function afterLine(bytes: Buffer, at: number): number {
  const end = bytes.indexOf(0x0a, at);
  return end < 0 ? bytes.length : end + 1;
}

/** The empty line between two mails belongs to the mbox. */
function withoutSeparator(mail: Buffer): Buffer {
  if (mail.at(-1) !== 0x0a) return mail;
  if (mail.at(-2) === 0x0a) return mail.subarray(0, -1);
  return mail.at(-2) === 0x0d && mail.at(-3) === 0x0a ? mail.subarray(0, -2) : mail;
}
