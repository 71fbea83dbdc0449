// SPDX-License-Identifier: Apache-2.0
import { readIndicatorList } from '../../common/indicator/read.ts';
import { because } from '../../common/indicator/reading.ts';
import type { LeftOut, Listed } from '../../common/indicator/reading.ts';
import { isSought } from './indicator.ts';
import type { Indicator } from './indicator.ts';

export type ReadIndicators = {
  readonly indicators: readonly Indicator[];
  /** What the list held and is not looked for, with the reason: shown, never dropped. `line` is 0 where the input has no lines. */
  readonly refused: readonly Pick<LeftOut, 'line' | 'text' | 'why'>[];
};

/**
 * What of a list traffic can be searched for. A hash, a file, a mail address: logs of traffic cannot be asked for it, and
 * whoever gave it is told so. `now` (ISO 8601) decides what has expired; null: not judged.
 */
export function readIndicators(text: string, now: string | null): ReadIndicators {
  const { indicators, refused } = readIndicatorList(text, now);
  // Ports and what lies below a name make no difference to what is looked for.
  const all = new Map<string, Listed>();
  for (const one of indicators) if (!all.has(`${one.kind}\n${one.value}`)) all.set(`${one.kind}\n${one.value}`, one);
  const each = [...all.values()];
  return {
    indicators: each.map(({ kind, value }) => ({ kind, value })).filter(isSought),
    refused: [
      ...refused.map(({ line, text: left, why }) => ({ line, text: left, why })),
      ...each.flatMap(({ kind, value, line }) =>
        isSought({ kind, value }) ? [] : [{ line, text: `${kind}: ${value}`.slice(0, 200), why: because.type }],
      ),
    ],
  };
}
