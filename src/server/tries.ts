// SPDX-License-Identifier: Apache-2.0

/** A try under way. `end` says how it came out; only the first call counts. */
export type Try = { readonly end: (failed: boolean) => void };

export type Tries = {
  /** A number: too many failed within the window, or are under way; so many milliseconds until one may be tried. */
  readonly begin: (key: string) => Try | number;
};

/** More keys than this are looked through for those whose window is over. */
const MANY = 10_000;

/**
 * Counts failed tries for each key (a caller's address) within `windowMillis`. A try that succeeds costs nothing; one
 * that is under way counts, so that many at once are no way around. `now`: milliseconds that never go back.
 */
export function createTries(most: number, windowMillis: number, now: () => number = () => performance.now()): Tries {
  const failures = new Map<string, readonly number[]>();
  const running = new Map<string, number>();
  const recent = (key: string): readonly number[] => (failures.get(key) ?? []).filter((at) => at > now() - windowMillis);

  function forgetOld(): void {
    for (const key of failures.keys()) if (recent(key).length === 0) failures.delete(key);
  }

  return {
    begin(key) {
      const under = running.get(key) ?? 0;
      const failed = recent(key);
      if (failed.length + under >= most) return Math.max(1000, (failed[0] ?? now()) + windowMillis - now());
      running.set(key, under + 1);
      let ended = false;
      return {
        end(failed) {
          if (ended) return;
          ended = true;
          const left = (running.get(key) ?? 1) - 1;
          if (left === 0) running.delete(key);
          else running.set(key, left);
          if (!failed) return;
          if (failures.size > MANY) forgetOld();
          failures.set(key, [...recent(key), now()]);
        },
      };
    },
  };
}
