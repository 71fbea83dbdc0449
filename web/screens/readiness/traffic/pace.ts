// SPDX-License-Identifier: Apache-2.0

/** The desk cuts a request that takes longer than this to arrive. */
export const CUT_AFTER_SECONDS = 60;

export type Pace = { readonly perSecond: number; readonly leftSeconds: number; readonly willBeCut: boolean };

/** How fast something goes and how long it still takes; null in the first second, when nothing can be said yet. */
export function paceOf(done: number, of: number, elapsedMillis: number): Pace | null {
  if (elapsedMillis < 1000 || done <= 0) return null;
  const perSecond = (done * 1000) / elapsedMillis;
  const leftSeconds = Math.ceil(Math.max(0, of - done) / perSecond);
  return { perSecond, leftSeconds, willBeCut: elapsedMillis / 1000 + leftSeconds > CUT_AFTER_SECONDS };
}
