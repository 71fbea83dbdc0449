// SPDX-License-Identifier: Apache-2.0
import { instantFromMillis } from '../../src/kernel/instant.ts';
import type { Clock, Instant } from '../../src/kernel/instant.ts';

/** A clock that runs `hurry` times as fast as this machine's since `origin` (milliseconds); the same in every process. */
export function hurriedClock(origin: number, hurry: number): Clock {
  return { now: () => instantFromMillis(Math.floor(origin + (Date.now() - origin) * hurry)) as Instant };
}
