// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { Instant } from '../kernel/instant.ts';
import { millisOf, plusMillis } from '../kernel/instant.ts';
import { reminderHours } from './clock.ts';

export const CHECK_DEADLINE = 'obligation.check-deadline';
export const REMIND = 'obligation.remind';

/** A clock that starts to run sets its alarms: reminders on the way and the check one second after the deadline. */
export const watchObligations: Watch = (view, entry) => {
  if (view === null || entry.body === null || (entry.kind !== 'clock.opened' && entry.kind !== 'clock.facts-changed')) return [];
  const { clockId, computed } = entry.body;
  if (computed.state !== 'running' || computed.deadline === null) return [];
  const deadline = computed.deadline as Instant;
  const data = { caseId: entry.stream, clockId, deadline };
  const key = `${entry.stream}/${clockId}/${deadline}`;
  const span = (millisOf(deadline) - millisOf(entry.at)) / 3_600_000;
  const reminders = reminderHours(span).flatMap((hoursLeft) => {
    const notBefore = plusMillis(deadline, -hoursLeft * 3_600_000);
    return notBefore <= entry.at ? [] : [{ name: REMIND, key: `${key}/${hoursLeft}`, data: { ...data, hoursLeft }, notBefore }];
  });
  return [...reminders, { name: CHECK_DEADLINE, key, data, notBefore: plusMillis(deadline, 1000) }];
};
