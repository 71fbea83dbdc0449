// SPDX-License-Identifier: Apache-2.0
import { createGrouped } from '../kernel/grouped.ts';
import { millisOf } from '../kernel/instant.ts';
import type { Answer, Slot } from './carrier.port.ts';
import { askBy, settledRow } from './gate.ts';
import type { GateDeps } from './gate.ts';
import type { OutboxPurpose, OutboxRow } from './message.ts';
import type { LanePolicy } from './lane-policy.port.ts';

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

  const settle = createGrouped<OutboxRow, null>(async (rows) => {
    await deps.journal.write(async (writing) => {
      await store.updateAll(writing.tx, rows);
      await policy.settled(writing, rows);
    });
    return rows.map(() => null);
  }, deps.connections);

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
    const waiting: OutboxRow[] = [];
    let refill: Promise<number> | null = null;
    const claimMore = async (): Promise<number> => {
      const now = clock.now();
      const plan = await policy.plan(count.inFlight);
      const most = Math.min(plan.most, deps.connections);
      if (most < 1) return 0;
      const asleep = [...resting].flatMap(([domain, { until }]) => (until > millisOf(now) ? [domain] : []));
      const notDomains = [...plan.notDomains, ...asleep];
      const claim = (onlyDomains: readonly string[] | null) =>
        store.claimSome(own, now, { purpose, most, notDomains, onlyDomains }, (tx, claimed) => policy.claimed(tx, claimed, now));
      const preferred = await claim(plan.first);
      const rows = preferred.length > 0 || plan.first === null ? preferred : await claim(null);
      count.inFlight += rows.length;
      waiting.push(...rows);
      return rows.length;
    };
    const refilled = (): Promise<number> => {
      refill ??= claimMore().finally(() => {
        refill = null;
      });
      return refill;
    };
    const next = async (): Promise<OutboxRow | null> => {
      for (;;) {
        const row = waiting.shift();
        // The next ones are claimed while these are with the servers: no connection waits for the register.
        if (row !== undefined && waiting.length < deps.connections / 2) refilled().catch(() => undefined);
        if (row !== undefined) return row;
        if ((await refilled()) === 0) return null;
      }
    };
    const work = async (slot: Slot): Promise<void> => {
      for (let row = await next(); row !== null; row = await next()) {
        const answer = await askBy(deps, row, slot.send);
        heard(row, answer);
        await settle(settledRow(row, answer, clock.now()));
        count.inFlight -= 1;
        count.passed += 1;
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
