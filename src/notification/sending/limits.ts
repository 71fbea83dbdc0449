// SPDX-License-Identifier: Apache-2.0
import type { LanePlan } from '../../outbox/lane-policy.port.ts';
import type { Rate } from '../notice/notice-store.port.ts';

/** So many are asked before a rate means anything. */
export const LEAST_ASKED = 20;
/** Above this share of dead addresses the wave stops and asks. */
export const STOP_SHARE = 0.05;
/** Above this relays cut a sender off; of 24 hours it is never passed, not even if all that is in flight bounces. */
export const DAY_SHARE = 0.1;
/** So many leave whatever comes back: the first few of a notice. Relays count from a thousand on. */
export const FREE = 50;
/** A receiver of whom the first ones are all dead is left alone until a person has looked. */
const DEAD_DOMAIN = 2;
/** Below this share the desk may try receivers that it does not know. */
const EXPLORE_SHARE = 0.07;
export const DAY = 24 * 60 * 60_000;

export type DayRate = Rate & { readonly domains: ReadonlyMap<string, Rate> };

/**
 * How many may be asked now: `most`, or `ahead` where there is much room. Beyond the first few, never so many that the worst would pass the day's limit; receivers that are
 * known to be good go first when the day is tight, and those of whom nobody was there are left alone.
 */
export function planOf({ asked, hard, domains }: DayRate, inFlight: number, most: number, ahead = most): LanePlan {
  const dead = [...domains].flatMap(([domain, one]) => (one.hard >= DEAD_DOMAIN && one.hard === one.asked ? [domain] : []));
  const good = [...domains].flatMap(([domain, one]) => (one.asked > one.hard && one.hard <= one.asked * STOP_SHARE ? [domain] : []));
  // `asked` counts what is in flight already; all of it may bounce.
  const worst = hard + inFlight;
  const room = Math.floor((DAY_SHARE * asked - worst) / (1 - DAY_SHARE));
  const free = FREE - asked;
  const plan = Math.max(room, free);
  const known = [...domains.values()].reduce((sum, one) => ({ asked: sum.asked + one.asked, hard: sum.hard + one.hard }), {
    asked: 0,
    hard: 0,
  });
  const tight = good.length > 0 && (worst > asked * EXPLORE_SHARE || (free > 0 && known.hard > known.asked * STOP_SHARE));
  // Many at a time only where the day has room for all of them: else each handful teaches which receivers are good.
  const step = room >= ahead && !tight ? ahead : most;
  return { most: Math.max(0, Math.min(step, plan)), notDomains: dead, first: tight ? good : null };
}

/**
 * Whether a wave has met so many dead addresses that a person must look. `seen`: what he has looked at and gone on with; then only
 * twice that share is news, and the day's limit holds in any case.
 */
export function mustStop({ asked, hard }: Rate, seen: Rate | null = null): boolean {
  const known = seen === null || seen.asked === 0 ? 0 : (2 * seen.hard) / seen.asked;
  return asked >= LEAST_ASKED && hard > asked * Math.max(STOP_SHARE, known);
}
