// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tx } from '../../journal/store.port.ts';
import type { KeptImport, PeopleFilter, PeopleStore, PersonFields, PersonRecord } from '../../organisation/people-store.port.ts';
import { organisationKinds } from '../../common/words/own-words.ts';
import type { OutsideBody } from '../../organisation/outside/outside-store.port.ts';
import type { Database } from './database.ts';
import { createSignInRows } from './sign-in-rows.ts';
import type { SignInTables } from './sign-in-rows.ts';

type PersonRow = {
  person_id: string;
  number: number;
  name: string;
  kana: string;
  department: string;
  telephone: string;
  lang: string;
  roles: string[];
  version: number;
  left_at: string | null;
  one_time_hash: string | null;
};
export type OrganisationTables = SignInTables & {
  person: PersonRow;
  person_address: { address: string; person_id: string; position: number };
  department_head: { department: string; person_id: string };
  outside_bodies: { version: number; bodies: unknown };
  organisation: { name_ja: string; name_en: string; role_mailbox: string; kind: string; version: number };
};

/** People, departments and sign-ins in PostgreSQL. `find` within a transaction locks the row until it ends. */
export function createOrganisationStore(database: Database): PeopleStore {
  const on = (tx?: Tx) => database.on<OrganisationTables>(tx);
  const find = async (personId: string, tx?: Tx): Promise<PersonRecord | null> => {
    const query = people(on(tx)).where('person_id', '=', personId);
    const row = await (tx === undefined ? query : query.forUpdate()).executeTakeFirst();
    return row === undefined ? null : recordOf(row);
  };
  return {
    ...createSignInRows(database),
    find,
    async outside(tx) {
      const query = on(tx).selectFrom('outside_bodies').selectAll();
      if (tx !== undefined) await sql`select pg_advisory_xact_lock(hashtextextended('outside-bodies', 0))`.execute(on(tx));
      const row = await query.executeTakeFirst();
      return row === undefined ? null : { version: row.version, bodies: row.bodies as OutsideBody[] };
    },
    async saveOutside(tx, version, bodies) {
      const row = { version, bodies: JSON.stringify(bodies) };
      await on(tx)
        .insertInto('outside_bodies')
        .values(row)
        .onConflict((conflict) => conflict.column('singleton' as never).doUpdateSet(row))
        .execute();
    },
    async list(filter) {
      const rows = await filtered(people(on()), filter).execute();
      return rows.map((row) => recordOf(row));
    },
    async byAddress(addresses, tx) {
      if (addresses.length === 0) return new Map();
      const rows = await on(tx)
        .selectFrom('person_address')
        .select(['address', 'person_id'])
        .where('address', '=', sql<string>`any(${[...addresses]}::text[])`)
        .execute();
      return new Map(rows.map((row) => [row.address, row.person_id]));
    },
    async byName(name, department, tx) {
      const row = await people(on(tx))
        .where('name', '=', name)
        .where('department', '=', department)
        .where((eb) =>
          eb.not(
            eb.exists(eb.selectFrom('person_address').select('address').whereRef('person_address.person_id', '=', 'person.person_id')),
          ),
        )
        .orderBy('number')
        .executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
    async departments(tx) {
      const rows = await on(tx)
        .selectFrom('person')
        .leftJoin('department_head', 'department_head.department', 'person.department')
        .select(['person.department', 'department_head.person_id as head', (eb) => eb.fn.countAll<number>().as('people')])
        .where('left_at', 'is', null)
        .groupBy(['person.department', 'department_head.person_id'])
        .orderBy('person.department')
        .execute();
      return rows.map(({ department, people: count, head }) => ({ name: department, people: count, head }));
    },
    async setHead(tx, department, personId) {
      await on(tx).deleteFrom('department_head').where('department', '=', department).execute();
      if (personId !== null) await on(tx).insertInto('department_head').values({ department, person_id: personId }).execute();
    },
    async administrators(tx) {
      const rows = await on(tx)
        .selectFrom('person')
        .select('person_id')
        .where('left_at', 'is', null)
        .where(sql<boolean>`'administrator' = any(roles)`)
        .where((eb) => eb.exists(eb.selectFrom('auth.user').select('id').whereRef('auth.user.id', '=', 'person.person_id')))
        .orderBy('number')
        .forUpdate()
        .execute();
      return rows.map((row) => row.person_id);
    },
    async count(tx) {
      const row = await on(tx)
        .selectFrom('person')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async insert(tx, added) {
      // PostgreSQL takes 65,535 parameters in one statement.
      for (let from = 0; from < added.length; from += 1000) {
        const some = added.slice(from, from + 1000);
        const rows = some.map(({ personId, addresses: _addresses, roles, ...fields }) => ({
          person_id: personId,
          ...fields,
          roles: [...roles],
          version: 1,
          left_at: null,
          one_time_hash: null,
        }));
        await on(tx).insertInto('person').values(rows).execute();
        await saveAddresses(on(tx), some);
      }
    },
    async update(tx, personId, { addresses, roles, ...fields }) {
      await on(tx)
        .updateTable('person')
        .set({ ...fields, roles: [...roles], version: sql<number>`version + 1` })
        .where('person_id', '=', personId)
        .execute();
      await on(tx).deleteFrom('person_address').where('person_id', '=', personId).execute();
      await saveAddresses(on(tx), [{ personId, addresses }]);
      const [first] = addresses;
      const account = on(tx).updateTable('auth.user').where('id', '=', personId);
      await (first === undefined ? account.set({ name: fields.name }) : account.set({ name: fields.name, email: first })).execute();
    },
    async leave(tx, personId, at) {
      await on(tx)
        .updateTable('person')
        .set({ left_at: at, version: sql<number>`version + 1` })
        .where('person_id', '=', personId)
        .execute();
      await on(tx).deleteFrom('department_head').where('person_id', '=', personId).execute();
      // Sessions, passwords and passkeys go with the account; keys that the person made for machines, by hand.
      await on(tx).deleteFrom('auth.user').where('id', '=', personId).execute();
      await on(tx).deleteFrom('auth.apikey').where('referenceId', '=', personId).execute();
    },
    async comeBack(tx, personId) {
      await on(tx)
        .updateTable('person')
        .set({ left_at: null, version: sql<number>`version + 1` })
        .where('person_id', '=', personId)
        .execute();
    },
    async lastImport(tx) {
      const { rows } = await sql<KeptImport>`
        select digest, file, at, upto::int as upto, rows from people_import ${tx === undefined ? sql`` : sql`for update`}`.execute(on(tx));
      return rows[0] ?? null;
    },
    async keepImport(tx, { digest, file, at, rows }) {
      await sql`delete from people_import`.execute(on(tx));
      await sql`insert into people_import (digest, file, at, upto, rows)
        values (${digest}, ${file}, ${at}, coalesce((select max(global) from journal_entry), 0), ${JSON.stringify(rows)}::jsonb)`.execute(
        on(tx),
      );
    },
    async forgetImport(tx) {
      await sql`delete from people_import`.execute(on(tx));
    },
    async namedSince(global, tx) {
      const { rows } = await sql<{ id: string }>`
        select distinct found[1] as id from journal_entry e, regexp_matches(coalesce(e.body, '') || e.envelope, '"(P-[0-9]{4,12})"', 'g') found
        where e.global > ${global}`.execute(on(tx));
      return new Set(rows.map(({ id }) => id));
    },
    async takeOut(tx, personIds) {
      await sql`delete from person where person_id = any(${[...personIds]}::text[])`.execute(on(tx));
    },
    async organisation(tx) {
      const query = on(tx).selectFrom('organisation').selectAll();
      const row = await (tx === undefined ? query : query.forUpdate()).executeTakeFirstOrThrow();
      const kind = organisationKinds.find((one) => one === row.kind) ?? 'other';
      return { name: { ja: row.name_ja, en: row.name_en }, roleMailbox: row.role_mailbox, kind, version: row.version };
    },
    async saveOrganisation(tx, { name, roleMailbox, kind }) {
      await on(tx)
        .updateTable('organisation')
        .set({ name_ja: name.ja, name_en: name.en, role_mailbox: roleMailbox, kind, version: sql<number>`version + 1` })
        .execute();
    },
  };
}

function people(db: Kysely<OrganisationTables>) {
  return db
    .selectFrom('person')
    .selectAll('person')
    .select([
      sql<string[]>`array(select address from person_address a where a.person_id = person.person_id order by a.position)`.as('addresses'),
      sql<boolean>`exists (select 1 from auth."user" u where u.id = person.person_id)`.as('can_sign_in'),
    ]);
}

function filtered(query: ReturnType<typeof people>, filter: PeopleFilter) {
  let rows = query.orderBy('number').limit(filter.limit);
  if (filter.includeLeft !== true) rows = rows.where('left_at', 'is', null);
  if (filter.after !== undefined) rows = rows.where('number', '>', filter.after);
  if (filter.search === undefined || filter.search === '') return rows;
  const needle = `%${filter.search.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;
  return rows.where(
    'person_id',
    'in',
    sql<string>`(select person_id from person where (name || ' ' || kana || ' ' || department) ilike ${needle}
      union select person_id from person_address where address ilike ${needle})`,
  );
}

async function saveAddresses(
  db: Kysely<OrganisationTables>,
  people: readonly { readonly personId: string; readonly addresses: readonly string[] }[],
): Promise<void> {
  const rows = people.flatMap(({ personId, addresses }) =>
    addresses.map((address, position) => ({ address, person_id: personId, position })),
  );
  for (let from = 0; from < rows.length; from += 10_000)
    await db
      .insertInto('person_address')
      .values(rows.slice(from, from + 10_000))
      .execute();
}

function recordOf(row: PersonRow & { addresses: string[]; can_sign_in: boolean }): PersonRecord {
  const fields: PersonFields = {
    name: row.name,
    kana: row.kana,
    department: row.department,
    addresses: row.addresses,
    telephone: row.telephone,
    roles: row.roles as PersonFields['roles'],
    lang: row.lang === 'en' ? 'en' : 'ja',
  };
  return {
    ...fields,
    personId: row.person_id,
    number: row.number,
    canSignIn: row.can_sign_in,
    left: row.left_at !== null,
    version: row.version,
  };
}
