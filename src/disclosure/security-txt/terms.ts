// SPDX-License-Identifier: Apache-2.0
import { dayOf, plusDays, startOfDay } from '../../common/civil-day.ts';
import type { Instant } from '../../kernel/instant.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';

const DAY = 86_400_000;
/** A named person confirms the contact twice a year; what nobody confirms runs out by itself. */
export const CONFIRMED_FOR_DAYS = 183;
/** Rolled forward on the first of each month to this many days ahead. */
const AHEAD_DAYS = 180;
/** RFC 9116, 2.5.5 recommends less than a year; more than this is refused and never written. */
export const FARTHEST_DAYS = 398;

export type Terms = {
  readonly expires: Instant;
  /** Until when the desk renews it by itself. */
  readonly renewedUntil: Instant;
  readonly state: 'renewed' | 'confirm-now' | 'expired';
};

/**
 * How a file stands at `now` that a person confirmed at `confirmedAt`: it follows from the two alone, so that nothing has to
 * run for the renewal. Within the last 30 days of the confirmation's half year the person is asked again.
 */
export function termsAt(confirmedAt: Instant, now: Instant): Terms {
  const renewedUntil = plusMillis(confirmedAt, CONFIRMED_FOR_DAYS * DAY);
  const rolled = now < confirmedAt ? confirmedAt : now < renewedUntil ? now : renewedUntil;
  const month = `${dayOf(rolled, 'UTC').slice(0, 7)}-01`;
  const expires = startOfDay(plusDays(month, AHEAD_DAYS), 'UTC');
  if (now >= expires) return { expires, renewedUntil, state: 'expired' };
  return { expires, renewedUntil, state: millisOf(now) > millisOf(renewedUntil) - 30 * DAY ? 'confirm-now' : 'renewed' };
}
