// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from 'vitest/config';

/** Every suite by name: `npm test` runs all of them, `npm run check` the quick ones. */
export default defineConfig({
  test: {
    projects: [
      // One process for many files: what these test keeps no state, and starting a process for each takes longer than most tests.
      { test: { name: 'unit', include: ['src/**/*.test.ts', 'web/**/*.test.ts'], testTimeout: 30_000, isolate: false } },
      { test: { name: 'conventions', include: ['test/conventions/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'story',
          include: ['test/story/**/*.test.ts', 'test/transcript/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false } },
      { test: { name: 'lab', include: ['test/lab/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000, fileParallelism: false } },
    ],
  },
});
