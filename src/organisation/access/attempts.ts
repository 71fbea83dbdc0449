// SPDX-License-Identifier: Apache-2.0

/** How long the next try for one name waits after tries that failed. All in milliseconds but `free`. */
export type Patience = {
  /** This many may fail without a wait. */
  readonly free: number;
  /** The wait after the first failure beyond; it doubles with each further one. */
  readonly first: number;
  /** The longest wait there is: nobody is ever locked out for longer. */
  readonly most: number;
  /** Without a try for this long, failures are forgotten. */
  readonly forget: number;
};

export type Attempt = { readonly ok: () => void; readonly undo: () => void };

export type Attempts = {
  /** A try that may go on, or the milliseconds to wait before the next one. A try counts as failed until `ok` or `undo`. */
  readonly begin: (key: string) => Attempt | number;
};

type Count = { failed: number; at: number; notBefore: number };

/** Names beyond this are forgotten, the longest unused first: a flood of names may not fill the memory. */
const MOST_NAMES = 20_000;

/**
 * A growing delay for each name (account), never a lock: after `free` failures each further one doubles the wait, up
 * to `most`. A try within the wait is refused without being looked at, and does not make the wait longer. `now`:
 * milliseconds since the epoch.
 */
export function createAttempts(patience: Patience, now: () => number): Attempts {
  const counts = new Map<string, Count>();

  function countOf(key: string): Count {
    const known = counts.get(key);
    const fresh = known === undefined || now() - known.at > patience.forget ? { failed: 0, at: now(), notBefore: 0 } : known;
    counts.delete(key);
    counts.set(key, fresh);
    if (counts.size > MOST_NAMES) for (const oldest of counts.keys()) if (counts.size > MOST_NAMES) counts.delete(oldest);
    return fresh;
  }

  return {
    begin(key) {
      const count = countOf(key);
      if (now() < count.notBefore) return count.notBefore - now();
      const before = { ...count };
      count.failed += 1;
      count.at = now();
      count.notBefore = now() + waitAfter(patience, count.failed);
      return {
        ok: () => void counts.delete(key),
        undo: () => void Object.assign(count, { failed: Math.max(0, count.failed - 1), notBefore: before.notBefore }),
      };
    },
  };
}

/** Milliseconds to wait after this many failures in a row. */
export function waitAfter({ free, first, most }: Patience, failed: number): number {
  if (failed < free) return 0;
  return Math.min(most, first * 2 ** Math.min(failed - free, 40));
}
