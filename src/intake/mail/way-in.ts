// SPDX-License-Identifier: Apache-2.0
import { isAtOrBelow } from '../../common/host-name.ts';
import type { wayKinds } from '../../case/entry/intake.ts';
import type { Look } from './mail-look.ts';

/**
 * A way in that people of the organisation named: a group's address, a form service, a repository host, a ticket system.
 * `mark`: an address, a domain, or a List-Id (RFC 2919), in lower case.
 */
export type KnownWay = { readonly kind: (typeof wayKinds)[number]; readonly name: string; readonly mark: string };

/** Headers in which mail systems note for whom a mail was, beside To and Cc. */
const DELIVERED = ['delivered-to', 'x-original-to', 'x-forwarded-to', 'envelope-to'];

/**
 * By which named way the mail came, or null: its List-Id or List-Post is the mark or lies below it, it is sent from the
 * mark, or it was sent to an address that is the mark. A group's List-Id is its address with a dot for the @.
 */
export function cameBy(look: Look, ways: readonly KnownWay[]): KnownWay | null {
  if (ways.length === 0) return null;
  const lists = [look.header('list-id'), look.header('list-post')].flatMap((value) => {
    const inside = /<(?:mailto:)?([^<>\s]{1,300})>/i.exec(value.slice(0, 1000))?.[1];
    return inside === undefined ? [] : [inside.toLowerCase()];
  });
  const to = [...look.mail.to, ...look.mail.cc].map(({ address }) => address.toLowerCase());
  const delivered = look.mail.headers.filter(({ name }) => DELIVERED.includes(name)).map(({ value }) => value.trim().toLowerCase());
  return (
    ways.find(({ mark }) => {
      if (lists.some((list) => isAtOrBelow(list, mark) || (mark.includes('@') && list === mark.replace('@', '.')))) return true;
      return mark.includes('@')
        ? [...look.senders, ...to, ...delivered].includes(mark)
        : look.senders.some((sender) => isAtOrBelow(sender.split('@').at(-1) ?? '', mark));
    }) ?? null
  );
}
