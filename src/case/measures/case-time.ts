// SPDX-License-Identifier: Apache-2.0
import { virtualAt } from '../../common/time/run-clock.ts';
import type { Segment } from '../../common/time/run-clock.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Entry, ErasedEntry } from '../entry.ts';

/** Seconds of a case at an instant, to the millisecond: real ones, or those of the exercise, whose clock its entries tell. */
export function caseTimeOf(entries: readonly (Entry | ErasedEntry)[]): (at: Instant) => number {
  const clock: Segment[] = [];
  for (const entry of entries) {
    if (entry.body === null) continue;
    const { at: real } = entry;
    if (entry.kind === 'exercise.started') clock.push({ real, virtual: 0, speed: entry.body.speed });
    else if (entry.kind === 'exercise.paused' || entry.kind === 'exercise.ended') clock.push({ real, virtual: entry.body.at, speed: 0 });
    else if (entry.kind === 'exercise.speed-set') clock.push({ real, virtual: entry.body.at, speed: entry.body.speed });
    else if (entry.kind === 'exercise.resumed') {
      const speed = clock.findLast((one) => one.speed > 0)?.speed ?? 1;
      clock.push({ real, virtual: entry.body.at, speed });
    }
  }
  const [first] = entries;
  if (clock.length > 0 || first === undefined) return (at) => virtualAt(clock, at);
  return (at) => (millisOf(at) - millisOf(first.at)) / 1000;
}
