// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { everyCase } from '../../case/language/every-case.ts';
import { caseTimeOf } from '../../case/measures/case-time.ts';
import { entriesOf } from '../../case/measures/entries-of.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noticedAt } from '../fact/of-record.ts';
import { frozenStatement } from '../statement/frozen.ts';
import { publishedOf, yardstickOf } from './yardstick.ts';
import type { YardstickRow, Yardsticks } from './yardstick.contract.ts';

const MOST = 50;

/** Every case of this desk in which a statement was begun: real ones, and those that were rehearsed, apart and by the same numbers. */
export async function yardsticks(deps: DisclosureDeps): Promise<Yardsticks> {
  const uncounted = await deps.passing.uncounted();
  const [real, exercises]: [YardstickRow[], YardstickRow[]] = [[], []];
  for await (const view of everyCase(deps.journal)) {
    if (view.imported !== null || view.parts.disclosure.statements.length === 0) continue;
    const rehearsed = uncounted.has(view.id);
    (rehearsed ? exercises : real).push(await rowOf(deps, view, rehearsed));
  }
  return { real: grouped(real), exercises: grouped(exercises) };
}

async function rowOf(deps: DisclosureDeps, view: CaseView, rehearsed: boolean): Promise<YardstickRow> {
  const snapshots = await Promise.all(publishedOf(view.parts.disclosure).map(({ blob }) => frozenStatement(deps, blob)));
  const timeAt = rehearsed ? caseTimeOf(await entriesOf(deps.journal, view.id)) : undefined;
  const { daysBetween, promises, ...rest } = yardstickOf(view, snapshots, deps.clock.now(), timeAt);
  const count = (is: (typeof promises)[number]['is']) => promises.filter((one) => one.is === is).length;
  return {
    caseId: view.id,
    noticedAt: noticedAt(view).at,
    ...rest,
    daysBetween: [...daysBetween],
    promises: { kept: count('kept'), missed: count('missed'), open: count('open') },
  };
}

function grouped(rows: readonly YardstickRow[]): Yardsticks['real'] {
  const kept = rows.reduce((sum, { promises }) => sum + promises.kept, 0);
  const missed = rows.reduce((sum, { promises }) => sum + promises.missed, 0);
  return {
    rows: rows.toSorted((a, b) => (a.noticedAt < b.noticedAt ? 1 : -1)).slice(0, MOST),
    medianHoursToFirst: median(rows.flatMap(({ hoursToFirst }) => hoursToFirst ?? [])),
    medianDaysBetween: median(rows.flatMap(({ daysBetween }) => daysBetween)),
    promises: { kept, of: kept + missed },
    cases: rows.length,
  };
}

/** The middle one, or the mean of the two in the middle, to one decimal; null of nothing. */
export function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? null : Math.round(((low + high) / 2) * 10) / 10;
}
