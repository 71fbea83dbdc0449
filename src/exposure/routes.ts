// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../edge/role.ts';
import { afterNumber } from '../edge/wire.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { decodeTextLeniently } from '../common/decode-text.ts';
import type { BlobStore } from '../journal/blob-store.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { err } from '../kernel/result.ts';
import { personActor } from '../kernel/person.ts';
import { actorOf } from '../edge/actor.ts';
import { countStates, findingStates, tenantStateOf } from './run/compare.ts';
import { endpoints, MOST_RUN_BYTES } from './contract.ts';
import type { FindingRow } from './contract.ts';
import type { ContactsOf } from './contacts.port.ts';
import type { ExposureStore, FindingRecord, RunRecord, TenantLine } from './run/exposure-store.port.ts';
import { csvOf } from './report/findings-csv.ts';
import { matrixOf } from './run/matrix.ts';
import { exposureProblem } from './problems.ts';
import { customersOf, mapCustomers, recordRun, waiveFinding } from './run/record.ts';
import { readRunFile } from './run/run-file.ts';
import type { NoRun } from './run/run-file.ts';
import type { RecordDeps } from './run/record.ts';
import { ruleIds, rules } from './judge/rules.ts';

const noRun = {
  'not-json': 'exposure.run-unreadable',
  'not-a-run': 'exposure.run-unreadable',
  'not-whole': 'exposure.run-not-whole',
  'outside-its-root': 'exposure.run-not-whole',
} as const satisfies Record<NoRun, string>;

const readsCase = (params: { caseId: string }) => params.caseId;

const caseParams = z.object({ caseId: z.string() });
const about = (ja: string, en: string) => ({ ja, en });
/** Findings that one answer without paging may hold. */
const ALL = 1_000_000;
const MATRIX_FROM = 20_000;

