// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../journal/journal.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Holidays } from './holidays.port.ts';
import type { Ical } from './ical.port.ts';
import type { PageStore } from './page-store.port.ts';
import type { PlanStore } from './plan-store.port.ts';
import { openRota } from './roster.ts';
import type { Rota } from './roster.ts';
import type { Signer } from './sign.port.ts';

/** What the part's shells (routes, commands) stand on. */
export type DutyDeps = {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly plans: PlanStore;
  readonly holidays: Holidays;
  readonly ical: Ical;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly random: (bytes: number) => string;
  readonly baseUrl: string;
  readonly pushKey: string;
  readonly lookAhead: () => Promise<number>;
};

/** Turns are worked out once for each version: every screen asks for them every minute. */
const kept = new WeakMap<PlanStore, { readonly version: number; readonly rota: Rota }>();

/** The rota of the plan in force; null when none is set. */
export async function rotaOf(deps: Pick<DutyDeps, 'plans' | 'holidays'>): Promise<Rota | null> {
  const stored = await deps.plans.latest();
  if (stored === null) return null;
  const before = kept.get(deps.plans);
  if (before?.version === stored.version) return before.rota;
  const rota = openRota(stored.plan, deps.holidays);
  kept.set(deps.plans, { version: stored.version, rota });
  return rota;
}
