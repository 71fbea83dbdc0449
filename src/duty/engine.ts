// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Draft } from '../journal/entry.ts';
import type { Journal } from '../journal/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { Clock, Instant } from '../kernel/instant.ts';
import { millisOf, plusMillis } from '../kernel/instant.ts';
import type { PageChannel, SendOutcome } from './channel.port.ts';
import type { Holidays } from './holidays.port.ts';
import { ackCode, makeLink } from './link.ts';
import { messageOf } from './message.ts';
import { deliveryKey, MOST_ATTEMPTS, moveAt, retryDelay } from './page.ts';
import type { Delivery, Page, PageStore } from './page-store.port.ts';
import type { DutyPlan, PlanStore } from './plan-store.port.ts';
import { openRota } from './roster.ts';
import type { Rota } from './roster.ts';
import type { Signer } from './sign.port.ts';

export type EngineDeps = {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly plans: PlanStore;
  readonly holidays: Holidays;
  readonly channels: readonly PageChannel[];
  readonly signer: Signer;
  readonly clock: Clock;
  /** Where the desk is reached from a telephone, without a slash at the end. */
  readonly baseUrl: string;
};

export type Ticked = { readonly moves: number; readonly sent: number; readonly failed: number };
export type Engine = { readonly tick: () => Promise<Ticked> };

const actor: Actor = { type: 'machine', name: 'duty' };
const AT_ONCE = 200;
const SIDE_BY_SIDE = 4;

/**
 * The durable part of paging: nothing of it lives in memory. Each move of a page and each delivery is one transaction
 * that holds its row; kill -9 rolls the open one back and the row is due again, with the same key. Several engines may run.
 */
export function createEngine(deps: EngineDeps): Engine {
  const kept: { version: number; rota: Rota | null } = { version: -1, rota: null };

  async function rotaNow(): Promise<Rota | null> {
    const stored = await deps.plans.latest();
    if (stored === null) return null;
    if (stored.version !== kept.version) Object.assign(kept, { version: stored.version, rota: openRota(stored.plan, deps.holidays) });
    return kept.rota;
  }

  return {
    async tick() {
      const now = deps.clock.now();
      const moves = await deps.pages.dueMoves(now, AT_ONCE);
      const rota = moves.length === 0 ? null : await rotaNow();
      for (const pageId of moves) await move(deps, rota, pageId);
      const due = await deps.pages.dueDeliveries(deps.clock.now(), AT_ONCE);
      const plan = due.length === 0 ? null : ((await rotaNow())?.plan ?? null);
      const counts = { sent: 0, failed: 0 };
      const queue = [...due];
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const outcome = await deliver(deps, plan, next);
          if (outcome === 'sent') counts.sent += 1;
          if (outcome === 'failed') counts.failed += 1;
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => worker()));
      return { moves: moves.length, ...counts };
    },
  };
}

/** One step of one page: who has the duty now, one delivery for each person and channel. */
async function move(deps: EngineDeps, rota: Rota | null, pageId: string): Promise<void> {
  await deps.journal.write(async (writing) => {
    const page = await deps.pages.lock(writing.tx, pageId);
    if (page === null) return;
    const now = deps.clock.now();
    const moved = moveAt(page, now);
    if (moved.is === 'nothing') return;
    await deps.pages.update(writing.tx, moved.page);
    const say = (draft: Draft) => writing.append({ stream: page.caseId ?? DESK, actor, drafts: [draft] });
    if (moved.is === 'exhausted') await say({ kind: 'page.exhausted', body: { pageId, rounds: page.round } });
    if (moved.is === 'reopened') await say({ kind: 'page.reopened', body: { pageId, generation: moved.page.generation } });
    if (moved.is !== 'step') return;
    const rows = rota === null ? [] : deliveriesOf(rota, page, moved.round, moved.step, now);
    await deps.pages.addDeliveries(writing.tx, rows);
    if (rows.length === 0) {
      const key = `${pageId}.${page.generation}.${moved.round}.${moved.step}`;
      await say({ kind: 'page.not-delivered', body: { pageId, key, person: '', why: 'nobody has the duty at this step' } });
    }
  });
}

