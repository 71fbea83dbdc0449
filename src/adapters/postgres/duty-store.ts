// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Delivery, LastDelivery, Page, PageStore } from '../../duty/paging/page-store.port.ts';
import type { DutyPlan, PlanStore, StoredPlan, PushSubscription } from '../../duty/rota/plan-store.port.ts';
import type { Register, Registered } from '../../duty/rota/register.port.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Database } from './database.ts';

type DeliveryRow = {
  key: string;
  page_id: string;
  person: string;
  channel: string;
  generation: number;
  round: number;
  step: number;
  state: string;
  due_at: string;
  attempts: number;
  sent_at: string | null;
  failure: string | null;
};
type DutyTables = {
  duty_plan: { version: number; plan: unknown; at: string; by_person: string };
  duty_page: {
    page_id: string;
    case_id: string | null;
    policy_id: string;
    state: string;
    next_at: string | null;
    created_at: string;
    page: unknown;
  };
  duty_delivery: DeliveryRow;
  duty_push: { endpoint: string; person: string; p256dh: string; auth: string };
  duty_warned: { key: string };
  duty_feed: { person_id: string; serial: number };
};

/** Pages and their deliveries in PostgreSQL; `lock` holds a page's row until the transaction ends. */
export function createPageStore(database: Database): PageStore {
  const on = (tx?: Tx) => database.on<DutyTables>(tx);
  return {
    async insert(tx, page) {
      await on(tx).insertInto('duty_page').values(rowOf(page)).execute();
    },
    lock: async (tx, pageId) =>
      one(await on(tx).selectFrom('duty_page').select('page').where('page_id', '=', pageId).forUpdate().executeTakeFirst()),
    hold: async (tx, pageId) =>
      one(await on(tx).selectFrom('duty_page').select('page').where('page_id', '=', pageId).forShare().executeTakeFirst()),
    async update(tx, page) {
      await on(tx).updateTable('duty_page').set(rowOf(page)).where('page_id', '=', page.pageId).execute();
    },
    async openSince(tx, policyId, since) {
      const rows = await on(tx)
        .selectFrom('duty_page')
        .select('page')
        .where('policy_id', '=', policyId)
        .where('state', 'in', ['triggered', 'acknowledged'])
        .where('created_at', '>=', since)
        .orderBy('created_at', 'desc')
        .limit(20)
        .forUpdate()
        .execute();
      return rows.map((row) => row.page as Page);
    },
    async lockPolicy(tx, policyId) {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`duty-policy ${policyId}`}, 0))`.execute(on(tx));
    },
    async ofCase(tx, caseId) {
      const rows = await on(tx)
        .selectFrom('duty_page')
        .select('page')
        .where((where) => where.or([where('case_id', '=', caseId), where(sql`page -> 'joined'`, '@>', JSON.stringify([caseId]))]))
        .orderBy('page_id')
        .forUpdate()
        .execute();
      return rows.map((row) => row.page as Page);
    },
    async addDeliveries(tx, rows) {
      if (rows.length === 0) return;
      await on(tx)
        .insertInto('duty_delivery')
        .values(rows.map((row) => deliveryRow(row)))
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
    },
    async take(tx, key) {
      const row = await on(tx)
        .selectFrom('duty_delivery')
        .selectAll()
        .where('key', '=', key)
        .where('state', '=', 'due')
        .forUpdate()
        .skipLocked()
        .executeTakeFirst();
      return row === undefined ? null : deliveryOf(row);
    },
    async updateDelivery(tx, row) {
      await on(tx).updateTable('duty_delivery').set(deliveryRow(row)).where('key', '=', row.key).execute();
    },
    async skip(tx, pageId, person) {
      let query = on(tx).updateTable('duty_delivery').set({ state: 'skipped' }).where('page_id', '=', pageId).where('state', '=', 'due');
      if (person !== null) query = query.where('person', '=', person);
      await query.execute();
    },
    async dueMoves(now, limit) {
      const rows = await on()
        .selectFrom('duty_page')
        .select('page_id')
        .where('next_at', '<=', now)
        .orderBy('next_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.page_id);
    },
    async dueDeliveries(now, limit) {
      const rows = await on()
        .selectFrom('duty_delivery')
        .select(['key', 'page_id'])
        .where('state', '=', 'due')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ key: row.key, pageId: row.page_id }));
    },
    async lastTries() {
      const { rows } = await sql<LastDelivery>`
        select distinct on (person, channel) person, channel, state = 'sent' as arrived, coalesce(sent_at, due_at) as at
        from duty_delivery where state in ('sent', 'failed') or (state = 'due' and attempts >= 3)
        order by person, channel, coalesce(sent_at, due_at) desc`.execute(on());
      return rows;
    },
    page: async (pageId) => one(await on().selectFrom('duty_page').select('page').where('page_id', '=', pageId).executeTakeFirst()),
    async pages(open, limit) {
      let query = on().selectFrom('duty_page').select('page').orderBy('created_at', 'desc').limit(limit);
      if (open) query = query.where('state', '!=', 'resolved');
      return (await query.execute()).map((row) => row.page as Page);
    },
    async deliveries(pageId) {
      const rows = await on()
        .selectFrom('duty_delivery')
        .selectAll()
        .where('page_id', '=', pageId)
        .orderBy('due_at')
        .orderBy('key')
        .execute();
      return rows.map((row) => deliveryOf(row));
    },
  };
}

/** Every version of the duty plan in PostgreSQL, absences and push subscriptions of people. */
export function createPlanStore(database: Database): PlanStore {
  const on = (tx?: Tx) => database.on<DutyTables>(tx);
  return {
    async latest(tx) {
      const row = await on(tx).selectFrom('duty_plan').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst();
      return row === undefined ? null : storedPlanOf(row);
    },
    async version(version) {
      const row = await on().selectFrom('duty_plan').selectAll().where('version', '=', version).executeTakeFirst();
      return row === undefined ? null : storedPlanOf(row);
    },
    async insert(tx, stored) {
      await on(tx)
        .insertInto('duty_plan')
        .values({ version: stored.version, plan: JSON.stringify(stored.plan), at: stored.at, by_person: stored.by })
        .execute();
    },
    async lock(tx) {
      await sql`select pg_advisory_xact_lock(hashtextextended('duty-plan', 0))`.execute(on(tx));
    },
    subscriptions: (person): Promise<readonly PushSubscription[]> =>
      on().selectFrom('duty_push').selectAll().where('person', '=', person).execute(),
    async subscribe(tx, subscription) {
      await on(tx)
        .insertInto('duty_push')
        .values(subscription)
        .onConflict((conflict) => conflict.column('endpoint').doUpdateSet(subscription))
        .execute();
    },
    async browsers() {
      const rows = await on()
        .selectFrom('duty_push')
        .select(['person', (eb) => eb.fn.countAll<string>().as('count')])
        .groupBy('person')
        .execute();
      return new Map(rows.map((row) => [row.person, Number(row.count)]));
    },
    async unsubscribe(endpoint) {
      await on().deleteFrom('duty_push').where('endpoint', '=', endpoint).execute();
    },
    async feedSerial(personId) {
      const row = await on().selectFrom('duty_feed').select('serial').where('person_id', '=', personId).executeTakeFirst();
      return row?.serial ?? 0;
    },
    async withdrawFeeds(tx, personId) {
      await on(tx)
        .insertInto('duty_feed')
        .values({ person_id: personId, serial: 1 })
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet((eb) => ({ serial: eb('duty_feed.serial', '+', 1) })))
        .execute();
    },
    async firstTime(tx, key) {
      const row = await on(tx)
        .insertInto('duty_warned')
        .values({ key })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

/** What duty asks of the organisation's register: name, addresses and telephone of people, and whether they left. */
export function createDutyRegister(database: Database): Register {
  return {
    async people({ numbers, addresses }) {
      const { rows } = await sql<Registered>`
        select p.person_id as "personId", p.name, p.telephone,
          to_char(p.left_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "leftAt",
          coalesce((select json_agg(a.address order by a.position) from person_address a where a.person_id = p.person_id), '[]') as addresses
        from person p
        where p.person_id = any(${[...numbers]}::text[])
          or p.person_id in (select person_id from person_address where address = any(${[...addresses]}::text[]))
        order by p.person_id`.execute(database.on());
      return rows;
    },
  };
}

function storedPlanOf({ version, plan, at, by_person }: DutyTables['duty_plan']): StoredPlan {
  return { version, plan: plan as DutyPlan, at: at as Instant, by: by_person };
}

function one(row: { page: unknown } | undefined): Page | null {
  return row === undefined ? null : (row.page as Page);
}

function rowOf(page: Page) {
  return {
    page_id: page.pageId,
    case_id: page.caseId,
    policy_id: page.policy.id,
    state: page.state,
    next_at: page.nextAt,
    created_at: page.createdAt,
    page: JSON.stringify(page),
  };
}

function deliveryRow(row: Delivery): DeliveryRow {
  const { pageId, dueAt, sentAt, ...rest } = row;
  return { ...rest, page_id: pageId, due_at: dueAt, sent_at: sentAt };
}

function deliveryOf(row: DeliveryRow): Delivery {
  const { page_id, due_at, sent_at, ...rest } = row;
  return { ...rest, pageId: page_id, dueAt: due_at, sentAt: sent_at } as Delivery;
}
