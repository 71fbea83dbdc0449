// SPDX-License-Identifier: Apache-2.0

/** The same numbers for the same seed, everywhere (mulberry32). For tests and proofs only. */
export type Random = {
  readonly next: () => number;
  readonly below: (limit: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
};

export function seededRandom(seed: number): Random {
  const state = { a: seed >>> 0 };
  const next = (): number => {
    state.a = (state.a + 0x6d2b79f5) >>> 0;
    let t = state.a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { next, below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}