export function deliveriesOf(rota: Rota, page: Page, round: number, step: number, now: Instant): readonly Delivery[] {
  const { targets = [], channels } = page.policy.steps[step] ?? {};
  const acked = new Set(page.acks.map((ack) => ack.person));
  const names = targets.flatMap((to) => {
    if ('roster' in to) return rota.at(to.roster, millisOf(now)).person ?? [];
    return 'person' in to ? to.person : []; // Outside contacts are called by a person, never paged by the desk.
  });
  const rows = [...new Set(names)].flatMap((name) => {
    const person = rota.plan.people.find((one) => one.id === name);
    if (person === undefined || acked.has(name)) return [];
    const by = person.channels.filter((channel) => channels === undefined || channels.includes(channel));
    return (by.length === 0 ? person.channels : by).map(
      (channel): Delivery => ({
        key: deliveryKey(page, round, step, name, channel),
        pageId: page.pageId,
        person: name,
        channel,
        generation: page.generation,
        round,
        step,
        state: 'due',
        dueAt: now,
        attempts: 0,
        sentAt: null,
        failure: null,
      }),
    );
  });
  return rows;
}

/** Sends one delivery while holding its page, so that an acknowledgement and a page can never cross. */
async function deliver(
  deps: EngineDeps,
  plan: DutyPlan | null,
  { key, pageId: held }: { readonly key: string; readonly pageId: string },
): Promise<'sent' | 'failed' | 'nothing'> {
  return deps.journal.write(async (writing): Promise<'sent' | 'failed' | 'nothing'> => {
    // Page before delivery, as an acknowledgement locks them: the other order would be a deadlock.
    const page = await deps.pages.hold(writing.tx, held);
    const row = await deps.pages.take(writing.tx, key);
    if (row === null) return 'nothing';
    const now = deps.clock.now();
    if (row.dueAt > now) return 'nothing';
    if (page === null || (page.state !== 'triggered' && page.state !== 'exhausted') || page.generation !== row.generation) {
      await deps.pages.updateDelivery(writing.tx, { ...row, state: 'skipped' });
      return 'nothing';
    }
    const outcome = await send(deps, plan, page, row, now);
    const after = settled(row, outcome, now);
    await deps.pages.updateDelivery(writing.tx, after);
    const stream = page.caseId ?? DESK;
    const { pageId, person, channel, step, round } = row;
    if (after.state === 'sent')
      await writing.append({ stream, actor, drafts: [{ kind: 'page.sent', body: { pageId, key, person, channel, step, round } }] });
    if (after.state === 'failed') {
      const why = (after.failure ?? '').slice(0, 1000);
      await writing.append({ stream, actor, drafts: [{ kind: 'page.not-delivered', body: { pageId, key, person, why } }] });
    }
    return after.state === 'sent' ? 'sent' : 'failed';
  });
}

async function send(deps: EngineDeps, plan: DutyPlan | null, page: Page, row: Delivery, now: Instant): Promise<SendOutcome> {
  const person = plan?.people.find((one) => one.id === row.person);
  if (person === undefined) return { is: 'never', why: `${row.person} is no longer in the plan` };
  // The telephone list is read by a person: standing on it is the delivery.
  if (row.channel === 'telephone') return person.telephone === '' ? { is: 'never', why: 'no telephone number' } : { is: 'sent' };
  const channel = deps.channels.find((one) => one.channel === row.channel);
  if (channel === undefined) return { is: 'never', why: `the channel ${row.channel} is not set up` };
  const link = `${deps.baseUrl}/page/${makeLink(deps.signer, page.pageId, person.id, now)}`;
  return channel.send(messageOf(page, row, person, link, ackCode(deps.signer, page.pageId, page.generation, person.id)));
}

function settled(row: Delivery, outcome: SendOutcome, now: Instant): Delivery {
  const attempts = row.attempts + 1;
  if (outcome.is === 'sent') return { ...row, state: 'sent', attempts, sentAt: now, failure: null };
  if (outcome.is === 'never' || attempts >= MOST_ATTEMPTS) return { ...row, state: 'failed', attempts, failure: outcome.why };
  return { ...row, attempts, failure: outcome.why, dueAt: plusMillis(now, retryDelay(attempts)) };
}
