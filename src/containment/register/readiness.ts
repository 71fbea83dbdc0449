// SPDX-License-Identifier: Apache-2.0
import type { Sha256 } from '../../kernel/sha256.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryDraft } from '../traffic/inventory-draft.ts';
import type { Plan } from '../plan/plan.ts';
import type { StudyDeps } from './keep-traffic.ts';
import { preparations } from './preparation.ts';
import type { Preparation } from './preparation.ts';
import type { ServiceRecord, TrafficRecord } from './record.ts';
import type { Assumed, StudyAnswer } from './study.ts';
import { useOf } from './undecided.ts';
import type { Use } from './undecided.ts';

export type Readiness = {
  readonly inventory: Inventory & { readonly services: readonly ServiceRecord[] };
  readonly traffic: TrafficRecord | null;
  /** null while there is no traffic or no inventory. */
  readonly study: { readonly plan: Plan; readonly draft: InventoryDraft; readonly assumed: Assumed; readonly use: readonly Use[] } | null;
  /** Why there is no study; null where there is one. */
  readonly missing: 'inventory' | 'traffic' | 'unreadable' | null;
  readonly prepare: readonly Preparation[];
  /** The traffic is still being replayed: what rests on it is not there yet. */
  readonly counting: boolean;
};

type Answer = Extract<StudyAnswer, { is: 'readiness' }>;
/** Share of today's risk that may stay, as in `contain plan`. */
const BUDGET = 0.1;

/**
 * "If it happened today", from the inventory and the newest traffic. The last answer is kept until one of its inputs changes.
 * Who has little `patience` (milliseconds) gets what is known by then; the replay goes on for the next who asks.
 */
export function readinessOf(deps: StudyDeps): (patience?: number) => Promise<Readiness> {
  const kept: { key: string; answer: Promise<Answer> | null } = { key: '', answer: null };
  return async (patience) => {
    const inventory = await inventoryOf(deps);
    const [traffic = null] = await deps.register.traffic(1);
    const base = { inventory, traffic, counting: false };
    const now = deps.clock.now();
    if (traffic === null) return { ...base, study: null, missing: 'traffic', prepare: preparations({ ...base, study: null, now }) };
    const key = deps.hash(canonicalJson({ inventory, traffic: traffic.sha256, day: now.slice(0, 10) }));
    if (kept.key !== key || kept.answer === null) {
      kept.key = key;
      kept.answer = ask(deps, traffic, inventory, now);
      // Rejects for callers that await it; there may be none.
      kept.answer.catch(() => undefined);
    }
    try {
      const answer = patience === undefined ? await kept.answer : await within(patience, kept.answer);
      if (answer === null)
        return { ...base, study: null, missing: null, counting: true, prepare: preparations({ ...base, study: null, now }) };
      const { plan, draft, assumed } = answer;
      const study = { plan, draft, assumed, use: useOf(plan) };
      const missing = inventory.services.length === 0 ? 'inventory' : null;
      return { ...base, study, missing, prepare: preparations({ ...base, study, now }) };
    } catch {
      kept.answer = null;
      return { ...base, study: null, missing: 'unreadable', prepare: preparations({ ...base, study: null, now }) };
    }
  };
}

async function within<T>(millis: number, work: Promise<T>): Promise<T | null> {
  const timer: { id?: ReturnType<typeof setTimeout> } = {};
  const late = new Promise<null>((resolve) => {
    timer.id = setTimeout(() => resolve(null), millis);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer.id);
  }
}

/** The inventory as it is now, with where names are enforced. */
export async function inventoryOf(deps: Pick<StudyDeps, 'register'>): Promise<Readiness['inventory']> {
  return { services: await deps.register.services(), nameEnforcement: await deps.register.names() };
}

/** The bytes of recorded traffic as they came. Throws where they are gone. */
export async function trafficBytes(deps: Pick<StudyDeps, 'blobs'>, traffic: TrafficRecord): Promise<Uint8Array> {
  const digest: Sha256 | null = parseSha256(traffic.sha256);
  const bytes = digest === null ? null : await deps.blobs.get(digest);
  if (bytes === null) throw new Error(`the traffic ${traffic.trafficId} is not there`);
  return bytes;
}

async function ask(deps: StudyDeps, traffic: TrafficRecord, inventory: Inventory, now: string): Promise<Answer> {
  const bytes = await trafficBytes(deps, traffic);
  return deps.studies({ file: traffic.file, bytes }, { is: 'readiness', inventory, now, budgetShare: BUDGET });
}
