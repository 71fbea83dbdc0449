// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type {
  CaseId,
  Change,
  ExposureReads,
  ExposureStore,
  Finding,
  FindingFilter,
  FindingRecord,
  FindingState,
  Header,
  KnownFinding,
  RunRecord,
  SettledFinding,
  TenantLine,
} from '../../exposure/run/exposure-store.port.ts';
import type { Instant, Tx } from '../../exposure/run/exposure-store.port.ts';
import type { Database } from './database.ts';

type Tables = { exposure_run: { case_id: string } };
/** Rows in one statement. */
const CHUNK = 1000;

type FindingRow = {
  place: number;
  number: number;
  state: FindingState;
  data: Finding;
  customer: string | null;
  first_run: string;
  last_seen_run: string;
  settled_run: string;
  waived_until: string | null;
  waived_by: string | null;
  waived_reason: string | null;
};

/**
 * Runs, findings, tenants and waivers of exposure in PostgreSQL. `known` locks the findings of a case until the transaction
 * ends.
 */
export function createExposureStore(database: Database): ExposureStore {
  const on = (tx?: Tx) => database.on<Tables>(tx);
  return {
    async known(tx, caseId) {
      const { rows } = await sql<{
        rule: string;
        path_bytes: string;
        tenant: string | null;
        state: FindingState;
        waived_until: string | null;
      }>`
        select rule, path_bytes, tenant, state, waived_until from exposure_finding where case_id = ${caseId} order by number for update`.execute(
        on(tx),
      );
      return rows.map(
        (row): KnownFinding => ({
          rule: row.rule,
          pathBytes: row.path_bytes,
          tenant: row.tenant,
          state: row.state,
          waivedUntil: row.waived_until as Instant | null,
        }),
      );
    },
    async saveRun(tx, caseId, run, settled, findings) {
      await sql`insert into exposure_run (case_id, run_id, at, root, only_tenant, status, header, findings, digest, raw)
        values (${caseId}, ${run.runId}, ${run.at}, ${run.root}, ${run.only}, ${run.status}, ${JSON.stringify(run.header)}::jsonb, ${run.findings}, ${run.digest}, ${run.raw})`.execute(
        on(tx),
      );
      for (let from = 0; from < settled.length; from += CHUNK)
        await saveSettled(database, tx, caseId, run.runId, settled.slice(from, from + CHUNK), findings);
    },
    async waive(tx, caseId, key, waiver) {
      const { rows } =
        await sql<FindingRow>`update exposure_finding f set state = 'waived', waived_until = ${waiver.until}, waived_by = ${waiver.by}, waived_reason = ${waiver.reason}
        where case_id = ${caseId} and rule = ${key.rule} and path_bytes = ${key.pathBytes} and state <> 'fixed'
        returning f.*, null::text as customer, ${place} as place`.execute(on(tx));
      return rows[0] === undefined ? null : recordOf(rows[0]);
    },
    async mapCustomers(tx, rows) {
      for (let from = 0; from < rows.length; from += CHUNK) {
        const json = JSON.stringify(rows.slice(from, from + CHUNK));
        await sql`insert into exposure_customer (tenant, customer_id, customer_name)
          select tenant, "customerId", customer from jsonb_to_recordset(${json}::jsonb) as x(tenant text, "customerId" text, customer text)
          on conflict (tenant) do update set customer_id = excluded.customer_id, customer_name = excluded.customer_name`.execute(on(tx));
      }
    },
    ...reads(database),
    atOneMoment: (read) => database.atOneMoment((tx) => read(reads(database, tx))),
    tenantsIn: (tx, caseId) => reads(database, tx).tenants(caseId),
    async changes(caseId, runId) {
      const { rows } = await sql<{
        rule: string;
        path: string;
        path_bytes: string;
        tenant: string | null;
        before: FindingState | null;
        after: FindingState;
      }>`
        select f.rule, f.path, f.path_bytes, f.tenant, c.before, c.after from exposure_change c
        join exposure_finding f on f.case_id = c.case_id and f.key_hash = c.key_hash
        where c.case_id = ${caseId} and c.run_id = ${runId} order by f.number`.execute(on());
      return rows.map(
        (row): Change => ({
          rule: row.rule,
          path: row.path,
          pathBytes: row.path_bytes,
          tenant: row.tenant,
          before: row.before,
          after: row.after,
        }),
      );
    },
  };
}

