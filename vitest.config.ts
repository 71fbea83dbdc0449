// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Every core has a file: left to itself the runner keeps one core back, which on two cores is half of them.
const maxWorkers = Math.max(2, availableParallelism());

/** Every suite by name: `npm test` runs all of them, `npm run check` the quick ones. */
export default defineConfig({
  test: {
    // What was transformed once is kept by its content: most of a warm `npm run check` that is not tests.
    fsModuleCache: true,
    fsModuleCachePath: join(import.meta.dirname, '.cache', 'vitest'),
    projects: [
      // One process for many files: what these test keeps no state, and starting a process for each takes longer than most tests.
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/conventions/**/*.test.ts'],
          testTimeout: 60_000,
          isolate: false,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'story',
          include: ['test/story/**/*.test.ts', 'test/transcript/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers,
        },
      },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, maxWorkers } },
      // A desk, its servers and simulated people on one clock: one after the other.
      {
        test: {
          name: 'incident',
          include: ['test/incident/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      // Name spaces and the host's own files are shared: one after the other.
      { test: { name: 'lab', include: ['test/lab/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
    ],
  },
});
