// SPDX-License-Identifier: Apache-2.0
import { attackLines } from '../../case/handover/from-hunt.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import type { Reading } from '../../kernel/apart.ts';
import type { readIndicators } from '../attack/indicator.ts';
import { parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { nameIndex } from '../address/name.ts';
import { rangeIndex } from '../address/range-index.ts';
import type { Proposal } from '../traffic/inventory-draft.ts';

const MOST_CASES = 1000;

/**
 * Whether a proposal for the inventory speaks of what an open case holds to be the attacker's: whoever kept such a
 * "service" would keep the way open that the plan is to close. One bad name among several spoils the whole proposal.
 * The attackers of an exercise are nobody's.
 */
export async function openAttacks(
  { journal, passing }: { readonly journal: Pick<Journal, 'cases'>; readonly passing: Passing },
  read: Reading<typeof readIndicators>,
): Promise<(one: Proposal) => boolean> {
  const [views, rehearsed] = await Promise.all([journal.cases({ state: 'open', limit: MOST_CASES }), passing.uncounted()]);
  const lines = views.flatMap((view) => (rehearsed.has(view.id) ? [] : attackLines(view)));
  const { indicators } = await read([...new Set(lines)].join('\n'), null);
  const ranges = rangeIndex(
    indicators.flatMap((one) => {
      const range = one.type === 'address' ? parseRange(one.range) : null;
      return range === null ? [] : [[range, true] as const];
    }),
  );
  const names = nameIndex(indicators.flatMap((one) => (one.type === 'name' ? [[one.pattern, true] as const] : [])));
  const bad = indicators.flatMap((one) => (one.type === 'name' ? [one.pattern.replace(/^\./, '')] : []));
  const below = (pattern: string) => pattern.startsWith('.') && bad.some((name) => `.${name}`.endsWith(pattern));
  return (one) =>
    one.addresses.some((text) => {
      const address = parseAddress(text);
      return address !== null && ranges.has(address);
    }) || [one.name, ...one.patterns].some((text) => below(text) || names.find(text.replace(/^\./, '')).length > 0);
}
