// SPDX-License-Identifier: Apache-2.0
// Desks on which nothing is an exercise, on which everything is practised, and on which some cases are exercises of nobody.
import { createPassing } from '../../src/outbox/passing.ts';
import type { Passing } from '../../src/outbox/passing.port.ts';

/** A real desk on which these cases are exercises whose roster is empty. */
export function rehearsing(cases: readonly string[]): Passing {
  const those = new Set(cases);
  return createPassing('real', {
    rosterOf: (stream) => Promise.resolve(those.has(stream) ? { addresses: new Set() } : null),
    cases: () => Promise.resolve(those),
  });
}

export const everythingReal = rehearsing([]);
export const everythingPractised = createPassing('practice', {
  rosterOf: () => Promise.resolve(null),
  cases: () => Promise.resolve(new Set()),
});
