// SPDX-License-Identifier: Apache-2.0
import type { ClockView } from '../case/fold/obligation.ts';
import type { Instant } from '../kernel/instant.ts';

export const clockStates = ['undetermined', 'running', 'met', 'missed', 'not-applicable'] as const;
export type ClockState = (typeof clockStates)[number];
export type ClockLight = 'none' | 'green' | 'amber' | 'red';

/**
 * The state at `now`. A running clock past its deadline is missed at once, whether or not the desk was up to write the
 * entry; a wall clock set back cannot un-miss what the journal already says.
 */
export function stateAt(clock: ClockView, now: Instant): ClockState {
  const { settled, computed } = clock;
  if (settled.is !== 'open') return settled.is;
  if (computed.state === 'undetermined') return 'undetermined';
  return computed.deadline !== null && computed.deadline < now ? 'missed' : 'running';
}

/**
 * Green while there is time, amber from `warnFrom` on, red in the last six hours and when missed; none for a clock that does
 * not run.
 */
export function lightAt(clock: ClockView, now: Instant): ClockLight {
  const state = stateAt(clock, now);
  if (state === 'missed') return 'red';
  if (state !== 'running') return 'none';
  const { warnFrom, deadline } = clock.computed;
  if (deadline !== null && Date.parse(deadline) - Date.parse(now) < 6 * 3_600_000) return 'red';
  return warnFrom !== null && warnFrom <= now ? 'amber' : 'green';
}

/** Hours before the deadline at which the desk reminds, for a clock of `span` hours. */
export function reminderHours(span: number): readonly number[] {
  if (span <= 24) return [12, 6, 2];
  if (span <= 96) return [48, 24, 6];
  return [168, 72, 24, 6];
}
