// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import { briefNow } from './brief-now.ts';
import type { PageChannel, SendOutcome } from './channel.port.ts';
import { endpoints } from '../contract.ts';
import { ackCode, makeLink } from './link.ts';
import { messageOf } from './message.ts';
import { deliveryKey, MOST_ATTEMPTS, moveAt, retryDelay } from './page.ts';
import type { Delivery, Page, PageStore } from './page-store.port.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { rotaInForce } from '../rota/in-force.ts';
import type { InForceDeps } from '../rota/in-force.ts';
import { channelsOf } from '../rota/reach.ts';
import type { Rota } from '../rota/roster.ts';
import { pageable } from '../rota/who.ts';
import type { Passing } from '../../outbox/passing.port.ts';
import type { Signer } from '../../common/signer.port.ts';

export type EngineDeps = InForceDeps & {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly channels: readonly PageChannel[];
  readonly signer: Signer;
  readonly clock: Clock;
  readonly passing: Pick<Passing, 'of'>;
  /** Start of links to the desk in pages, without a slash at the end; null while no telephone could open them. */
  readonly linkBase: () => Promise<string | null>;
  /** Named in the first line of a page: whose rota it is. */
  readonly organisation: () => Promise<Bilingual>;
};

export type Ticked = { readonly moves: number; readonly sent: number; readonly failed: number };
export type Engine = { readonly tick: () => Promise<Ticked> };

const actor: Actor = { type: 'machine', name: 'duty' };
/** Shown in the reader's language by web/journal/words/duty/why-not.ts. */
const AWAY = 'not reachable in this exercise';
const AT_ONCE = 200;
const SIDE_BY_SIDE = 4;

/**
 * The durable part of paging: nothing of it lives in memory. Each move of a page and each delivery is one transaction
 * that holds its row; kill -9 rolls the open one back and the row is due again, with the same key. Several engines may run.
 */
export function createEngine(deps: EngineDeps): Engine {
  return {
    async tick() {
      const now = deps.clock.now();
      const moves = await deps.pages.dueMoves(now, AT_ONCE);
      const rota = moves.length === 0 ? null : await rotaInForce(deps);
      for (const pageId of moves) await move(deps, rota, pageId);
      const due = await deps.pages.dueDeliveries(deps.clock.now(), AT_ONCE);
      const current = due.length === 0 ? null : await rotaInForce(deps);
      const counts = { sent: 0, failed: 0 };
      const queue = [...due];
      const worker = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const outcome = await deliver(deps, current, next);
          if (outcome === 'sent') counts.sent += 1;
          if (outcome === 'failed') {
            counts.failed += 1;
            await goOnWhereNobodyIsReached(deps, next.pageId);
          }
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
    const rows = moved.is !== 'step' || rota === null ? [] : deliveriesOf(rota, page, moved.round, moved.step, now);
    await deps.pages.update(writing.tx, moved.is === 'step' && rows.length === 0 ? goneOn(moved.page, now) : moved.page);
    const say = (draft: Draft) => writing.append({ stream: page.caseId ?? DESK, actor, drafts: [draft] });
    if (moved.is === 'exhausted') await say({ kind: 'page.exhausted', body: { pageId, rounds: page.round } });
    if (moved.is === 'reopened') await say({ kind: 'page.reopened', body: { pageId, generation: moved.page.generation } });
    if (moved.is !== 'step') return;
    await deps.pages.addDeliveries(writing.tx, rows);
    if (rows.length === 0) {
      const key = `${pageId}.${page.generation}.${moved.round}.${moved.step}`;
      await say({ kind: 'page.not-delivered', body: { pageId, key, person: '', why: 'nobody has the duty at this step' } });
    }
  });
}

/**
 * Whom a step of the policy reaches at `now`, by which channels; whoever has acknowledged is left out. Keys are the same
 * when asked again, so that nothing goes twice.
 */
