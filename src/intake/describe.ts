// SPDX-License-Identifier: Apache-2.0
import type { ReportKind } from './kind.ts';
import type { MailAddress, ParsedMail } from './mail.port.ts';

/** What the journal and the register keep of a mail; the rest is read from its bytes when somebody opens it. */
export type Described = {
  readonly kind: ReportKind;
  readonly kindReasons: readonly string[];
  readonly subject: string;
  readonly from: string;
  readonly title: string;
  readonly charsetNotes: readonly string[];
  readonly words: string;
};

const LONGEST_WORDS = 20_000;

export function describeMail(mail: ParsedMail, recognised: { readonly kind: ReportKind; readonly reasons: readonly string[] }): Described {
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
    words: whole(`${subject}\n${from}\n${names.slice(0, 1000)}\n${mail.text}`, LONGEST_WORDS),
  };
}

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
