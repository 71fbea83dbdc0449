// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../case/language/journal.port.ts';
import { createGrouped } from '../kernel/grouped.ts';
import { millisOf } from '../kernel/instant.ts';
import type { Answer, Slot } from './carrier.port.ts';
import { askBy, settledRow } from './gate.ts';
import type { GateDeps } from './gate.ts';
import type { OutboxPurpose, OutboxRow } from './message.ts';
import type { LanePlan, LanePolicy } from './lane-policy.port.ts';
import type { Passes } from './passing.port.ts';

export type Lane = {
  /** Hands over what is due and may leave; the number of rows that got an answer. */
  readonly tick: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export type LaneDeps = Pick<GateDeps, 'journal' | 'store' | 'clock' | 'hash' | 'passing' | 'carriers'> & {
  readonly purpose: OutboxPurpose;
  readonly policy: LanePolicy;
  /** Connections beside each other; as many messages may be doubles after a crash. */
  readonly connections: number;
};

type Claimed = { readonly row: OutboxRow; readonly passes: Promise<Passes> | null };

/** So many for each connection are taken up at a time. Those that were not yet with a server at a crash are marked all the same. */
export const AHEAD = 4;
/** Milliseconds for which a turn waits for the answers of the other connections. */
const LINGER = 2;
const FIRST_REST = 60_000;
const LONGEST_REST = 60 * 60_000;

/**
 * The gate's way for a purpose of thousands: a connection takes its next message when the answer to the last one is durable, so
 * a crash leaves at most one message a connection in doubt. A receiver that says "not so fast" rests, ever longer, alone.
 */
export function createLane(deps: LaneDeps): Lane {
  const { store, clock, policy, purpose } = deps;
  const kept: { engine: ReturnType<typeof store.openEngine> | null; slots: Slot[] } = { engine: null, slots: [] };
  const resting = new Map<string, { until: number; strikes: number }>();

  const engine = async (): Promise<number> => {
    if (kept.engine !== null && !(await kept.engine).alive()) kept.engine = null;
    kept.engine ??= store.openEngine();
    return (await kept.engine).engine;
  };

  /** A receiver's "later" is heard for all who are there. */
  function heard(row: OutboxRow, answer: Answer): void {
    const domain = domainOf(row);
    if (answer.is === 'taken') resting.delete(domain);
    if (answer.is !== 'later' || answer.at !== 'recipient') return;
    const strikes = (resting.get(domain)?.strikes ?? 0) + 1;
    const rest = Math.min(LONGEST_REST, FIRST_REST * 2 ** (strikes - 1));
    resting.set(domain, { until: millisOf(clock.now()) + rest, strikes });
  }

  async function tick(): Promise<number> {
    const own = await engine();
    await store.freeOrphans(clock.now());
    const count = { passed: 0, inFlight: 0 };
    const waiting: Claimed[] = [];
    /** What may be taken up now, in the transaction of a turn, before the connections run dry. */
    const claimMore = async (writing: Writing, plan: LanePlan, hungry: number): Promise<readonly OutboxRow[]> => {
      if (waiting.length >= deps.connections / 2 + hungry) return [];
      const most = Math.min(plan.most, AHEAD * deps.connections);
      if (most < 1) return [];
      const now = clock.now();
      const asleep = [...resting].flatMap(([domain, { until }]) => (until > millisOf(now) ? [domain] : []));
      const notDomains = [...plan.notDomains, ...asleep];
      const claim = (onlyDomains: readonly string[] | null) =>
        store.claimSome(writing.tx, own, now, { purpose, most, notDomains, onlyDomains });
      const preferred = await claim(plan.first);
      const rows = preferred.length > 0 || plan.first === null ? preferred : await claim(null);
      if (rows.length > 0) await policy.claimed(writing.tx, rows, now);
      return rows;
    };
    /**
     * One transaction and one sync to disk: the answers that came since the last one, and the rows that leave next. Whoever asks
     * hears, once it is durable, how many were taken up in it.
     */
    const turn = createGrouped<OutboxRow | null, number>(
      async (given) => {
        const answered = given.filter((row) => row !== null);
        const plan = await policy.plan(count.inFlight);
        const claimed = await deps.journal.write(async (writing) => {
          if (answered.length > 0) {
            await store.updateAll(writing.tx, answered);
            await policy.settled(writing, answered);
          }
          return claimMore(writing, plan, given.length);
        });
        count.inFlight += claimed.length - answered.length;
        count.passed += answered.length;
        const passes = passesOf(claimed);
        waiting.push(...claimed.map((row) => ({ row, passes: passes.get(row.stream) ?? null })));
        return given.map(() => claimed.length);
      },
      deps.connections,
      LINGER,
    );
    const next = async (): Promise<Claimed | null> => {
      for (;;) {
        const claimed = waiting.shift();
        if (claimed !== undefined) return claimed;
        if ((await turn(null)) === 0 && waiting.length === 0) return null;
      }
    };
    const work = async (slot: Slot): Promise<void> => {
      for (let claimed = await next(); claimed !== null; claimed = await next()) {
        const { row, passes } = claimed;
        const answer = await askBy(deps, row, passes, slot.send);
        heard(row, answer);
        await turn(settledRow(row, answer, clock.now()));
      }
    };
    // What had to wait for the answers to others may leave when these are there.
    for (let before = -1; before < count.passed; ) {
      before = count.passed;
      await Promise.all(slotsOf().map((slot) => work(slot)));
    }
    await policy.idle();
    return count.passed;
  }

  /** What of each stream may leave now: asked again for every handful that is taken up, just before it leaves. */
  function passesOf(rows: readonly OutboxRow[]): ReadonlyMap<string, Promise<Passes>> {
    const all = new Map([...new Set(rows.map((row) => row.stream))].map((stream) => [stream, deps.passing.of(stream)]));
    // A question that fails is heard where its first mail waits for it.
    for (const one of all.values()) one.catch(() => undefined);
    return all;
  }

  function slotsOf(): readonly Slot[] {
    const carrier = deps.carriers.find((one) => one.channel === 'mail');
    while (kept.slots.length < deps.connections)
      kept.slots.push(carrier?.openSlot?.() ?? { send: () => Promise.resolve({ is: 'not-set-up', answer: '' }), close: () => undefined });
    return kept.slots;
  }

  return {
    tick,
    async close() {
      for (const slot of kept.slots.splice(0)) slot.close();
      const open = kept.engine;
      kept.engine = null;
      await (await open)?.close();
    },
  };
}

function domainOf(row: OutboxRow): string {
  return row.content.to.slice(row.content.to.lastIndexOf('@') + 1).toLowerCase();
}
