// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { accessEntries } from '../../case/entry/organisation.ts';
import type { Tx } from '../../journal/store.port.ts';
import type { InvitationMade, PeopleStore, PersonFields } from '../../organisation/people-store.port.ts';
import type { Database } from './database.ts';

/** The sign-in library's tables, as far as the register writes them beside its own entries. */
export type SignInTables = {
  'auth.user': { id: string; name: string; email: string; emailVerified: boolean; twoFactorEnabled: boolean | null };
  'auth.account': {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    updatedAt: unknown;
  };
  'auth.session': { userId: string };
  'auth.twoFactor': { userId: string };
  'auth.passkey': { userId: string };
  'auth.apikey': { id: string; referenceId: string };
  person: { person_id: string; one_time_hash: string | null };
};

export type SignInRows = Pick<
  PeopleStore,
  | 'setPassword'
  | 'dropSecondFactors'
  | 'dropFactorsSinceOneTime'
  | 'factors'
  | 'withdrawUnusedPassword'
  | 'unusedPassword'
  | 'invitations'
  | 'standing'
  | 'rights'
  | 'accessOf'
>;

/** What signing in needs of the rows of better-auth: passwords, second factors, passkeys and sessions of a person. */
export function createSignInRows(database: Database): SignInRows {
  const on = (tx?: Tx) => database.on<SignInTables>(tx);
  return {
    async setPassword(tx, { personId, name, address, hash, oneTime }) {
      const now = sql`now()`;
      await on(tx)
        .insertInto('auth.user')
        // The administrator who adds a person vouches for the address.
        .values({ id: personId, name, email: address, emailVerified: true, twoFactorEnabled: false })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, email: address }))
        .execute();
      await on(tx).deleteFrom('auth.account').where('userId', '=', personId).where('providerId', '=', 'credential').execute();
      await on(tx)
        .insertInto('auth.account')
        .values({ id: randomUUID(), accountId: personId, providerId: 'credential', userId: personId, password: hash, updatedAt: now })
        .execute();
      await on(tx).deleteFrom('auth.session').where('userId', '=', personId).execute();
      await on(tx)
        .updateTable('person')
        .set({ one_time_hash: oneTime ? hash : null })
        .where('person_id', '=', personId)
        .execute();
    },
    async dropSecondFactors(tx, personId) {
      await on(tx).deleteFrom('auth.twoFactor').where('userId', '=', personId).execute();
      await on(tx).deleteFrom('auth.passkey').where('userId', '=', personId).execute();
      await on(tx).updateTable('auth.user').set({ twoFactorEnabled: false }).where('id', '=', personId).execute();
    },
    async dropFactorsSinceOneTime(personId) {
      await sql`
        delete from auth.passkey k using auth.account c, person p
        where k."userId" = ${personId} and c."userId" = k."userId" and p.person_id = k."userId"
          and c."providerId" = 'credential' and c.password = p.one_time_hash
          and (k."createdAt" is null or k."createdAt" >= c."createdAt")`.execute(on());
      // One that was begun and never confirmed opens nothing, and may not be confirmed later.
      await sql`delete from auth."twoFactor" where "userId" = ${personId} and verified is not true`.execute(on());
      await sql`delete from auth.verification where value = ${personId} and identifier like 'trust-device-%'`.execute(on());
    },
    async factors(personId, tx) {
      const { rows } = await sql<{ name: string | null; added_at: Date | string | null }>`
        select name, "createdAt" as added_at from auth.passkey where "userId" = ${personId} order by "createdAt", id`.execute(on(tx));
      const { rows: apps } = await sql`
        select 1 from auth."twoFactor" where "userId" = ${personId} and verified is distinct from false`.execute(on(tx));
      const passkeys = rows.map(({ name, added_at: at }) => ({
        name: name ?? '',
        addedAt: at === null ? null : new Date(at).toISOString(),
      }));
      return { totp: apps.length > 0, passkeys };
    },
    async withdrawUnusedPassword(personId) {
      await on()
        .deleteFrom('auth.account')
        .where('userId', '=', personId)
        .where('providerId', '=', 'credential')
        .where('password', '=', (eb) => eb.selectFrom('person').select('one_time_hash').where('person_id', '=', personId))
        .execute();
    },
    async unusedPassword(personId, tx) {
      const { rows } = await sql<{ password: string }>`
        select c.password from auth.account c join person p on p.person_id = c."userId"
        where p.person_id = ${personId} and c."providerId" = 'credential' and c.password = p.one_time_hash`.execute(on(tx));
      return rows[0]?.password ?? null;
    },
    async invitations(limit) {
      const { rows } = await sql<InvitationMade>`
        select body::jsonb #>> '{body,personId}' as "personId", body::jsonb #>> '{body,invitation}' as invitation,
          body::jsonb #>> '{body,until}' as until, envelope::jsonb ->> 'at' as at, envelope::jsonb #>> '{actor,name}' as by
        from journal_entry where stream = 'desk' and kind = 'person.invited' and body is not null
        order by global desc limit ${limit}`.execute(on());
      return rows;
    },
    async rights() {
      const { rows: people } = await sql<{ person_id: string; roles: string[] }>`
        select person_id, roles from person where left_at is null order by number`.execute(on());
      const { rows: keys } = await sql<{ id: string; permissions: string | null }>`select id, permissions from auth.apikey`.execute(on());
      return {
        people: people.map((row) => ({ personId: row.person_id, roles: row.roles })),
        keys: keys.map((row) => ({ keyId: row.id, roles: rolesIn(row.permissions) })),
      };
    },
    async accessOf(personId, limit) {
      const { rows } = await sql<{ seq: number; at: string; kind: string; body: Record<string, unknown> }>`
        select seq, envelope::jsonb ->> 'at' as at, kind, body::jsonb -> 'body' as body from journal_entry
        where stream = 'desk' and kind = any(${[...ACCESS]}::text[]) and body is not null and body::jsonb -> 'body' ->> 'personId' = ${personId}
        order by global desc limit ${limit}`.execute(on());
      return rows;
    },
    async standing(personId) {
      const { rows } = await sql<StandingRow>`
        select p.person_id, p.number, p.name, p.kana, p.department, p.telephone, p.lang, p.roles, p.version,
          array(select address from person_address a where a.person_id = p.person_id order by a.position) as addresses,
          coalesce(u."twoFactorEnabled", false) as totp,
          exists (
            select 1 from auth.account c
            where c."userId" = p.person_id and c."providerId" = 'credential' and c.password = p.one_time_hash
          ) as one_time
        from person p join auth."user" u on u.id = p.person_id
        where p.person_id = ${personId} and p.left_at is null`.execute(on());
      const [row] = rows;
      if (row === undefined) return null;
      const { person_id, one_time, lang, ...rest } = row;
      return { ...rest, personId: person_id, lang: lang === 'en' ? 'en' : 'ja', canSignIn: true, left: false, oneTime: one_time };
    },
  };
}

const ACCESS = Object.keys(accessEntries).filter((kind) => kind.startsWith('access.'));

/** The library keeps what a key may do as JSON; ours stand under one name (adapters/auth/options.ts). */
function rolesIn(permissions: string | null): readonly string[] {
  const kept: unknown = permissions === null ? null : JSON.parse(permissions);
  const roles = (kept as Readonly<Record<string, unknown>> | null)?.['matoi'];
  return Array.isArray(roles) ? roles.map(String) : [];
}

type StandingRow = Omit<PersonFields, 'lang'> & {
  readonly person_id: string;
  readonly number: number;
  readonly lang: string;
  readonly version: number;
  readonly totp: boolean;
  readonly one_time: boolean;
};
