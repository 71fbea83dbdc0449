// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { RegisterStore, Service, ServiceRecord, TrafficRecord } from '../../containment/register/register-store.port.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { Database } from './database.ts';

type Tables = {
  containment_service: { service_id: string; version: number; body: unknown; removed: boolean };
  containment_traffic: { number: number; traffic_id: string; body: unknown };
  containment_setting: { one: boolean; names: string };
};

const AT_ONCE = 500;

/**
 * The inventory of services and recorded traffic in PostgreSQL. A removed service keeps its row and its version, so that a
 * change of an earlier version is still refused.
 */
export function createRegisterStore(database: Database): RegisterStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  const recordOf = (row: { version: number; body: unknown }): ServiceRecord => ({ ...(row.body as Service), version: row.version });
  return {
    async services(tx) {
      const rows = await on(tx)
        .selectFrom('containment_service')
        .select(['version', 'body'])
        .where('removed', '=', false)
        .orderBy('service_id')
        .execute();
      return rows.map(recordOf);
    },
    async service(serviceId, tx) {
      const query = on(tx)
        .selectFrom('containment_service')
        .select(['version', 'body'])
        .where('service_id', '=', serviceId)
        .where('removed', '=', false);
      const row = await (tx === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async put(tx, services) {
      for (let at = 0; at < services.length; at += AT_ONCE)
        await on(tx)
          .insertInto('containment_service')
          .values(
            services
              .slice(at, at + AT_ONCE)
              .map((service) => ({ service_id: service.id, version: 1, body: JSON.stringify(service), removed: false })),
          )
          .onConflict((conflict) =>
            conflict.column('service_id').doUpdateSet((eb) => ({
              version: sql`containment_service.version + 1`,
              body: eb.ref('excluded.body'),
              removed: false,
            })),
          )
          .execute();
    },
    async remove(tx, serviceId) {
      await on(tx)
        .updateTable('containment_service')
        .set({ removed: true, version: sql`version + 1` })
        .where('service_id', '=', serviceId)
        .execute();
    },
    async names() {
      const row = await on().selectFrom('containment_setting').select('names').executeTakeFirst();
      return row?.names === 'dns' || row?.names === 'sni' ? row.names : 'none';
    },
    async setNames(tx, names) {
      await on(tx)
        .insertInto('containment_setting')
        .values({ one: true, names })
        .onConflict((conflict) => conflict.column('one').doUpdateSet({ names }))
        .execute();
    },
    async traffic(limit) {
      const rows = await on().selectFrom('containment_traffic').select('body').orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => row.body as TrafficRecord);
    },
    async addTraffic(tx, number, traffic) {
      await on(tx)
        .insertInto('containment_traffic')
        .values({ number, traffic_id: traffic.trafficId, body: JSON.stringify(traffic) })
        .execute();
    },
  };
}
