// SPDX-License-Identifier: Apache-2.0
// The desk that the proof of exercises kills: it lets runs go on over the real database by a hurried clock until it is killed.
import { createRunStore } from '../../src/adapters/postgres/exercise/run-store.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { createJournalStore } from '../../src/adapters/postgres/journal-store.ts';
import { randomText, sha256 } from '../../src/adapters/system/system.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { Journal } from '../../src/case/language/journal.port.ts';
import type { Run, RunStore } from '../../src/exercise/run/run-store.port.ts';
import { tickRuns } from '../../src/exercise/run/tick.ts';
import { createJournal } from '../../src/journal/append.ts';
import { hurriedClock } from './hurried-clock.ts';

const clock = hurriedClock(Number(process.env['ORIGIN']), Number(process.env['HURRY']));
const database = openDatabase({ connectionString: process.env['DATABASE_URL'], max: 4 });
const journal: Journal = createJournal({
  store: createJournalStore(database, () => Promise.resolve()),
  language: caseLanguage,
  clock,
  hash: sha256,
  salt: () => randomText(16),
  watches: [],
});
const kept = createRunStore(database);
// Planted by the proof: what came is not noted, so it comes again.
const forgetful = { ...kept, put: () => Promise.resolve() };
// Planted too: time that goes on while the run is paused.
const unpaused = <R extends Run | null>(run: R): R =>
  run?.state === 'paused' ? { ...run, state: 'running', clock: run.clock.slice(0, -1) } : run;
const restless: RunStore = {
  ...kept,
  active: async () => (await kept.active()).map(unpaused),
  lock: async (tx, runId) => unpaused(await kept.lock(tx, runId)),
};
const runs = process.env['PLANT'] === 'forgets' ? forgetful : process.env['PLANT'] === 'pause-ignored' ? restless : kept;
const deps = { journal, runs, people: { find: () => Promise.resolve(null) }, scenarios: () => [], clock, hash: sha256 };

process.send?.('ready');
process.on('disconnect', () => process.exit(0));
for (;;) {
  await tickRuns(deps);
  await new Promise((resolve) => setTimeout(resolve, 5));
}
