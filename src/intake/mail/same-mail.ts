// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';

const LONGEST = 2000;

/**
 * By what a mail is known when several people hand in their copies of it: its Message-ID with its words, apart from how
 * each copy travelled; of a mail that only carries another, the carried one. Null where it has no Message-ID: then
 * nobody can say that two are one.
 */
export function sameMailKey(mail: Mail): string | null {
  const inner = core(mail);
  if (inner.messageId === null || inner.messageId.length < 5) return null;
  const words = `${inner.text} ${inner.htmlText}`.replaceAll(/\s+/g, '');
  return `${inner.messageId}\n${words.length}\n${words.slice(0, LONGEST)}`;
}

/** Forwards of forwards carry one mail each: the one at the bottom is what was passed on. */
function core(mail: Mail): Mail {
  const [only, ...more] = mail.embedded;
  return only === undefined || more.length > 0 ? mail : core(only);
}
