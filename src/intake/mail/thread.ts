// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';

/** How a mail hangs together with others: its own id, the mails that it answers, nearest first, and ticket marks of its sender. */
export type MailThread = { readonly messageId: string | null; readonly refers: readonly string[]; readonly marks: readonly string[] };

export const noThread: MailThread = { messageId: null, refers: [], marks: [] };

const MOST_REFERS = 50;
const ID = /<[^<>\s]{1,400}>/g;
/** `[#1234]`, `[AWS Abuse 123456]`, `(INC0012345)`, `【受付番号 0042】`: something in brackets with a number in it. */
const MARK = /[[(【（]([^[\]()【】（）\n]{0,60}\d{3,}[^[\]()【】（）\n]{0,20})[\])】）]|#(\d{3,12})\b/gu;

/** RFC 5322 section 3.6.4: In-Reply-To names the answered mail, References the whole thread, oldest first. */
export function threadOf(mail: Pick<Mail, 'headers' | 'messageId' | 'subject' | 'from'>): MailThread {
  const idsIn = (name: string) =>
    mail.headers.filter((header) => header.name === name).flatMap(({ value }) => value.slice(0, 20_000).match(ID) ?? []);
  const refers = [...new Set([...idsIn('in-reply-to'), ...idsIn('references').toReversed()])];
  const own = (mail.messageId ?? '').match(ID)?.[0] ?? bracketed(mail.messageId);
  const domain = mail.from[0]?.address.toLowerCase().split('@')[1] ?? '';
  const marks =
    domain === ''
      ? []
      : [...mail.subject.slice(0, 1000).matchAll(MARK)].map(([, inside, number]) => markOf(domain, inside ?? `#${number}`));
  return { messageId: own, refers: refers.filter((one) => one !== own).slice(0, MOST_REFERS), marks: [...new Set(marks)].slice(0, 5) };
}

/** A reader may have taken the brackets off. */
function bracketed(id: string | null): string | null {
  return id === null || id === '' || /[\s<>]/.test(id) || id.length > 400 ? null : `<${id}>`;
}

function markOf(domain: string, text: string): string {
  return `${domain} ${text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()}`;
}
