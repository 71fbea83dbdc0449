// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import type { StandingDeps, SearchRunner } from './standing-deps.ts';
import { searchAgain } from './search-again.ts';
import { askedAccounts } from './ask-accounts.ts';
import { askedPaths } from './take-up.ts';

const FIRST_WAIT = 5000;
const LONGEST_WAIT = 600_000;
const STOP_MILLIS = 3000;

/**
 * A search of everything may take minutes: it runs beside the queue of tasks, so that no page to a person on duty waits
 * for it. Several wishes for one case are one search. What failed is tried again, ever more rarely.
 */
export function createSearchRunner(deps: StandingDeps): SearchRunner {
  const state = { on: false, running: null as Promise<void> | null, again: false, fails: 0, retry: null as NodeJS.Timeout | null };

  async function work(): Promise<void> {
    do {
      state.again = false;
      const failed = await searchWanted(deps, () => state.on);
      if (failed === 0) state.fails = 0;
      else later();
    } while (state.again && state.on);
  }

  const later = (): void => {
    if (!state.on || state.retry !== null) return;
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** state.fails);
    state.fails += 1;
    state.retry = setTimeout(() => {
      state.retry = null;
      poke();
    }, wait);
    state.retry.unref();
  };

  const poke = (): void => {
    if (!state.on) return;
    state.again = true;
    // The store is away: what is wanted is still in it, and is looked for again.
    state.running ??= work()
      .catch(later)
      .finally(() => {
        state.running = null;
        if (state.again && state.retry === null) poke();
      });
  };

  return {
    poke,
    start() {
      state.on = true;
      poke();
    },
    async stop() {
      state.on = false;
      if (state.retry !== null) clearTimeout(state.retry);
      state.retry = null;
      // A search that is under way cannot be called back; it is still wanted when the desk opens again.
      await Promise.race([state.running, new Promise((done) => setTimeout(done, STOP_MILLIS).unref())]);
    },
  };
}

/** Once, in the case: nothing was looked at, so that nobody takes silence for an answer. */
async function sayNotSearched(deps: StandingDeps, caseId: CaseId, why: EngineFault['code']): Promise<void> {
  const view = await deps.journal.view(caseId);
  if (view === null || view.state.is === 'closed' || view.parts.hunt.notSearched?.why === why) return;
  const asked = (await deps.store.indicators(caseId)).length + askedPaths(view).length + askedAccounts(view).length;
  if (asked === 0) return;
  await deps.journal.append({
    stream: caseId,
    actor: { type: 'machine', name: 'hunt' },
    drafts: [{ kind: 'hunt.not-searched', body: { why, asked } }],
  });
}

/** Every case that waits, each once; gives how many could not be searched for a reason that may pass. */
export async function searchWanted(deps: StandingDeps, on: () => boolean = () => true): Promise<number> {
  let failed = 0;
  for (const caseId of await deps.store.wanting()) {
    if (!on()) return failed;
    try {
      const again = await searchAgain(deps, caseId);
      if (again.ok || !on()) continue;
      await deps.store.failed(caseId, { ...again.error, detail: again.error.detail.slice(0, 500), at: deps.clock.now() });
      await sayNotSearched(deps, caseId, again.error.code);
      // Where there is no engine nothing is stored that could be searched: trying again would not help.
      if (again.error.code !== 'engine-absent') failed += 1;
    } catch (cause) {
      // Deleted meanwhile, with its indicators.
      if (cause instanceof ProblemError && cause.problem.code === 'journal.deleted-case') continue;
      throw cause;
    }
  }
  return failed;
}
