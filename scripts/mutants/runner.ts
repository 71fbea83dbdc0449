// SPDX-License-Identifier: Apache-2.0
// One vitest that stays: is told which file has changed and which tests to run, stops at the first test file that fails.
import { createVitest } from 'vitest/node';

export type Ask = { readonly changed: string; readonly tests: readonly string[] };
/** `by`: the test file that failed; null when all of them passed. */
export type Answer = { readonly by: string | null };

const vitest = await createVitest('test', {
  root: process.cwd(),
  watch: false,
  project: ['unit'],
  // How long a fault may take is measured from outside (mutants.ts): on a busy machine a test's own limit would notice faults that it does not see.
  testTimeout: 600_000,
  maxWorkers: 1,
  reporters: [{}],
});
const before = { changed: '' };
const unit = vitest.getProjectByName('unit');

process.on('message', ({ changed, tests }: Ask) => void run(changed, tests).then((answer) => process.send?.(answer)));
process.on('disconnect', () => process.exit());
process.send?.({ by: null } satisfies Answer);

async function run(changed: string, tests: readonly string[]): Promise<Answer> {
  // The one before has been put right again.
  for (const file of new Set([before.changed, changed])) vitest.invalidateFile(file);
  before.changed = changed;
  for (const test of tests) {
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([unit.createSpecification(test)]);
    const run = testModules.find((module) => module.moduleId === test);
    if (run?.ok() !== true || unhandledErrors.length > 0) return { by: test };
  }
  return { by: null };
}
