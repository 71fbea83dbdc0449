// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type {
  Allowed,
  CaseId,
  Indicator,
  Instant,
  Outcome,
  StandingStore,
  SearchState,
  Standing,
  Tx,
} from '../../hunt/standing-search/standing-store.port.ts';
import type { Database } from './database.ts';

type Tables = {
  hunt_indicator: { case_id: string; kind: string; value: string; added_at: string; source: string; added_by: string };
  hunt_allowed: { kind: string; value: string; added_at: string; removed_at: string | null };
};
type StandingRow = Indicator & {
  source: string;
  by: string;
  at: Instant;
  hits: number | null;
  computers: number;
  first: string;
  last: string;
};
type AllowedRow = Indicator & { why: string; by: string; at: Instant; u_at: Instant | null; u_by: string | null; u_why: string | null };
type StoredIndicator = {
  wanted: number;
  done: number;
  began_at: Instant | null;
  searched_at: Instant | null;
  outcome: Outcome | null;
  fault: SearchState['fault'];
};

const listOf = (indicators: readonly Indicator[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(indicators.map(({ kind, value }) => ({ kind, value })))}::jsonb) as x(kind text, value text)`;
const searchOf = (text: string) => `%${text.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`;

/** Indicators that cases look for, what was found of them, and the list of the harmless, in PostgreSQL. */
export function createStandingStore(database: Database): StandingStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async addIndicators(tx, caseId, indicators, { source, by, at }) {
      const { rows } = await sql<Indicator>`insert into hunt_indicator (case_id, kind, value, added_at, source, added_by)
        select ${caseId}, kind, value, ${at}, ${source}, ${by} from ${listOf(indicators)}
        on conflict do nothing returning kind, value`.execute(on(tx));
      return rows;
    },
    async indicators(caseId) {
      const rows = await on()
        .selectFrom('hunt_indicator')
        .select(['kind', 'value'])
        .where('case_id', '=', caseId)
        .orderBy('kind')
        .orderBy('value')
        .execute();
      return rows as readonly Indicator[];
    },
    standing: (caseId, search, limit) =>
      database.atOneMoment(async (tx) => {
        const { rows } = await sql<StandingRow & { total: number }>`select i.kind, i.value, i.source, i.added_by as by, i.added_at as at,
            f.hits, f.computers, f.first_seen as first, f.last_seen as last, count(*) over () as total
          from hunt_indicator i left join hunt_found f using (case_id, kind, value)
          where case_id = ${caseId} and i.value ilike ${searchOf(search)}
          order by f.hits desc nulls last, i.added_at desc, i.kind, i.value limit ${limit}`.execute(on(tx));
        const state = await stateIn(on(tx), caseId);
        return { rows: rows.map(standingOf), total: rows[0]?.total ?? 0, state, allowed: await allowedIn(on(tx)) };
      }),
    allowed: (tx) => allowedIn(on(tx)),
    async allowList(limit) {
      const columns = sql`kind, value, why, added_by as by, added_at as at, removed_at as u_at, removed_by as u_by, removed_why as u_why`;
      const now = await sql<AllowedRow & { total: number }>`select ${columns}, count(*) over () as total from hunt_allowed
        where removed_at is null order by added_at desc, kind, value limit ${limit}`.execute(on());
      const was = await sql<AllowedRow>`select ${columns} from hunt_allowed
        where removed_at is not null order by removed_at desc, kind, value limit ${limit}`.execute(on());
      return { now: now.rows.map(allowedOf), was: was.rows.map(allowedOf), total: now.rows[0]?.total ?? 0 };
    },
    async changeAllowed(tx, { add, remove }, { why, by, at }) {
      await sql`update hunt_allowed h set removed_at = ${at}, removed_by = ${by}, removed_why = ${why}
        from ${listOf(remove)} where h.kind = x.kind and h.value = x.value and h.removed_at is null`.execute(on(tx));
      await sql`insert into hunt_allowed (kind, value, added_at, added_by, why)
        select kind, value, ${at}, ${by}, ${why} from ${listOf(add)} on conflict do nothing`.execute(on(tx));
    },
    async want(caseIds, tx) {
      const cases =
        caseIds === null
          ? sql`select case_id from hunt_indicator union select case_id from hunt_retro`
          : sql`select distinct case_id from unnest(${caseIds}::text[]) as case_id`;
      await sql`insert into hunt_retro (case_id, wanted) select case_id, 1 from (${cases} order by case_id) as c
        on conflict (case_id) do update set wanted = hunt_retro.wanted + 1`.execute(on(tx));
    },
    async wanting() {
      const { rows } = await sql<{ case_id: string }>`select case_id from hunt_retro where wanted > done
        order by fault is not null, searched_at nulls first, case_id`.execute(on());
      return rows.map((row) => row.case_id as CaseId);
    },
    state: (caseId) => stateIn(on(), caseId),
    async settle(tx, caseId, { digest, found, outcome, beganAt, at, wanted }) {
      // The row is locked by whoever comes first: of two searches at once the second sees what the first one found.
      await sql`insert into hunt_retro (case_id) values (${caseId}) on conflict do nothing`.execute(on(tx));
      const { rows } = await sql<{ digest: string | null }>`select digest from hunt_retro where case_id = ${caseId} for update`.execute(
        on(tx),
      );
      const before = rows[0]?.digest ?? null;
      await sql`update hunt_retro set digest = ${digest}, began_at = ${beganAt}, searched_at = ${at}, done = greatest(done, ${wanted}),
        outcome = ${JSON.stringify(outcome)}::jsonb, fault = null where case_id = ${caseId}`.execute(on(tx));
      await sql`delete from hunt_found where case_id = ${caseId}`.execute(on(tx));
      await sql`insert into hunt_found (case_id, kind, value, hits, computers, first_seen, last_seen)
        select ${caseId}, kind, value, hits, computers, first, last from jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
          as x(kind text, value text, hits bigint, computers bigint, first text, last text) on conflict do nothing`.execute(on(tx));
      return before === null ? 'first' : before === digest ? 'same' : 'other';
    },
    async failed(caseId, fault) {
      await sql`update hunt_retro set fault = ${JSON.stringify(fault)}::jsonb where case_id = ${caseId} and wanted > done`.execute(on());
    },
  };
}

async function allowedIn(tables: Kysely<Tables>): Promise<readonly Indicator[]> {
  const rows = await tables
    .selectFrom('hunt_allowed')
    .select(['kind', 'value'])
    .where('removed_at', 'is', null)
    .orderBy('kind')
    .orderBy('value')
    .execute();
  return rows as readonly Indicator[];
}

async function stateIn(tables: Kysely<Tables>, caseId: CaseId): Promise<SearchState> {
  const { rows } = await sql<StoredIndicator>`select wanted, done, began_at, searched_at, outcome, fault
    from hunt_retro where case_id = ${caseId}`.execute(tables);
  return stateOf(rows[0]);
}

function standingOf({ kind, value, source, by, at, hits, computers, first, last }: StandingRow): Standing {
  return { kind, value, source, by, at, found: hits === null ? null : { hits, computers, first, last } };
}

function allowedOf({ kind, value, why, by, at, u_at, u_by, u_why }: AllowedRow): Allowed {
  return { kind, value, why, by, at, until: u_at === null ? null : { at: u_at, by: u_by ?? '', why: u_why ?? '' } };
}

function stateOf(row: StoredIndicator | undefined): SearchState {
  if (row === undefined) return { wanted: 0, done: 0, last: null, fault: null };
  const { wanted, done, began_at: beganAt, searched_at: at, outcome, fault } = row;
  return { wanted, done, last: beganAt === null || at === null || outcome === null ? null : { beganAt, at, outcome }, fault };
}
