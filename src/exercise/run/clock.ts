// SPDX-License-Identifier: Apache-2.0
import { virtualAt } from '../../common/time/run-clock.ts';
import type { RunClock } from '../../common/time/run-clock.ts';
import type { Instant } from '../../kernel/instant.ts';

export const SPEEDS = { least: 1, most: 1000 } as const;

/** The clock with another speed from `real` on. */
export function withSpeed(clock: RunClock, real: Instant, speed: number): RunClock {
  return [...clock, { real, virtual: virtualAt(clock, real), speed }];
}

/** The speed that it has now; 0 when paused. */
export function speedOf(clock: RunClock): number {
  return clock.at(-1)?.speed ?? 0;
}

/** The speed that it had before it was paused. */
export function speedBeforePause(clock: RunClock): number {
  return clock.findLast(({ speed }) => speed > 0)?.speed ?? 1;
}

/** Real milliseconds until the exercise's time reaches `virtual`; null while it stands still. */
export function millisUntil(clock: RunClock, now: Instant, virtual: number): number | null {
  const speed = speedOf(clock);
  return speed === 0 ? null : Math.max(0, Math.ceil(((virtual - virtualAt(clock, now)) * 1000) / speed));
}
