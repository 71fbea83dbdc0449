// SPDX-License-Identifier: Apache-2.0
import type { EntryWire } from '../../../src/case/contract.ts';

type Read = { readonly entry: EntryWire };
/** One entry, or all of one call of the duty: `read` says how it stands, `rest` how it came to that, oldest first. */
export type Folded<R extends Read> = { readonly read: R; readonly rest: readonly R[] };

/** What says how a call stands; the others say what went out to whom. */
const STANDS = new Set([
  'page.triggered',
  'page.joined',
  'page.passed-on',
  'page.acknowledged',
  'page.exhausted',
  'page.reopened',
  'page.resolved',
]);

/** The call that an entry belongs to; null: it is of none, or its text was erased. */
function callOf({ kind, body }: EntryWire): string | null {
  const id: unknown = kind.startsWith('page.') && typeof body === 'object' && body !== null && 'pageId' in body ? body.pageId : null;
  return typeof id === 'string' ? id : null;
}

/** Entries in their order, with each call of the duty as one, where its newest entry stands. */
export function foldCalls<R extends Read>(reads: readonly R[]): readonly Folded<R>[] {
  const calls = Map.groupBy(reads, ({ entry }) => callOf(entry));
  return reads.flatMap((read) => {
    const call = callOf(read.entry);
    const own = call === null ? [read] : (calls.get(call) ?? [read]);
    if (own.at(-1) !== read) return [];
    const head = own.findLast(({ entry }) => STANDS.has(entry.kind)) ?? read;
    return [{ read: head, rest: own.filter((one) => one !== head) }];
  });
}
