// SPDX-License-Identifier: Apache-2.0
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';

/** From `real` on the exercise's time runs at this speed; 0 while it is paused. `virtual`: seconds since its start. */
export type Segment = { readonly real: Instant; readonly virtual: number; readonly speed: number };
/** Never empty, in order of time. */
export type RunClock = readonly Segment[];

export const SPEEDS = { least: 1, most: 1000 } as const;

/** Seconds of the exercise at a real instant; before the start 0. To the millisecond. */
export function virtualAt(clock: RunClock, real: Instant): number {
  const segment = clock.findLast((one) => one.real <= real);
  if (segment === undefined) return 0;
  return Math.round(segment.virtual * 1000 + (millisOf(real) - millisOf(segment.real)) * segment.speed) / 1000;
}

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