/** Routes over the exposure of a case: summary, findings, tenants, matrix, runs, waivers, customers, exports. */
export function exposureRoutes(deps: RecordDeps & { readonly blobs: BlobStore; readonly contactsOf: ContactsOf }): readonly RouteSpec[] {
  const { store, contactsOf } = deps;
  const tenantsOf = async (caseId: CaseId) => withContacts(await store.tenants(caseId), contactsOf);
  const inCase = async <T>(params: { caseId: string }, work: (caseId: CaseId) => Promise<T>): Promise<T | { problem: Problem }> => {
    const caseId = parseCaseId(params.caseId);
    if (caseId === null || (await deps.journal.view(caseId)) === null) return { problem: exposureProblem('exposure.no-such-case') };
    return work(caseId);
  };
  const shared = { access: mayRead, params: caseParams, reads: readsCase } as const;
  return [
    route({
      ...endpoints.summary,
      ...shared,
      summary: about('露出調査の現状', 'Where the exposure audit stands'),
      handle: ({ params }) => inCase(params, async (caseId) => ({ status: 200 as const, body: await summary(store, caseId) })),
    }),
    route({
      ...endpoints.findings,
      ...shared,
      summary: about('露出の一覧', 'List exposures'),
      query: z.object({
        rule: z.enum(ruleIds).optional(),
        tenant: z.string().max(500).optional(),
        state: z.enum(findingStates).optional(),
        search: z.string().max(500).optional(),
        after: afterNumber,
        limit: z.coerce.number().int().min(1).max(1000).default(200),
      }),
      handle: ({ params, query }) =>
        inCase(params, async (caseId) => {
          const { rule, tenant, state, search, after, limit } = query;
          const filter = { ...(rule && { rule }), ...(tenant && { tenant }), ...(state && { state }), ...(search && { search }) };
          const { found, total } = await store.atOneMoment(async (reads) => ({
            found: await reads.findings(caseId, { ...filter, after, limit }),
            total: await reads.count(caseId, filter),
          }));
          const items = found.map(rowOf);
          const last = found.at(-1);
          const next = items.length === limit && last !== undefined ? last.place : null;
          return { status: 200 as const, body: { items, next, total } };
        }),
    }),
    route({
      ...endpoints.tenants,
      ...shared,
      summary: about('契約者ごとの状態', 'State of each tenant'),
      handle: ({ params }) =>
        inCase(params, async (caseId) => {
          const { seen, runs } = await store.atOneMoment(async (reads) => ({
            seen: await reads.tenants(caseId),
            runs: await reads.runs(caseId),
          }));
          const lines = await withContacts(seen, contactsOf);
          const whole = runs.find((run) => run.only === null);
          const nothingFound = withoutFinding(whole?.header ?? null, new Set(seen.map(({ tenant }) => tenant)));
          const looked = whole?.header.completeness.tenants ?? null;
          return { status: 200 as const, body: { items: lines.map(tenantRow), looked, nothingFound: [...nothingFound] } };
        }),
    }),
    route({
      ...endpoints.tenant,
      ...shared,
      params: caseParams.extend({ tenant: z.string().max(500) }),
      summary: about('一契約者の露出と直し方', 'One tenant’s exposures and remedies'),
      handle: ({ params }) =>
        inCase(params, async (caseId) => {
          const { lines, found } = await store.atOneMoment(async (reads) => ({
            lines: await reads.tenants(caseId),
            found: await reads.findings(caseId, { tenant: params.tenant, after: 0, limit: 10_000 }),
          }));
          const own = lines.filter(({ tenant }) => tenant === params.tenant);
          const [line] = await withContacts(own, contactsOf);
          const findings = found.map(rowOf);
          const named = new Set(findings.map((finding) => finding.rule));
          const body = {
            tenant: line === undefined ? null : tenantRow(line),
            findings,
            rules: ruleRows().filter((rule) => named.has(rule.rule)),
          };
          return { status: 200 as const, body };
        }),
    }),
    route({
      ...endpoints.matrix,
      ...shared,
      summary: about('誰が誰に届くか', 'Who can reach whom'),
      handle: ({ params }) =>
        inCase(params, async (caseId) => {
          const { records, tenants } = await store.atOneMoment(async (reads) => ({
            records: await reads.findings(caseId, { after: 0, limit: MATRIX_FROM }),
            tenants: await reads.tenants(caseId),
          }));
          const { cells, text } = matrixOf(records);
          const drawn = new Set(cells.map((cell) => cell.to));
          const absent = tenants.filter(({ tenant }) => !drawn.has(tenant));
          const settled = absent.filter(({ states }) => states.new + states.open + states.regressed + states.waived === 0).length;
          return {
            status: 200 as const,
            body: {
              cells: cells.slice(0, 5000).map((cell) => ({ ...cell, rights: [...cell.rights] })),
              text,
              absent: { settled, unknown: absent.length - settled },
              truncated: records.length === MATRIX_FROM || cells.length > 5000,
            },
          };
        }),
    }),
    route({
      ...endpoints.runs,
      ...shared,
      summary: about('調査の履歴', 'Runs, newest first'),
      handle: ({ params }) =>
        inCase(params, async (caseId) => ({ status: 200 as const, body: { items: (await store.runs(caseId)).map(runRow) } })),
    }),
    route({
      ...endpoints.addRun,
      access: mayWork,
      params: caseParams,
      upload: { maxFiles: 1, maxBytes: MOST_RUN_BYTES },
      summary: about('ホストで作った調査結果のファイルを記録する', 'Record a result file of an audit made on the host'),
      handle: ({ params, who, uploads }) =>
        inCase(params, async (caseId) => {
          const [file] = uploads;
          const read = file === undefined ? err('not-a-run' as const) : readRunFile(decodeTextLeniently(file.bytes));
          if (!read.ok || file === undefined) return { problem: exposureProblem(noRun[read.ok ? 'not-a-run' : read.error]) };
          const raw = await deps.blobs.put(file.bytes);
          const actor = actorOf(who);
          const { runId, status, findings, states } = await recordRun(deps, caseId, actor, read.value, raw);
          return { status: 201 as const, body: { runId, status, findings, raw, states } };
        }),
    }),
    route({
      ...endpoints.run,
      ...shared,
      params: caseParams.extend({ runId: z.string().max(100) }),
      summary: about('その調査で変わったこと', 'What changed in a run'),
      handle: ({ params }) =>
        inCase(params, async (caseId) => ({ status: 200 as const, body: { changes: [...(await store.changes(caseId, params.runId))] } })),
    }),
    route({
      ...endpoints.waive,
      access: mayWork,
      params: caseParams,
      summary: about('期限を決めて露出を容認する', 'Accept an exposure until a day'),
      handle: ({ params, body, who }) =>
        inCase(params, async (caseId) => {
          if (who.machine) return { problem: exposureProblem('exposure.needs-a-person') };
          const until = parseInstant(body.until);
          if (until === null) return { problem: exposureProblem('exposure.waiver-in-the-past') };
          const { rule, pathBytes, reason } = body;
          const waived = await waiveFinding(deps, caseId, personActor(who), { rule, pathBytes }, until, reason);
          if (!waived.ok)
            return {
              problem:
                waived.error === 'in-the-past'
                  ? exposureProblem('exposure.waiver-in-the-past')
                  : exposureProblem('exposure.no-such-finding'),
            };
          return { status: 201 as const, body: rowOf(waived.value) };
        }),
    }),
    route({
      ...endpoints.mapCustomers,
      access: mayWork,
      params: caseParams,
      summary: about('契約者と顧客の対応を登録', 'Say which customer each tenant is'),
      handle: ({ params, body, who }) =>
        inCase(params, async (caseId) => {
          await mapCustomers(deps, caseId, actorOf(who), body.rows);
          return { status: 201 as const, body: { rows: body.rows.length } };
        }),
    }),
    exportRoute(store, tenantsOf, inCase, 'csv'),
    exportRoute(store, tenantsOf, inCase, 'json'),
  ];
}