export function deliveriesOf(rota: Rota, page: Page, round: number, step: number, now: Instant): readonly Delivery[] {
  const { targets = [], channels } = page.policy.steps[step] ?? {};
  const acked = new Set(page.acks.map((ack) => ack.person));
  const names = targets.flatMap((to) => {
    if ('roster' in to) return rota.at(to.roster, millisOf(now)).person ?? [];
    return 'person' in to ? to.person : []; // Outside contacts are called by a person, never paged by the desk.
  });
  const rows = [...new Set(names)].flatMap((name) => {
    const person = pageable(rota, name, millisOf(now));
    if (person === null || acked.has(name)) return [];
    return channelsOf(person, { channels }).map(
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
  rota: Rota | null,
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
    const outcome = await send(deps, rota, page, row, now);
    const after = settled(row, outcome, now);
    await deps.pages.updateDelivery(writing.tx, after);
    const stream = page.caseId ?? DESK;
    const { pageId, person, channel, step, round } = row;
    if (after.state === 'sent')
      await writing.append({ stream, actor, drafts: [{ kind: 'page.sent', body: { pageId, key, person, channel, step, round } }] });
    if (after.state === 'listed')
      await writing.append({ stream, actor, drafts: [{ kind: 'page.listed', body: { pageId, key, person, step, round } }] });
    if (after.state === 'failed' || after.state === 'not-set-up') {
      const why = (after.failure ?? '').slice(0, 1000);
      const notSetUp = after.state === 'not-set-up';
      await writing.append({
        stream,
        actor,
        drafts: [{ kind: 'page.not-delivered', body: { pageId, key, person, channel, why, notSetUp } }],
      });
    }
    if (after.state === 'listed') return 'nothing';
    return after.state === 'sent' ? 'sent' : 'failed';
  });
}

/**
 * A step by which nobody could be reached is not waited for: the next one is due at once. After the last step the next
 * round waits its time all the same, in which a way may come back or somebody's duty begin.
 */
function goneOn(page: Page, now: Instant): Page {
  return page.step === 0 || page.nextAt === null || page.nextAt < now ? page : { ...page, nextAt: now };
}

/** Asks, after a delivery that failed for good, whether anything of its step may still reach somebody. */
async function goOnWhereNobodyIsReached(deps: EngineDeps, pageId: string): Promise<void> {
  const rows = (await deps.pages.deliveries(pageId)).toSorted(
    (a, b) => a.generation - b.generation || a.round - b.round || a.step - b.step,
  );
  const last = rows.at(-1);
  const step = rows.filter((row) => row.generation === last?.generation && row.round === last.round && row.step === last.step);
  if (step.some((row) => row.state !== 'failed' && row.state !== 'not-set-up')) return;
  await deps.journal.write(async (writing) => {
    const page = await deps.pages.lock(writing.tx, pageId);
    const now = deps.clock.now();
    if (page?.state === 'triggered' && page.generation === last?.generation) await deps.pages.update(writing.tx, goneOn(page, now));
  });
}

async function send(
  deps: EngineDeps,
  rota: Rota | null,
  page: Page,
  row: Delivery,
  now: Instant,
): Promise<SendOutcome | { readonly is: 'listed' }> {
  const person = rota === null ? null : pageable(rota, row.person, millisOf(now));
  if (person === null) return { is: 'never', why: `${row.person} is no longer on the team` };
  // Nobody is rung up for an exercise that they are not in, or in which they are out of reach.
  if (!(await deps.passing.of(page.caseId ?? DESK)).reaches(person.mail)) return { is: 'never', why: AWAY };
  // The telephone list is read by a person: the desk can only put somebody on it, and has called nobody.
  if (row.channel === 'telephone') return person.telephone === '' ? { is: 'never', why: 'no telephone number' } : { is: 'listed' };
  const channel = deps.channels.find((one) => one.channel === row.channel);
  if (channel === undefined) return { is: 'not-set-up', why: `the channel ${row.channel} is not set up` };
  const linkBase = await deps.linkBase();
  const link = linkBase === null ? null : linkBase + endpoints.phonePage.at({ token: makeLink(deps.signer, page.pageId, person.id, now) });
  const code = ackCode(deps.signer, page.pageId, page.generation, person.id);
  const brief = page.purpose === 'report-up' && page.caseId !== null ? await briefNow(deps, page.caseId) : null;
  return channel.send(messageOf(page, row, { person, link, code, house: await deps.organisation() }, brief));
}

function settled(row: Delivery, outcome: SendOutcome | { readonly is: 'listed' }, now: Instant): Delivery {
  const attempts = row.attempts + 1;
  if (outcome.is === 'sent') return { ...row, state: 'sent', attempts, sentAt: now, failure: null };
  if (outcome.is === 'listed') return { ...row, state: 'listed', attempts, failure: null };
  if (outcome.is === 'not-set-up') return { ...row, state: 'not-set-up', attempts, failure: outcome.why };
  if (outcome.is === 'never' || attempts >= MOST_ATTEMPTS) return { ...row, state: 'failed', attempts, failure: outcome.why };
  return { ...row, attempts, failure: outcome.why, dueAt: plusMillis(now, retryDelay(attempts)) };
}
