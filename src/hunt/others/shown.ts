// SPDX-License-Identifier: Apache-2.0
// The answer with computers for addresses: by the records of who had them, a computer that moved is one.
import { withHolders } from '../address-use/shown.ts';
import type { HeldWire } from '../address-use/address-use.contract.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Others } from './find.ts';

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** The name under which a computer is counted: of its record where there is one, else its address. */
function nameOf(address: string, who: HeldWire | null): string {
  const [holder] = who?.is === 'known' ? who.holders : [];
  return holder === undefined ? address : holder.computer || holder.mac || address;
}

/** The answer with who had each computer's address. */
export async function withComputers(engine: LogEngine, others: Others) {
  const rows = await withHolders(
    engine,
    others.destinations,
    (one) => one.computers.map(({ computer, first, last }) => ({ ip: computer, first: iso(first), last: iso(last) })),
    (one, who) => ({
      ...one,
      computers: one.computers.map(({ computer, calls, first, last }) => {
        const met = { ip: computer, first: iso(first), last: iso(last) };
        return { computer, calls, first: met.first, last: met.last, who: who(met) };
      }),
    }),
  );
  if (!rows.ok) return rows;
  const computers = await withHolders(
    engine,
    others.computers,
    ({ computer, first, last }) => [{ ip: computer, first, last }],
    (one, who) => ({ ...one, who: who({ ip: one.computer, first: one.first, last: one.last }) }),
  );
  if (!computers.ok) return computers;
  const byName = Map.groupBy(computers.value, (one) => nameOf(one.computer, one.who));
  const merged = [...byName].map(([computer, some]) => ({
    computer,
    addresses: some.map((one) => one.computer),
    destinations: [...new Set(some.flatMap((one) => one.destinations))],
    first: some.map((one) => one.first).toSorted()[0] ?? '',
    last:
      some
        .map((one) => one.last)
        .toSorted()
        .at(-1) ?? '',
    who: some[0]?.who ?? null,
  }));
  const { coverage, cutOff, active, apart } = others;
  return ok({ destinations: rows.value, computers: merged, cutOff, active, apart, coverage }) satisfies Result<unknown, EngineFault>;
}
