// SPDX-License-Identifier: Apache-2.0
import type { Mail, MailAddress } from '../../common/mail.ts';
import { recogniseKind } from './kind.ts';
import type { ReportKind } from './kind.ts';
import { sameMailKey } from './same-mail.ts';
import type { NotRead } from './mail.port.ts';
import { noThread, threadOf } from './thread.ts';
import type { DescribeMail, Described } from './describe.port.ts';

const LONGEST_WORDS = 20_000;

/** What intake keeps of a mail for lists and search, each text cut to its limit at a whole character. */
export function describeMail(mail: Mail, recognised: { readonly kind: ReportKind; readonly reasons: readonly string[] }): Described {
  const from = addressLine(mail.from).slice(0, 1000);
  const subject = whole(mail.subject, 2000);
  const names = mail.attachments.map((part) => part.fileName).join(' ');
  return {
    kind: recognised.kind,
    kindReasons: recognised.reasons.map((reason) => whole(reason, 500)),
    subject,
    from,
    title: titleOf(subject, mail.text),
    charsetNotes: mail.charsetNotes,
    same: sameMailKey(mail),
    words: whole(`${subject}\n${from}\n${names.slice(0, 1000)}\n${mail.text}`, LONGEST_WORDS),
    thread: threadOf(mail),
  };
}

/** Addresses as one line, `Name <address>`. */
export function addressLine(addresses: readonly MailAddress[]): string {
  return addresses.map(({ name, address }) => (name === '' ? address : address === '' ? name : `${name} <${address}>`)).join(', ');
}

/** A case needs a title even where the mail has no subject: the first line that says something. */
function titleOf(subject: string, text: string): string {
  const line = subject.trim() !== '' ? subject : (text.split('\n').find((each) => each.trim() !== '') ?? '');
  const title = whole(line.trim(), 500);
  return title === '' ? '（件名なし） (no subject)' : title;
}

/** Cut without leaving half a character. */
function whole(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
}

/** In the caller's own thread, without limits: for a reader that has set them, and for tests. */
export function describeBy(read: (bytes: Uint8Array) => Mail): DescribeMail {
  // Async so that a reader that throws rejects like a failed write.
  return async (bytes, around) => {
    const mail = read(bytes);
    return describeMail(mail, recogniseKind(mail, around));
  };
}

const WHY = {
  time: 'reading it took longer than the limit',
  memory: 'reading it took more memory than the limit',
  failed: 'the reader failed on it',
} as const satisfies Record<NotRead['why'], string>;

/** A mail that was not read to the end: kept, with what its first lines show, for a person to look at. */
export function describeUnread(why: NotRead['why'], seen: { readonly subject: string; readonly from: string }): Described {
  const subject = whole(seen.subject, 500);
  return {
    kind: 'needs-a-human',
    kindReasons: [`needs-a-human: not examined automatically: ${WHY[why]}`],
    subject,
    from: whole(seen.from, 500),
    title: subject === '' ? '（自動では読めなかったメール） (mail that could not be read automatically)' : subject,
    charsetNotes: [],
    words: `${subject}\n${whole(seen.from, 500)}`,
    thread: noThread,
  };
}
