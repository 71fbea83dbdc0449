// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { linesLookedAt } from '../coverage.ts';
import { digestOf, searchedEntries } from '../entries.ts';
import type { EngineFault } from '../engine.port.ts';
import { hunt } from '../hunt.ts';
import type { Sighting } from '../indicator/search.ts';
import { ALWAYS } from '../period.ts';
import { openStore } from '../store.ts';
import { notAllowed } from './allowed.ts';
import type { RetroDeps } from './deps.ts';
import { foundOf } from './found.ts';

export type Again = {
  readonly caseId: CaseId;
  readonly asked: number;
  /** What the case has, and the desk holds to be harmless. */
  readonly leftOut: number;
  readonly sightings: readonly Sighting[];
  /** Whether this is something else than the last search gave; only then there is a new entry. */
  readonly changed: boolean;
};

/** Everything stored, for everything that the case looks for. Running it twice writes once. */
export async function searchAgain(deps: RetroDeps, caseId: CaseId): Promise<Result<Again, EngineFault>> {
  const beganAt = deps.clock.now();
  const { wanted } = await deps.store.state(caseId);
  const all = await deps.store.indicators(caseId);
  const list = notAllowed(all, await deps.store.allowed());
  const opened = await openStore(deps.desk.engine);
  if (!opened.ok) return opened;
  const asked = { name: digestOf(deps.hash, list), list };
  const hunted = await hunt(deps.desk.engine, { period: ALWAYS, indicators: asked, rules: null, beacons: null, rare: null });
  if (!hunted.ok) return hunted;
  const { sightings, coverage } = hunted.value;
  const news = sightings.map(({ indicator, computer, table, role, count, first, last }) => ({
    indicator,
    computer,
    table,
    role,
    count,
    first,
    last,
  }));
  // In an order of its own: the engine may give equals in any.
  const digest = digestOf(deps.hash, news.map((one) => canonicalJson(one)).toSorted());
  const outcome = {
    asked: list.length,
    leftOut: all.length - list.length,
    hits: sightings.reduce((sum, one) => sum + one.count, 0),
    computers: new Set(sightings.map((one) => one.computer)).size,
    linesLookedAt: linesLookedAt(coverage),
  };
  const changed = await deps.journal.write(async (writing) => {
    const settled = { digest, found: foundOf(sightings), outcome, beganAt, at: deps.clock.now(), wanted };
    const result = await deps.store.settle(writing.tx, caseId, settled);
    if (result === 'same' || (result === 'first' && news.length === 0)) return false;
    await writing.append({ stream: caseId, actor: { type: 'machine', name: 'hunt' }, drafts: searchedEntries(deps.hash, hunted.value) });
    return true;
  });
  return ok({ caseId, asked: list.length, leftOut: outcome.leftOut, sightings, changed });
}
