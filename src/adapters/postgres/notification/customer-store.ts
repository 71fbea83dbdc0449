// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Tx } from '../../../journal/store.port.ts';
import type { Contact, Customer, CustomerStore } from '../../../notification/customer/customer-store.port.ts';
import type { Database } from '../database.ts';

type CustomerRow = {
  customer_id: string;
  name: string;
  attention: string;
  contracts: string[];
  lang: Customer['lang'];
  preference: Customer['preference'];
  machine_form: boolean;
  ladder: Customer['ladder'];
};
type ContactRow = {
  contact_id: string;
  kind: Contact['kind'];
  value: string;
  off: Contact['off'];
  dead: Contact['dead'];
  unsubscribed: Contact['unsubscribed'];
};
type Tables = { customer: CustomerRow; contact: ContactRow };

/** Rows of one statement. */
const AT_ONCE = 5000;

/** Customers and contacts in PostgreSQL. */
export function createCustomerStore(database: Database): CustomerStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async find(customerIds, tx) {
      const query = on(tx)
        .selectFrom('customer')
        .selectAll()
        .where('customer_id', '=', sql<string>`any(${[...customerIds]}::text[])`)
        .orderBy('customer_id');
      const rows = await (tx === undefined ? query : query.forUpdate()).execute();
      return new Map(rows.map((row) => [row.customer_id, customerOf(row)]));
    },
    async list({ search, after, limit }) {
      const rows = await on()
        .selectFrom('customer')
        .selectAll()
        .where(matching(search))
        .where('customer_id', '>', after ?? '')
        .orderBy('customer_id')
        .limit(limit)
        .execute();
      return rows.map((row) => customerOf(row));
    },
    async count(search) {
      const row = await on()
        .selectFrom('customer')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .where(matching(search))
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    async ofContracts(contracts) {
      const { rows } = await sql<{ contract: string; customer_id: string }>`select contract, min(customer_id) as customer_id
        from customer, unnest(contracts) as contract
        where contracts && ${[...contracts]}::text[] and contract = any(${[...contracts]}::text[]) group by contract`.execute(on());
      return new Map(rows.map((row) => [row.contract, row.customer_id]));
    },
    async ofContacts(contactIds) {
      const { rows } = await sql<{ contact_id: string; customers: string[] }>`
        select asked.contact_id, array_agg(customer.customer_id order by customer.customer_id) as customers
        from unnest(${[...new Set(contactIds)]}::text[]) as asked(contact_id)
        join customer on customer.ladder @> jsonb_build_array(jsonb_build_object('contactId', asked.contact_id))
        group by asked.contact_id`.execute(on());
      return new Map(rows.map((row) => [row.contact_id, row.customers]));
    },
    async contacts(contactIds, tx) {
      const rows = await on(tx)
        .selectFrom('contact')
        .selectAll()
        .where('contact_id', '=', sql<string>`any(${[...contactIds]}::text[])`)
        .execute();
      return new Map(rows.map((row) => [row.contact_id, contactOf(row)]));
    },
    async save(tx, customers, contacts) {
      for (let from = 0; from < contacts.length; from += AT_ONCE) {
        const rows = contacts.slice(from, from + AT_ONCE).map(({ contactId, kind, value }) => ({ contact_id: contactId, kind, value }));
        await sql`insert into contact (contact_id, kind, value)
          select contact_id, kind, value from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(contact_id text, kind text, value text)
          on conflict (contact_id) do nothing`.execute(on(tx));
      }
      for (let from = 0; from < customers.length; from += AT_ONCE) {
        const rows = customers.slice(from, from + AT_ONCE).map((one) => rowOf(one));
        await sql`insert into customer
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row(customer_id text, name text, attention text,
            contracts text[], lang text, preference text, machine_form boolean, ladder jsonb)
          on conflict (customer_id) do update set name = excluded.name, attention = excluded.attention, contracts = excluded.contracts,
            lang = excluded.lang, preference = excluded.preference, machine_form = excluded.machine_form, ladder = excluded.ladder`.execute(
          on(tx),
        );
      }
    },
    async mark(tx, contactId, marks) {
      const set = Object.fromEntries(
        Object.entries(marks).map(([name, value]) => [name, value === null ? null : sql`${JSON.stringify(value)}::jsonb`]),
      );
      // Whoever says that the address is none the worse says so of what was counted against it.
      if (marks.dead === null) Object.assign(set, { bounces: 0 });
      const row = await on(tx).updateTable('contact').set(set).where('contact_id', '=', contactId).returningAll().executeTakeFirst();
      return row === undefined ? null : contactOf(row);
    },
    async silent() {
      const { rows } = await sql<ContactRow & { customers: string; some: string[] | null }>`
        select contact.*, named.customers, named.some from contact
        cross join lateral (select count(*) as customers, (array_agg(customer.name order by customer.customer_id))[1:5] as some from customer
          where ladder @> jsonb_build_array(jsonb_build_object('contactId', contact.contact_id))) as named
        where "off" is not null or dead is not null
        order by coalesce("off" ->> 'at', dead ->> 'at') desc, contact.contact_id`.execute(on());
      return rows.map((row) => ({ ...contactOf(row), customers: Number(row.customers), some: row.some ?? [] }));
    },
  };
}

function matching(search = '') {
  const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return search === ''
    ? sql<boolean>`true`
    : sql<boolean>`(customer_id ilike ${like} or name ilike ${like} or array_to_string(contracts, ' ') ilike ${like})`;
}

function rowOf(customer: Customer): CustomerRow {
  const { customerId: customer_id, name, attention, contracts, lang, preference, machineForm: machine_form, ladder } = customer;
  return { customer_id, name, attention, contracts: [...contracts], lang, preference, machine_form, ladder };
}

function customerOf(row: CustomerRow): Customer {
  const { customer_id: customerId, name, attention, contracts, lang, preference, machine_form: machineForm, ladder } = row;
  return { customerId, name, attention, contracts, lang, preference, machineForm, ladder };
}

function contactOf({ contact_id: contactId, kind, value, off, dead, unsubscribed }: ContactRow): Contact {
  return { contactId, kind, value, off, dead, unsubscribed };
}
