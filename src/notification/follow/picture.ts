// SPDX-License-Identifier: Apache-2.0
import { dayAt } from '../../common/civil-day.ts';
import { millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Times } from './follow-store.port.ts';

const HOUR = 3_600_000;
const MOST_DAYS = 120;
const steps = ['told', 'noticed', 'acted', 'verified'] as const;

/** Hours between two steps, over those who have come to both; null where there is nobody. The middle one, of an even number the earlier. */
export function medianHours(times: readonly Times[], from: (typeof steps)[number], to: (typeof steps)[number]): number | null {
  const all = times
    .flatMap((one) => {
      const [begin, end] = [one[from], one[to]];
      return begin === null || end === null || end < begin ? [] : [(millisOf(end) - millisOf(begin)) / HOUR];
    })
    .toSorted((a, b) => a - b);
  const middle = all[Math.floor((all.length - 1) / 2)];
  return middle === undefined ? null : Math.round(middle * 10) / 10;
}

export type PictureDay = { readonly day: string } & Readonly<Record<(typeof steps)[number], number>>;

/** How many customers had come to each step by the end of each day, since the first of them was told. */
export function pictureOf(times: readonly Times[], now: Instant, zone: string): readonly PictureDay[] {
  const dayOf = (at: Instant) => dayAt(millisOf(at), zone);
  const days = new Map(steps.map((step) => [step, times.flatMap((one) => (one[step] === null ? [] : [dayOf(one[step])])).toSorted()]));
  const first = [...days.values()].flatMap((own) => own[0] ?? []).toSorted()[0];
  if (first === undefined) return [];
  const out: PictureDay[] = [];
  for (let at = Date.parse(`${first}T12:00:00Z`); out.length < MOST_DAYS; at += 24 * HOUR) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > dayOf(now)) break;
    const by = (step: (typeof steps)[number]) => (days.get(step) ?? []).filter((one) => one <= day).length;
    out.push({ day, told: by('told'), noticed: by('noticed'), acted: by('acted'), verified: by('verified') });
  }
  return out;
}

/** Verified before anything had reached him: he did not act because of the notice. */
export function cleanBefore(times: readonly Times[]): number {
  return times.filter(({ told, verified }) => verified !== null && (told === null || verified < told)).length;
}
