// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';

/** Milliseconds for which what was read serves all who ask: the public comes at once. */
const FRESH = 10_000;

/** Reads at most once in ten seconds; a reading that failed is forgotten. */
export function recently<Read>(clock: Clock, readAll: () => Promise<Read>): () => Promise<Read> {
  let kept: { readonly until: number; readonly read: Promise<Read> } | null = null;
  return () => {
    const now = Date.parse(clock.now());
    if (kept !== null && now < kept.until && now > kept.until - 2 * FRESH) return kept.read;
    const read = readAll();
    kept = { until: now + FRESH, read };
    read.catch(() => {
      kept = null;
    });
    return read;
  };
}
