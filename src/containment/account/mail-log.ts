// SPDX-License-Identifier: Apache-2.0
// What lines of a mail server's own log say of a sender since a measure was released. A line without a date and zone says nothing.

/** Lines that are looked at, and characters of each. */
const MOST_LINES = 2000;
const MOST_SIGNS = 1000;

const STAMP = /^\s{0,10}(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d))\s/;
/** Postfix, Exim, Exchange and Sendmail name the sender of the envelope so. */
const FROM = /\b(?:from=|sender=|s=|return-path=|F=)\s{0,2}<?([^\s<>,;]{1,320}@[^\s<>,;]{1,320})>?/i;
const REFUSED = /\b(?:reject|rejected|refused|blocked|denied)\b|(?<![\d.])5\d\d[ -]|(?<![\d.])5\.\d{1,3}\.\d{1,3}\b/i;
const TAKEN = /\bstatus=sent\b|\bstat=sent\b|(?<![\d.])250[ -]|(?<![\d.])2\.\d{1,3}\.\d{1,3}\b|\bstatus=deliverable\b/i;

/** Lines since then whose envelope names this sender: how many were refused, how many taken, and the last that was taken. */
export function sendingsOf(text: string, sender: string, since: string): { refused: number; taken: number; lastTaken: string } {
  const found = { refused: 0, taken: 0, lastTaken: '' };
  for (const whole of text.split(/\r\n|\n|\r/).slice(0, MOST_LINES)) {
    const line = whole.slice(0, MOST_SIGNS);
    const at = Date.parse(STAMP.exec(line)?.[1] ?? '');
    const from = FROM.exec(line)?.[1] ?? '';
    if (!(at >= Date.parse(since)) || from.toLowerCase() !== sender.toLowerCase()) continue;
    if (REFUSED.test(line)) found.refused += 1;
    else if (TAKEN.test(line)) {
      found.taken += 1;
      found.lastTaken = line.trim().slice(0, 200);
    }
  }
  return found;
}
