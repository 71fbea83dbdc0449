// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';
import { activeContent, linksOf } from './html-links.ts';
import type { HostExists } from './domain.port.ts';
import type { MailLink } from './html-links.ts';

/** A mail as triage looks at it: with what its HTML links to and would do. It never fetches, opens or runs anything of it. */
export type ReadableMail = Omit<Mail, 'embedded'> & {
  readonly links: readonly MailLink[];
  /** Scripts, remote pictures, forms: counted, never run or loaded. */
  readonly active: { readonly scripts: number; readonly remote: number; readonly forms: number };
  readonly embedded: readonly ReadableMail[];
};

/** A parsed mail with its links and active content, embedded mails alike. */
export function readableOf(mail: Mail, exists: HostExists): ReadableMail {
  const html = mail.html ?? '';
  return {
    ...mail,
    links: linksOf(html, exists),
    active: activeContent(html),
    embedded: mail.embedded.map((inner) => readableOf(inner, exists)),
  };
}

/** Nothing of it can be read: no subject, no words, no part, and a reason why. */
export function isReadable(mail: Mail): boolean {
  const empty = mail.text === '' && mail.html === null && mail.subject === '' && mail.attachments.length === 0;
  return !(empty && (mail.unreadable.length > 0 || mail.headers.length === 0));
}
