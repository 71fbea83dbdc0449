// SPDX-License-Identifier: Apache-2.0
import { MARK, MARK_HEADER, MARK_LINE as LINE } from '../case/exercise-mark.ts';
import type { Roster } from './exercise.port.ts';
import type { Content, Parcel } from './message.ts';

/** Whether a parcel of an exercise may leave: by mail, to somebody on the roster. A shared channel reaches others too. */
export function mayLeave(parcel: Pick<Parcel, 'channel' | 'content'>, roster: Roster): boolean {
  return parcel.channel === 'mail' && roster.addresses.has(addressOf(parcel.content.to));
}

/** The same message with the mark in subject, text, header and the names of what it carries; once only. */
export function marked(content: Content): Content {
  const { subject, text, html, headers, attachments } = content;
  return {
    ...content,
    subject: subject.startsWith(MARK) ? subject : `${MARK} ${subject}`,
    text: text.startsWith(LINE) ? text : `${LINE}\n\n${text}`,
    ...(html === undefined ? {} : { html: html.startsWith(`<p>${LINE}`) ? html : `<p>${LINE}</p>${html}` }),
    headers: { ...headers, [MARK_HEADER]: 'yes' },
    ...(attachments === undefined ? {} : { attachments: attachments.map((one) => ({ ...one, name: markedName(one.name) })) }),
  };
}

function markedName(name: string): string {
  return name.startsWith('EXERCISE-') ? name : `EXERCISE-${name}`;
}

/** Whether a message carries the mark in subject, text and header. */
export function isMarked({ subject, text, headers, attachments = [] }: Content): boolean {
  const carried = attachments.every(({ name }) => name === markedName(name));
  return subject.startsWith(MARK) && text.startsWith(LINE) && headers?.[MARK_HEADER] === 'yes' && carried;
}

/** `Name <a@b>` or `a@b`, in lower case; several addresses are none of the roster's. */
function addressOf(to: string): string {
  return (/^[^<>,;]*<([^<>\s]+)>$/.exec(to)?.[1] ?? to).trim().toLowerCase();
}
