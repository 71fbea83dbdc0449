// SPDX-License-Identifier: Apache-2.0
import type { NotRead } from '../attack/not-read.ts';
import { grouped } from '../attack/overlap.ts';
import type { Overlap } from '../attack/overlap.ts';
import type { Refused } from '../inventory/read-inventory.ts';
import { reason } from './reason.ts';
import type { Reason } from './reason.ts';

/** So many examples stand in a sentence; the plan's inputs hold the rest. */
const EXAMPLES = 5;
const MOST_OVERLAPS = 100;

const examples = (list: readonly string[]) => `${list.slice(0, EXAMPLES).join(', ')}${list.length > EXAMPLES ? ' …' : ''}`;

/** What of the list and the inventory was not understood, and where both speak of the same addresses or names. */
export function inputReasons(
  notRead: { readonly indicators: readonly NotRead[]; readonly inventory: readonly Refused[] },
  overlaps: readonly Overlap[],
): readonly Reason[] {
  const { indicators, inventory } = notRead;
  return [
    ...(indicators.length === 0
      ? []
      : [reason('not-read', { count: indicators.length, examples: examples(indicators.map((one) => one.value)) })]),
    ...(inventory.length === 0
      ? []
      : [
          reason('inventory-not-read', {
            count: inventory.length,
            examples: examples(inventory.map((one) => `${one.field} ${one.value}`)),
          }),
        ]),
    ...grouped(overlaps)
      .slice(0, MOST_OVERLAPS)
      .map(({ holder, end, listed, service, part, parts }) =>
        reason(holder === 'other' ? 'listed-other-cut' : `listed-${holder}-${end}`, { listed, service, part, parts }),
      ),
  ];
}
