// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { KnownWays, WayStore } from '../../intake/house.port.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { Database } from './database.ts';

type Tables = { intake_ways: { version: number; ways: unknown } };

export function createWayStore(database: Database): WayStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async known(tx) {
      const query = on(tx).selectFrom('intake_ways').selectAll();
      const row = await (tx === undefined ? query : query.forUpdate()).executeTakeFirstOrThrow();
      return { version: row.version, ways: row.ways as KnownWays['ways'] };
    },
    async save(tx, ways) {
      await on(tx)
        .updateTable('intake_ways')
        .set({ ways: JSON.stringify(ways), version: sql<number>`version + 1` })
        .execute();
    },
  };
}