function reads(database: Database, tx?: Tx): ExposureReads {
  const on = database.on<Tables>(tx);
  return {
    async runs(caseId) {
      const { rows } = await sql<{
        run_id: string;
        at: string;
        root: string;
        only_tenant: string | null;
        status: RunRecord['status'];
        header: Header;
        findings: number;
        digest: string;
        raw: string | null;
      }>`
        select run_id, at, root, only_tenant, status, header, findings, digest, raw from exposure_run where case_id = ${caseId} order by at desc, run_id desc`.execute(
        on,
      );
      return rows.map((row) => ({
        runId: row.run_id,
        at: row.at,
        root: row.root,
        only: row.only_tenant,
        status: row.status,
        header: row.header,
        findings: row.findings,
        digest: row.digest,
        raw: row.raw,
      }));
    },
    async findings(caseId, filter) {
      const { rows } = await sql<FindingRow>`
        select f.number, ${place} as place, f.state, f.data, c.customer_name as customer, f.first_run, f.last_seen_run, f.settled_run, f.waived_until, f.waived_by, f.waived_reason
        from exposure_finding f left join exposure_customer c on c.tenant = f.tenant
        where f.case_id = ${caseId} and ${place} > ${filter.after} and ${passes(filter)}
        order by ${place} limit ${filter.limit}`.execute(on);
      return rows.map((row) => recordOf(row));
    },
    async count(caseId, filter) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from exposure_finding f where f.case_id = ${caseId} and ${passes(filter)}`.execute(on);
      return rows[0]?.count ?? 0;
    },
    async tenants(caseId) {
      const { rows } = await sql<{ tenant: string; customer_id: string; customer: string } & Record<FindingState, number>>`
        select f.tenant, coalesce(c.customer_id, f.tenant) as customer_id, coalesce(c.customer_name, f.tenant) as customer,
          count(*) filter (where f.state = 'new') as new, count(*) filter (where f.state = 'open') as open,
          count(*) filter (where f.state = 'fixed') as fixed, count(*) filter (where f.state = 'regressed') as regressed,
          count(*) filter (where f.state = 'waived') as waived
        from exposure_finding f left join exposure_customer c on c.tenant = f.tenant
        where f.case_id = ${caseId} and f.tenant is not null group by f.tenant, c.customer_id, c.customer_name order by f.tenant`.execute(
        on,
      );
      return rows.map(
        (row): TenantLine => ({
          tenant: row.tenant,
          customerId: row.customer_id,
          customer: row.customer,
          states: { new: row.new, open: row.open, fixed: row.fixed, regressed: row.regressed, waived: row.waived },
        }),
      );
    },
  };
}

/** The most severe first. */
const RANKS = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Finding['severity'][];
/** More than one store ever numbers; four times this is still a whole number that JSON carries. */
const PLACES = 1_000_000_000_000;
const place = sql<number>`((array_position(${sql.val([...RANKS])}::text[], f.severity) - 1) * ${sql.lit(PLACES)}::bigint + f.number)`;

function passes(filter: Omit<FindingFilter, 'after' | 'limit'>) {
  const equals = (column: string, value: string | undefined) => (value === undefined ? sql`true` : sql`${sql.ref(column)} = ${value}`);
  return sql`${equals('f.rule', filter.rule)} and ${equals('f.tenant', filter.tenant)} and ${equals('f.state', filter.state)}
    and ${filter.search === undefined ? sql`true` : sql`strpos(f.path, ${filter.search}) > 0`}`;
}

/** Seen ones are written whole; the others only change their state. Changes are kept for the comparison of runs. */
async function saveSettled(
  database: Database,
  tx: Tx,
  caseId: CaseId,
  runId: string,
  settled: readonly SettledFinding[],
  findings: ReadonlyMap<string, Finding>,
): Promise<void> {
  const db = database.on<Tables>(tx);
  const rows = settled.map(({ key, tenant, before, after }) => {
    const finding = findings.get(`${key.rule} ${key.pathBytes}`) ?? null;
    return {
      ...key,
      tenant,
      before,
      after,
      seen: finding !== null,
      path: finding?.path ?? '',
      severity: finding?.severity ?? '',
      proof: finding?.proof ?? '',
      data: finding,
    };
  });
  const seen = JSON.stringify(rows.filter((row) => row.seen));
  await sql`insert into exposure_finding (case_id, key_hash, rule, path_bytes, path, tenant, severity, state, proof, first_run, last_seen_run, settled_run, data)
    select ${caseId}, encode(sha256(convert_to(rule || ' ' || "pathBytes", 'UTF8')), 'hex'), rule, "pathBytes", path, tenant, severity, after, proof, ${runId}, ${runId}, ${runId}, data
    from jsonb_to_recordset(${seen}::jsonb) as x(rule text, "pathBytes" text, path text, tenant text, severity text, after text, proof text, data jsonb)
    on conflict (case_id, key_hash) do update set path = excluded.path, tenant = excluded.tenant, severity = excluded.severity, state = excluded.state,
      proof = excluded.proof, last_seen_run = excluded.last_seen_run, settled_run = excluded.settled_run, data = excluded.data`.execute(db);
  const gone = JSON.stringify(rows.filter((row) => !row.seen && row.before !== row.after));
  await sql`update exposure_finding f set state = x.after, settled_run = ${runId}
    from jsonb_to_recordset(${gone}::jsonb) as x(rule text, "pathBytes" text, after text)
    where f.case_id = ${caseId} and f.rule = x.rule and f.path_bytes = x."pathBytes"`.execute(db);
  const changed = JSON.stringify(rows.filter((row) => row.before !== row.after));
  await sql`insert into exposure_change (case_id, run_id, key_hash, before, after)
    select ${caseId}, ${runId}, encode(sha256(convert_to(rule || ' ' || "pathBytes", 'UTF8')), 'hex'), before, after
    from jsonb_to_recordset(${changed}::jsonb) as x(rule text, "pathBytes" text, before text, after text)`.execute(db);
}

function recordOf(row: FindingRow): FindingRecord {
  const waiver =
    row.state === 'waived' && row.waived_until !== null && row.waived_by !== null && row.waived_reason !== null
      ? { until: row.waived_until, by: row.waived_by, reason: row.waived_reason }
      : null;
  return {
    place: row.place,
    number: row.number,
    state: row.state,
    finding: row.data,
    customer: row.customer,
    firstRun: row.first_run,
    lastSeenRun: row.last_seen_run,
    settledRun: row.settled_run,
    waiver,
  };
}
