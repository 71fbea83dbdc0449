// SPDX-License-Identifier: Apache-2.0
import { MARK } from '../case/exercise-mark.ts';
import type { Roster } from './exercise.port.ts';
import type { Content, Parcel } from './message.ts';

export const MARK_HEADER = 'X-Matoi-Exercise';

const LINE = `${MARK} これは訓練です。実際の事案ではありません。 / This is an exercise, not a real incident.`;

/** Whether a parcel of an exercise may leave: by mail, to somebody on the roster. A shared channel reaches others too. */
export function mayLeave(parcel: Pick<Parcel, 'channel' | 'content'>, roster: Roster): boolean {
  return parcel.channel === 'mail' && roster.addresses.has(addressOf(parcel.content.to));
}

/** The same message with the mark in subject, text and header; once only. */
export function marked(content: Content): Content {
  const { subject, text, html, headers } = content;
  return {
    ...content,
    subject: subject.startsWith(MARK) ? subject : `${MARK} ${subject}`,
    text: text.startsWith(LINE) ? text : `${LINE}\n\n${text}`,
    ...(html === undefined ? {} : { html: html.startsWith(`<p>${LINE}`) ? html : `<p>${LINE}</p>${html}` }),
    headers: { ...headers, [MARK_HEADER]: 'yes' },
  };
}

/** Whether a message carries the mark in subject, text and header. */
export function isMarked({ subject, text, headers }: Content): boolean {
  return subject.startsWith(MARK) && text.startsWith(LINE) && headers?.[MARK_HEADER] === 'yes';
}

/** `Name <a@b>` or `a@b`, in lower case; several addresses are none of the roster's. */
function addressOf(to: string): string {
  return (/^[^<>,;]*<([^<>\s]+)>$/.exec(to)?.[1] ?? to).trim().toLowerCase();
}
