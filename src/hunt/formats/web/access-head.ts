// SPDX-License-Identifier: Apache-2.0
// What stands before the time of an access line: `[host[:port]] addresses ident user`. Addresses are one or, behind a
// balancer, a list; the user's name is chosen by whoever asks and may hold blanks and addresses.
import { address, isAddress } from '../read/address.ts';

/** The words of a head: a list with `, ` in it is one word. */
function wordsOf(head: string): readonly string[] {
  return head.trim().replaceAll(', ', ',').split(' ');
}

function isList(word: string): boolean {
  const parts = word.split(',');
  return parts.some(isAddress) && parts.every((part) => part === '-' || part === 'unknown' || isAddress(part));
}

const NAME = /^(?=.{3,253}$)(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}$/;
const WITH_PORT = /^(?:[\d.]+|\[[\d.a-fA-F:]+\]):\d+$/;
const SERVER = /^(?:[A-Za-z0-9_.*-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/;

/** `plain`: address, ident, user. `server`: the host stands first. `list`: several addresses. `name`: a host name for a client. */
export type HeadKind = 'plain' | 'server' | 'list' | 'name';

/** Null: no access line begins like this. */
export function headKind(head: string): HeadKind | null {
  const words = wordsOf(head);
  const [first = '', second = ''] = words;
  if (isList(first)) {
    if (words.length < 3) return null;
    if (words.length > 3 && WITH_PORT.test(first) && isList(second)) return 'server';
    return first.includes(',') || (isList(second) && words.length > 3) ? 'list' : 'plain';
  }
  if (words.length >= 4 && isList(second) && SERVER.test(first)) return second.includes(',') ? 'list' : 'server';
  return words.length === 3 && NAME.test(first) && second === '-' ? 'name' : null;
}

const isListSql = (word: string) =>
  `arrayExists(a -> ${address('a')} != '', splitByChar(',', ${word})) AND arrayAll(a -> a IN ('-', 'unknown') OR ${address('a')} != '', splitByChar(',', ${word}))`;

/**
 * Steps that make of `head`: `server`, `clients` (the addresses, first the client), `ident`, `user` and `named` (a host
 * name where the client's address should be). `clients` and `named` are empty when no access line begins so.
 */
export const headSteps: readonly (readonly [string, string])[] = [
  ['hw', `splitByChar(' ', replaceAll(trimBoth(head), ', ', ','))`],
  ['lists', `arrayMap(w -> ${isListSql('w')}, hw)`],
  // An address with a port, in front of another address, is a server that has no name.
  [
    'offset',
    `if(lists[1] AND NOT (length(hw) > 3 AND lists[2] AND match(hw[1], '^(?:[0-9.]+|\\\\[[0-9.a-fA-F:]+\\\\]):[0-9]+$')), 0, if(match(hw[1], '^(?:[A-Za-z0-9_.*-]+|\\\\[[0-9a-fA-F:.]+\\\\])(?::[0-9]{1,5})?$'), 1, 100))`,
  ],
  ['run', `least(arrayFirstIndex(o -> NOT o, arrayPushBack(arraySlice(lists, offset + 1), 0)) - 1, greatest(length(hw) - offset - 2, 0))`],
  [
    'clients',
    `arrayFilter(a -> a != '', arrayMap(a -> ${address('a')}, splitByChar(',', arrayStringConcat(arraySlice(hw, offset + 1, run), ','))))`,
  ],
  [
    'named',
    `if(offset = 1 AND run = 0 AND length(hw) = 3 AND hw[2] = '-' AND match(hw[1], '^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?[.])+[A-Za-z]{2,}$'), lower(hw[1]), '')`,
  ],
  ['server', `if(offset = 1 AND run > 0, hw[1], '')`],
  ['ident', `if(named != '', '-', hw[offset + run + 1])`],
  ['user', `if(named != '', hw[3], arrayStringConcat(arraySlice(hw, offset + run + 2), ' '))`],
];
