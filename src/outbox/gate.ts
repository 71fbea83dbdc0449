// SPDX-License-Identifier: Apache-2.0
import type { Journal, Writing } from '../case/language/journal.port.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { plusMillis } from '../kernel/instant.ts';
import type { Clock, Instant } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { Carrier } from './carrier.port.ts';
import { marked } from './mark.ts';
import { MOST_ATTEMPTS, waitBefore } from './message.ts';
import type { Answer, ChannelState, Counts, OutboxChannel, OutboxPurpose, OutboxRow, Parcel } from './message.ts';
import type { Outbox, OutboxStore } from './outbox.port.ts';
import type { Passes, Passing } from './passing.port.ts';

/** Called in the transaction that settles a row: what the part says of it in the journal stands or falls with it. */
export type BatchListener = (writing: Writing, row: OutboxRow, batch: Counts) => Promise<void>;

export type GateDeps = {
  readonly journal: Journal;
  readonly store: OutboxStore;
  readonly carriers: readonly Carrier[];
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** What belongs to an exercise leaves marked and to its roster, or not at all; what is real leaves as it is. */
  readonly passing: Passing;
  readonly listeners: Partial<Readonly<Record<OutboxPurpose, BatchListener>>>;
};

export type Gate = Outbox & {
  /** Passes everything that is due now, several at a time; the number of rows that got an answer. */
  readonly tick: () => Promise<number>;
  readonly close: () => Promise<void>;
};

const SIDE_BY_SIDE = 4;
const WRITTEN_TOGETHER = 16;
const NOBODY: ChannelState = {
  is: 'not-set-up',
  why: { ja: 'この送り方は設定されていません', en: 'This way of sending is not set up' },
};

/** The one door by which something leaves the desk. A row is claimed durably before a server sees it, and settled after its answer. */
export function createGate(deps: GateDeps): Gate {
  const kept: { engine: ReturnType<OutboxStore['openEngine']> | null; closed: boolean } = { engine: null, closed: false };
  /** A new mark of life after the old one's connection broke; what the old one had claimed becomes a possible double. */
  const engine = async (): Promise<number> => {
    if (kept.closed) throw new Error('the gate is closed');
    if (kept.engine !== null && !(await kept.engine).alive()) kept.engine = null;
    kept.engine ??= deps.store.openEngine();
    return (await kept.engine).engine;
  };
  const carrierOf = (channel: OutboxChannel) => deps.carriers.find((one) => one.channel === channel);

  async function channel(name: OutboxChannel): Promise<ChannelState> {
    if (deps.passing.practises) return { is: 'practice' };
    return (await carrierOf(name)?.state()) ?? NOBODY;
  }

  async function prepare(parcels: readonly Parcel[], releasedBy: string): Promise<readonly OutboxRow[]> {
    const now = deps.clock.now();
    const states = new Map(
      await Promise.all([...new Set(parcels.map((one) => one.channel))].map(async (name) => [name, await channel(name)] as const)),
    );
    const streams = [...new Set(parcels.map((one) => one.stream))];
    const known = new Map(await Promise.all(streams.map(async (stream) => [stream, await deps.passing.of(stream)] as const)));
    const one = (given: Parcel): Promise<OutboxRow> => {
      const passes = known.get(given.stream);
      const parcel = passes?.marked === true ? { ...given, content: marked(given.content) } : given;
      const kept = passes?.leaves(parcel) === true ? (states.get(parcel.channel) ?? NOBODY) : ({ is: 'practice' } as const);
      return rowOf(deps, carrierOf(parcel.channel), kept, parcel, releasedBy, now);
    };
    const rows: OutboxRow[] = [];
    // Some at a time: while one is being signed the next is being written.
    for (let from = 0; from < parcels.length; from += WRITTEN_TOGETHER)
      rows.push(...(await Promise.all(parcels.slice(from, from + WRITTEN_TOGETHER).map((parcel) => one(parcel)))));
    return rows;
  }

  /** Hands a claimed row to its carrier and settles it; the part's own words stand in the same transaction. */
  async function pass(row: OutboxRow): Promise<Answer> {
    const answer = await ask(deps, carrierOf(row.channel), row);
    await deps.journal.write(async (writing) => {
      await deps.store.lockBatch(writing.tx, row.purpose, row.about);
      const after = settledRow(row, answer, deps.clock.now());
      await deps.store.update(writing.tx, after);
      await deps.listeners[row.purpose]?.(writing, after, await deps.store.countsOf(row.purpose, row.about, writing.tx));
    });
    return answer;
  }

  return {
    channel,
    prepare,
    put: (tx, rows) => deps.store.insert(tx, rows),
    async putHeld(parcels, releasedBy) {
      const rows = await prepare(parcels, releasedBy);
      await deps.store.insert(undefined, rows, true);
      return rows.map(({ id, messageId, sha256 }) => ({ id, messageId, sha256 }));
    },
    release: deps.store.release,
    dropHeld: deps.store.dropHeld,
    hold: (tx, purpose, about) => deps.store.hold(tx, purpose, about),
    again: (tx, ids, now) => deps.store.again(tx, ids, now),
    letGo: (tx, purpose, about) => deps.store.letGo(tx, purpose, about),
    withdraw: (tx, id) => deps.store.withdraw(tx, id),
    async passNow(parcel, releasedBy) {
      const [row] = await prepare([parcel], releasedBy);
      if (row === undefined) throw new Error('nothing was prepared');
      const known = await deps.store.row(parcel.id);
      if (known?.state === 'handed-over') return { is: 'taken', answer: known.lastAnswer ?? '' };
      const claim = async () => deps.store.claimThis(await engine(), { ...row, byGate: false });
      const free = await claim();
      if (free !== null) return pass(free);
      // Whoever holds it may be a desk that has died: then it is free now, and a page need not wait for the gate's next round.
      await deps.store.freeOrphans(deps.clock.now());
      const freed = await claim();
      return freed === null ? { is: 'later', answer: 'another attempt is under way' } : pass(freed);
    },
    rowsOf: deps.store.rowsOf,
    countsOf: (purpose, about) => deps.store.countsOf(purpose, about),
    byMessageId: deps.store.byMessageId,
    async tick() {
      const own = await engine();
      await deps.store.freeOrphans(deps.clock.now());
      const count = { passed: 0 };
      const worker = async (): Promise<void> => {
        for (let row = await deps.store.claim(own, deps.clock.now()); row !== null; row = await deps.store.claim(own, deps.clock.now())) {
          await pass(row);
          count.passed += 1;
        }
      };
      await Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => worker()));
      return count.passed;
    },
    async close() {
      const engine = kept.engine;
      kept.closed = true;
      kept.engine = null;
      await (await engine)?.close();
    },
  };
}

