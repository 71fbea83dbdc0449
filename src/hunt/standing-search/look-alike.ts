// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import { ALWAYS } from '../engine/period.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { findOthers } from '../others/find.ts';
import { linesLookedAt } from '../question/coverage.ts';
import { digestOf } from '../question/entries.ts';
import type { StandingDeps } from './standing-deps.ts';

/** Nights and weekends of the organisation; the page of the others can be asked with another one. */
const ZONE = 'Asia/Tokyo';
const MOST = 50;

/**
 * Once computers were met: which other destinations the same computers use, as an entry to be written. What stands above
 * the cut-off is a proposal; a person makes it an indicator or leaves it, and the search goes on until nothing new is found.
 */
export async function lookAlike(
  deps: StandingDeps,
  indicators: readonly Indicator[],
  allowed: readonly Indicator[],
): Promise<Result<Extract<Draft, { kind: 'hunt.searched' }>, EngineFault>> {
  const found = await findOthers(deps.desk.engine, { period: ALWAYS, indicators, allowed, zone: ZONE, limit: 500 });
  if (!found.ok) return found;
  const { destinations, cutOff, coverage } = found.value;
  const alike = destinations.filter((one) => !one.confirmed && one.score >= cutOff);
  const top = alike.flatMap((one) => {
    const [computer] = one.computers;
    const { destination, calls, first, last } = one;
    return [{ label: destination.slice(0, 500), computer: computer?.computer.slice(0, 300) ?? '', count: calls, first, last }];
  });
  const times = top.flatMap((one) => [one.first, one.last]).toSorted();
  return ok({
    kind: 'hunt.searched',
    body: {
      what: 'others',
      asked: indicators.length,
      hits: alike.length,
      computers: [...new Set(alike.flatMap((one) => one.computers.map(({ computer }) => computer.slice(0, 300))))].slice(0, 500),
      top: top.slice(0, MOST),
      first: times[0] ?? null,
      last: times.at(-1) ?? null,
      linesLookedAt: linesLookedAt(coverage),
      since: null,
      until: null,
      notLookedAt: coverage.notLookedAt.slice(0, 100),
      // Which destinations, and no more: a line more of the same is no news.
      digest: digestOf(deps.hash, alike.map((one) => one.destination).toSorted()),
    },
  });
}