type InCase = <T>(params: { caseId: string }, work: (caseId: CaseId) => Promise<T>) => Promise<T | { problem: Problem }>;

type Reached = TenantLine & { readonly contact: string };

function exportRoute(
  store: ExposureStore,
  tenantsOf: (caseId: CaseId) => Promise<readonly Reached[]>,
  inCase: InCase,
  format: 'csv' | 'json',
): RouteSpec {
  return route({
    ...(format === 'csv' ? endpoints.exportCsv : endpoints.exportJson),
    access: mayRead,
    params: caseParams,
    reads: (params) => params.caseId,
    summary: about('露出の一覧を書き出す', `Export the exposures as ${format.toUpperCase()}`),
    handle: ({ params, lang }) =>
      inCase(params, async (caseId) => {
        const contacts = new Map((await tenantsOf(caseId)).map(({ tenant, contact }) => [tenant, contact]));
        const found = await store.findings(caseId, { after: 0, limit: ALL });
        const rows = found.map(rowOf).map((row) => ({ ...row, contact: contacts.get(row.tenant ?? '') ?? '' }));
        const headers = { 'content-disposition': `attachment; filename="exposure-${caseId}.${format}"` };
        if (format === 'json')
          return { status: 200 as const, raw: JSON.stringify({ findings: rows }), contentType: 'application/json', headers };
        // A byte order mark, so that a spreadsheet reads UTF-8.
        return { status: 200 as const, raw: `\ufeff${csvOf(rows, lang)}`, contentType: 'text/csv; charset=utf-8', headers };
      }),
  });
}

function rowOf(record: FindingRecord): FindingRow {
  const { finding, waiver } = record;
  const grants = finding.grants.map((grant) => ({ ...grant, names: [...grant.names], rights: [...grant.rights] }));
  const { number, state, customer, firstRun, lastSeenRun, settledRun } = record;
  return { ...finding, grants, number, state, customer, firstRun, lastSeenRun, settledRun, waiver };
}

/** Tenants with where their customers are reached. */
async function withContacts(lines: readonly TenantLine[], contactsOf: ContactsOf): Promise<readonly Reached[]> {
  const contacts = await contactsOf([...new Set(lines.map(({ customerId }) => customerId))]);
  return lines.map((line) => ({ ...line, contact: contacts.get(line.customerId) ?? '' }));
}

/** Tenants that a run looked at and that have nothing on record; not those whose homes were missing. Old runs name nobody. */
export function withoutFinding(header: Pick<RunRecord['header'], 'completeness'> | null, onRecord: ReadonlySet<string>): readonly string[] {
  const missing = new Set(header?.completeness.homesMissing ?? []);
  return (header?.completeness.tenantNames ?? []).filter((name) => !onRecord.has(name) && !missing.has(name)).toSorted();
}

function tenantRow(line: Reached) {
  const state = tenantStateOf(findingStates.filter((each) => line.states[each] > 0));
  return { ...line, states: { ...line.states }, state };
}

function runRow(run: RunRecord) {
  const { header, ...rest } = run;
  return { ...rest, reasons: [...header.completeness.reasons] };
}

function ruleRows() {
  return ruleIds.map((rule) => ({ rule, ...rules[rule] }));
}

async function summary(store: ExposureStore, caseId: CaseId) {
  const { runs, lines } = await store.atOneMoment(async (reads) => ({
    runs: await reads.runs(caseId),
    lines: await reads.tenants(caseId),
  }));
  const states = countStates([]);
  for (const line of lines) for (const state of findingStates) states[state] += line.states[state];
  const customers = customersOf(lines);
  const newest = runs[0];
  const of = (state: string) => customers.filter((customer) => customer.state === state).length;
  return {
    runs: runs.length,
    newest: newest === undefined ? null : runRow(newest),
    header: newest?.header ?? null,
    states,
    customers: { affected: of('affected'), waived: of('waived'), clean: of('clean') },
    rules: ruleRows(),
  };
}