async function rowOf(
  deps: GateDeps,
  carrier: Carrier | undefined,
  state: ChannelState,
  parcel: Parcel,
  releasedBy: string,
  now: Instant,
): Promise<OutboxRow> {
  const from = state.is === 'ready' ? state.from : 'practice@desk.invalid';
  const messageId = messageIdOf(deps.hash, parcel.id, from);
  const bytes =
    carrier === undefined || state.is === 'not-set-up' ? null : await carrier.compose(parcel.content, { messageId, at: now, from });
  return {
    ...parcel,
    urgent: parcel.urgent ?? false,
    byGate: true,
    state: state.is === 'ready' ? 'released' : state.is,
    messageId,
    bytes,
    sha256: bytes === null ? deps.hash(canonicalJson(parcel.content)) : deps.hash(bytes),
    releasedBy,
    releasedAt: now,
    dueAt: state.is === 'ready' ? now : null,
    attempts: 0,
    possibleDoubles: 0,
    lastAnswer: state.is === 'not-set-up' ? state.why.en : null,
    settledAt: state.is === 'ready' ? null : now,
  };
}

/** Deterministic, and tells a stranger nothing of our numbers (RFC 5322 section 3.6.4). */
export function messageIdOf(hash: HashBytes, id: string, from: string): string {
  const domain = /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1] ?? 'desk.invalid';
  return `<m.${hash(id).slice(0, 40)}@${domain}>`;
}

function ask(deps: GateDeps, carrier: Carrier | undefined, row: OutboxRow): Promise<Answer> {
  return askBy(deps, row, null, carrier?.send ?? null);
}

/**
 * Asks a server to take the row's bytes: never in practice, and never others than were released. `passes`: what of the row's stream may
 * leave, where it was asked for several rows together a moment ago.
 */
export async function askBy(
  deps: Pick<GateDeps, 'hash' | 'passing'>,
  row: OutboxRow,
  passes: Promise<Passes> | null,
  send: Carrier['send'] | null,
): Promise<Answer> {
  if (deps.passing.practises) return { is: 'practice', answer: 'practice mode: nothing left the desk' };
  // Asked again at the door: somebody may have become unreachable since, and nothing of an exercise leaves unmarked.
  if (!(await (passes ?? deps.passing.of(row.stream))).leaves(row))
    return { is: 'practice', answer: 'exercise: nothing left the desk for this recipient' };
  if (send === null || row.bytes === null) return { is: 'not-set-up', answer: NOBODY.is === 'not-set-up' ? NOBODY.why.en : '' };
  // What leaves is what was released: bytes that changed in the register since are not handed to anybody.
  if (deps.hash(row.bytes) !== row.sha256) return { is: 'refused', answer: 'the stored bytes no longer match what was released' };
  return send(row);
}

/** How a row stands after an answer. */
export function settledRow(row: OutboxRow, { is, answer }: Answer, now: Instant): OutboxRow {
  const after: OutboxRow = { ...row, attempts: row.attempts + 1, lastAnswer: answer.slice(0, 1000), dueAt: null, settledAt: now };
  if (is === 'taken') return { ...after, state: 'handed-over' };
  if (is === 'refused' || is === 'not-set-up' || is === 'practice') return { ...after, state: is };
  const again = { ...after, possibleDoubles: row.possibleDoubles + (is === 'unknown' ? 1 : 0) };
  if (after.attempts >= MOST_ATTEMPTS) return { ...again, state: 'refused' };
  return { ...again, state: 'deferred', settledAt: null, dueAt: row.byGate ? plusMillis(now, waitBefore(after.attempts)) : null };
}
