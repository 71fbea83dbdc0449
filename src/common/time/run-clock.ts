// SPDX-License-Identifier: Apache-2.0
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';

/** From `real` on the exercise's time runs at this speed; 0 while it is paused. `virtual`: seconds since its start. */
export type Segment = { readonly real: Instant; readonly virtual: number; readonly speed: number };
/** In order of time. */
export type RunClock = readonly Segment[];

/** Seconds of the exercise at a real instant; before the start 0. To the millisecond. */
export function virtualAt(clock: RunClock, real: Instant): number {
  const segment = clock.findLast((one) => one.real <= real);
  if (segment === undefined) return 0;
  return Math.round(segment.virtual * 1000 + (millisOf(real) - millisOf(segment.real)) * segment.speed) / 1000;
}
