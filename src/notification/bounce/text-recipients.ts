// SPDX-License-Identifier: Apache-2.0
// Recipients that a report names in its words only: by where an address stands, not by who wrote the report. The words up to
// the next address are what is said of it.
import type { FailedRecipient } from './bounce.ts';
import { MAILBOX, tidy } from './address.ts';

/** Where the returned mail begins: what follows is not the report's. */
const RETURNED =
  /^(?:[-=_*~#|>\s]{0,60}(?:(?:this is|below this line is|here is|included is|the following is|following is)? ?a? ?copy of[^\n]{0,40}(?:message|mail|headers?)[^\n]{0,60}|(?:begin |start of |unsent |original |returned |undelivered |attached |your original |bounced |rejected )(?:message|mail|e-mail|headers?)s?(?: (?:text|headers?|body|info|information))?(?: follows?| is attached)?|message (?:text |headers? )?(?:follows?|headers?)|forwarded message|元のメール|元のメッセージ)[-=_*~#|:.\s]{0,80}$|(?:Return-Path|Received|X-Received|DKIM-Signature|MIME-Version):\s)/im;

const A = `<?(?:mailto:)?(${MAILBOX})(?![A-Za-z0-9-]|\\.[A-Za-z0-9])>?`;
/** Each says that the address in it is one that failed. */
/** Each says that the address in it is one that failed. The sure ones: */
const SURE: readonly RegExp[] = [
  // Alone on its line, quoted or in brackets, or before a colon, dots or a dash with what is said of it.
  new RegExp(
    String.raw`^[ \t>*|-]{0,12}(?:to:?|for|\[\d\]|\(\d\))?[ \t]*["'(\[]?${A}["')\]]?[ \t]*(?:[:;,.]|\.\.\.|[-–—]|[([]|=>|on (?:[A-Z][a-z]{2},|\d{1,2}/)|$)`,
    'gim',
  ),
  // In the talk of two servers, and in what the far one answers.
  new RegExp(String.raw`\bRCPT\s+TO:\s*${A}`, 'gi'),
  new RegExp(String.raw`^[ \t<>]{0,6}[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3} )?${A}(?:\.\.\.|:)`, 'gim'),
];
/** After a word that names the recipient: asked only where the sure ones are silent. */
const NAMED: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:recipients?|addressee|address(?:es)?|user(?:id)?|mailbox|delivery to|delivered to|deliver(?:ing)? (?:it |your message |your mail |mail |the message )?to|sent to|send (?:it |this )?to|message to|mail to|e-?mail to|intended for|failed for|attempted to send to|errors|reached|attempts|to)\b[^\n@]{0,60}?[:\s"'(\[]${A}`,
    'gi',
  ),
  new RegExp(String.raw`(?:宛先|あて先|宛て先|送信先|受信者|メールアドレス)[^\n@]{0,30}?${A}`, 'g'),
];

/** The report's own words: without the mail that came back. */
export function ownWords(text: string): string {
  const at = RETURNED.exec(text)?.index ?? -1;
  return (at > 40 ? text.slice(0, at) : text).slice(0, 65_536);
}

/** Whom the returned mail was for, where it stands in the text. */
export function returnedTo(text: string): readonly string[] {
  const at = RETURNED.exec(text)?.index ?? -1;
  const line = at < 0 ? null : /^To:[ \t]*(.+)$/im.exec(text.slice(at, at + 16_384));
  return line === null ? [] : [...(line[1] ?? '').matchAll(new RegExp(A, 'g'))].map((match) => tidy(match[1] ?? ''));
}

/** In the order of the text; `notThese`: addresses that cannot be the failed one (who reports, who is told). */
export function recipientsOfText(words: string, notThese: readonly string[]): readonly FailedRecipient[] {
  const found = new Map<string, number>();
  for (const places of [SURE, ...NAMED.map((one) => [one])]) {
    for (const match of places.flatMap((place) => [...words.matchAll(place)])) {
      const address = tidy(match[1] ?? '');
      const key = address.toLowerCase();
      if (address === '' || notThese.includes(key) || /^(?:mailer-daemon|postmaster|abuse|noreply|no-reply)@/i.test(key)) continue;
      const at = found.get(address);
      if (at === undefined || match.index < at) found.set(address, match.index);
    }
    // The first places are the surest: weaker ones are asked only where these are silent.
    if (found.size > 0) break;
  }
  const order = [...found.entries()].toSorted((a, b) => a[1] - b[1]);
  return order.map(([address, at], index) => {
    const upTo = order[index + 1]?.[1] ?? words.length;
    const said = words.slice(at, order.length === 1 ? words.length : upTo);
    return { address, action: '', status: /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0] ?? '', said: said.slice(0, 4000) };
  });
}
