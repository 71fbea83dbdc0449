// SPDX-License-Identifier: Apache-2.0
import type { Indicator } from '../indicator/indicator.ts';
import type { Sighting } from '../indicator/search.ts';
import type { IndicatorHits } from './standing-store.port.ts';

/** One line for each indicator that was met: in which logs and as what does not matter here. */
export function foundOf(sightings: readonly Sighting[]): readonly (Indicator & IndicatorHits)[] {
  const byIndicator = Map.groupBy(sightings, (one) => `${one.kind}\n${one.indicator}`);
  return [...byIndicator.values()].flatMap((some) => {
    const [one] = some;
    if (one === undefined) return [];
    return [
      {
        kind: one.kind,
        value: one.indicator,
        hits: some.reduce((sum, each) => sum + each.count, 0),
        computers: new Set(some.map((each) => each.computer)).size,
        first: some.map((each) => each.first).toSorted()[0] ?? '',
        last:
          some
            .map((each) => each.last)
            .toSorted()
            .at(-1) ?? '',
      },
    ];
  });
}
