// SPDX-License-Identifier: Apache-2.0
// Where an indicator can stand in a row. Typed and exact where a column says it; in events, whose texts hold commands,
// scripts and messages of many devices, also as a whole word of the text.
import { address } from '../formats/read/address.ts';
import { comparableUrl } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import type { IndicatorKind, SeenAs } from './indicator.ts';

/** A text to compare; with `values`, an array of those in it, each of which is compared ('' as text: there are none). */
export type Place = { readonly as: SeenAs; readonly sql: string; readonly values?: string };

/** Host as compared: lower case, no port, no final dot. Most logs name none, and nothing is worked out of nothing. */
const bare = (sql: string) =>
  `if(${sql} = '', '', lower(trimRight(if(match(${sql}, '^[^:]+:[0-9]+$'), substringIndex(${sql}, ':', 1), ${sql}), '.')))`;
/** A line that names no host has no whole URL, and a path alone is no indicator: nothing is worked out for it. */
const wholeUrl = "if(`url.domain` = '' AND startsWith(`url.original`, '/'), '', `url.full`)";
const column = (as: SeenAs, sql: string): Place => ({ as, sql });
const listed = (as: SeenAs, sql: string): Place => ({ as, sql, values: `splitByChar(',', ${sql})` });

/** All that an event says, in one text. */
const SAID = `concat(message, '\\n', arrayStringConcat(mapValues(extra), '\\n'))`;
/** What a column of its own says is met there, and is not counted twice. */
const inText = (found: string, own: readonly string[]): Place => ({
  as: 'in the text',
  sql: SAID,
  values: `arrayDistinct(arrayFilter(a -> a != ''${own.map((sql) => ` AND a != ${sql}`).join('')}, ${found}))`,
});
const addressesIn = `arrayMap(a -> ${address('a')}, arrayConcat(extractAll(${SAID}, '[0-9]+(?:[.][0-9]+){3,}'), extractAll(${SAID}, '[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}')))`;
const namesIn = `extractAll(lower(${SAID}), '[a-z0-9_-]+(?:[.][a-z0-9_-]+)+')`;
const urlsIn = `arrayMap(a -> ${comparableUrl(`trimRight(a, '.,;:)]')`)}, extractAll(${SAID}, '(?i)https?://[^\\\\s"\\'<>|\\\\\\\\]+'))`;

/** Where a kind can stand in each table. */
export const indicatorPlaces: Readonly<Record<Table, Readonly<Partial<Record<IndicatorKind, readonly Place[]>>>>> = {
  web: {
    ip: [
      column('source', '`source.ip`'),
      column('destination', '`destination.ip`'),
      column('host', bare('`url.domain`')),
      listed('forwarded for', '`network.forwarded_ip`'),
    ],
    domain: [column('host', bare('`url.domain`'))],
    url: [column('url', wholeUrl)],
    'user-agent': [column('user agent', '`user_agent.original`')],
  },
  flow: {
    ip: [column('source', '`source.ip`'), column('destination', '`destination.ip`')],
    domain: [column('host', bare('`destination.domain`'))],
  },
  dns: {
    ip: [column('source', '`source.ip`'), column('resolver', '`destination.ip`'), listed('answer', '`dns.answers`')],
    domain: [column('question', bare('`dns.question.name`'))],
  },
  event: {
    ip: [
      column('source', '`source.ip`'),
      column('destination', '`destination.ip`'),
      inText(addressesIn, ['`source.ip`', '`destination.ip`']),
    ],
    domain: [column('host', bare('`destination.domain`')), inText(namesIn, [bare('`destination.domain`')])],
    url: [inText(urlsIn, [])],
    'user-agent': [column('user agent', '`user_agent.original`')],
    ja3: [column('ja3', '`tls.client.ja3`')],
    ja4: [column('ja4', '`tls.client.ja4`')],
  },
};

/** The computer of a row: its address, of an event without one its name. */
export function computerIn(table: Table): string {
  return table === 'event' ? "if(`source.ip` = '', `host.name`, `source.ip`)" : '`source.ip`';
}
