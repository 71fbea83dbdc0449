// SPDX-License-Identifier: Apache-2.0
/** Milliseconds of processor time that this thread spends on `work`, the least of `times` runs: other programs' load is not in it. */
export function workDone(work: () => void, times: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < times; run += 1) {
    const begun = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(begun);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Processor time is counted in steps of some milliseconds: what takes less is done again until it takes this many, and shared out. */
const MEASURABLE = 25;

/** Milliseconds of processor time for one run, over as many as it takes to count them. */
export function workOfOne(work: () => void): number {
  const begun = process.threadCpuUsage();
  for (let runs = 1; ; runs += 1) {
    work();
    const { user, system } = process.threadCpuUsage(begun);
    const spent = (user + system) / 1000;
    if (spent >= MEASURABLE || runs === 10_000) return spent / runs;
  }
}

/**
 * How many times as much work 32 times the size takes: about 32 where each character is looked at once, 1,024 for a square.
 * Less than a twentieth of a millisecond at `size` is taken for that.
 */
export function growth(work: (size: number) => void, size: number): number {
  const small = workOfOne(() => work(size));
  return Math.min(...[1, 2].map(() => workOfOne(() => work(32 * size)))) / Math.max(small, 0.05);
}

/** What `growth` may say of work that grows with the size and no faster: caches and collections of garbage cost some times of it. */
export const LINEAR = 200;
