// SPDX-License-Identifier: Apache-2.0
// Sightings as computers: by the records of who had an address, one that moved is one.
import type { BodyOf } from '../../case/entry/kinds.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { isAddress } from '../formats/read/address.ts';
import { withHolders } from '../address-use/shown.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { SeenAs } from '../indicator/indicator.ts';
import type { Sighting } from '../indicator/search.ts';
import { isInside } from '../question/inside.ts';

export type Machine = NonNullable<BodyOf<'hunt.searched'>['machines']>[number];

const MOST = 200;
const MOST_DESTINATIONS = 50;
/** In these roles the row's computer is a visitor, and one of ours only where its address is internal. */
const COMERS: readonly SeenAs[] = ['source', 'forwarded for', 'user agent'];

/** Those with the most destinations first. Where nobody has a record, an address is a computer by itself. */
export async function machinesOf(engine: LogEngine, sightings: readonly Sighting[]): Promise<Result<readonly Machine[], EngineFault>> {
  const own = sightings.filter((one) => one.computer !== '' && (!COMERS.includes(one.role) || isInside(one.computer)));
  const held = await withHolders(
    engine,
    own,
    ({ computer, first, last }) => [{ ip: computer, first, last }],
    (one, who) => ({ one, who: who({ ip: one.computer, first: one.first, last: one.last }) }),
  );
  if (!held.ok) return held;
  const rows = held.value.map(({ one, who }) => {
    const [holder] = who?.is === 'known' && who.holders.length === 1 ? who.holders : [];
    const name = holder === undefined ? one.computer : holder.computer || holder.mac || one.computer;
    return { one, name, user: holder?.user ?? '', department: holder?.department ?? '', sure: who === null || holder !== undefined };
  });
  const machines = [...Map.groupBy(rows, ({ name }) => name)].map(([name, some]): Machine => {
    const times = some.flatMap(({ one }) => [one.first, one.last]).toSorted();
    return {
      name: name.slice(0, 300),
      addresses: [...new Set(some.map(({ one }) => one.computer).filter(isAddress))].slice(0, 20),
      user: some.find(({ user }) => user !== '')?.user.slice(0, 200) ?? '',
      department: some.find(({ department }) => department !== '')?.department.slice(0, 200) ?? '',
      destinations: [...new Set(some.map(({ one }) => one.indicator.slice(0, 500)))].slice(0, MOST_DESTINATIONS),
      first: times[0] ?? '',
      last: times.at(-1) ?? '',
      sure: some.every(({ sure }) => sure),
    };
  });
  return ok(machines.toSorted((a, b) => b.destinations.length - a.destinations.length || (a.name < b.name ? -1 : 1)).slice(0, MOST));
}
