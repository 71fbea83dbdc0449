// SPDX-License-Identifier: Apache-2.0
import { severities } from '../judge/severity.ts';
import type { Actor } from '../../journal/actor.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { PersonActor } from '../../kernel/person.ts';
import { countStates, keyText, settle, tenantStateOf } from './compare.ts';
import type { FindingKey, FindingState } from './compare.ts';
import type { ExposureStore, FindingRecord, RunRecord, TenantLine } from './exposure-store.port.ts';
import { coverageOf, rootShown } from './run.ts';
import type { Run } from './run.ts';

export type RecordDeps = { readonly journal: Journal; readonly store: ExposureStore; readonly clock: Clock; readonly hash: HashBytes };

/** Settles a run against all earlier ones of the case and anchors it in the journal, in one transaction. */
export function recordRun(
  deps: RecordDeps,
  caseId: CaseId,
  actor: Actor,
  run: Run,
  raw: string | null,
): Promise<RunRecord & { readonly states: Record<FindingState, number> }> {
  return deps.journal.write(async (writing) => {
    const at = deps.clock.now();
    const number = await writing.nextNumber(`exposure-run/${caseId}`);
    const { completeness, totals } = run.header;
    const record: RunRecord = {
      runId: `run-${String(number).padStart(3, '0')}`,
      at,
      root: rootShown(run),
      only: run.only,
      status: completeness.status,
      header: run.header,
      findings: run.findings.length,
      digest: deps.hash(
        run.findings
          .map((finding) => keyText(finding))
          .toSorted()
          .join('\n'),
      ),
      raw,
    };
    const known = await deps.store.known(writing.tx, caseId);
    const settled = settle(known, run.findings, coverageOf(run), at);
    await deps.store.saveRun(writing.tx, caseId, record, settled, new Map(run.findings.map((finding) => [keyText(finding), finding])));
    const states = countStates(settled.map((each) => each.after));
    const lines = await deps.store.tenantsIn(writing.tx, caseId);
    const customers = customersOf(lines);
    await writing.append({
      stream: caseId,
      actor,
      drafts: [
        {
          kind: 'exposure.run-recorded',
          body: {
            runId: record.runId,
            root: record.root.slice(0, 10_000),
            only: run.only,
            status: record.status,
            reasons: completeness.reasons.slice(0, 50).map(({ code, ja, en }) => ({ code, ja: ja.slice(0, 1000), en: en.slice(0, 1000) })),
            objects: totals.objects,
            findings: totals.findings,
            proved: totals.proved,
            digest: record.digest,
            raw,
            states,
            tenants: totals.tenants,
            tenantsAffected: lines.filter((line) => stateOfLine(line) === 'affected').length,
            tenantsClean: lines.filter((line) => stateOfLine(line) === 'clean').length,
            customersAffected: customers.filter((customer) => customer.state === 'affected').length,
            affected: affectedOf(customers, run),
            customersClean: customers.filter((customer) => customer.state === 'clean').length,
          },
        },
      ],
    });
    return { ...record, states };
  });
}

const MOST_NAMED = 500;

/** By customer, most exposures first: what the next stations work with. The gravest of this run stands beside each. */
function affectedOf(customers: readonly CustomerLine[], run: Run) {
  const worstIn = new Map<string, number>();
  for (const { tenant, severity } of run.findings)
    if (tenant !== null) worstIn.set(tenant, Math.max(worstIn.get(tenant) ?? 0, severities.indexOf(severity)));
  return customers
    .filter((one) => one.state === 'affected')
    .toSorted((a, b) => b.standing - a.standing || (a.customerId < b.customerId ? -1 : 1))
    .slice(0, MOST_NAMED)
    .map(({ customerId, customer, tenants, standing }) => ({
      customerId: customerId.slice(0, 200),
      customer: customer.slice(0, 300),
      tenants: tenants.slice(0, 20).map((tenant) => tenant.slice(0, 500)),
      standing,
      worst: severities[Math.max(0, ...tenants.map((tenant) => worstIn.get(tenant) ?? 0))] ?? 'low',
    }));
}

export type WaiveFailure = 'no-such-finding' | 'in-the-past';

/** Who takes on the risk, why, and until when; after that day the next run opens it again. */
export async function waiveFinding(
  deps: RecordDeps,
  caseId: CaseId,
  actor: PersonActor,
  key: FindingKey,
  until: Instant,
  reason: string,
): Promise<Result<FindingRecord, WaiveFailure>> {
  if (until <= deps.clock.now()) return err('in-the-past');
  return deps.journal.write(async (writing) => {
    const record = await deps.store.waive(writing.tx, caseId, key, { until, by: actor.name, reason });
    if (record === null) return err('no-such-finding');
    const { path, tenant } = record.finding;
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'exposure.finding-waived', body: { ...key, path: path.slice(0, 20_000), tenant, until, reason } }],
    });
    return ok(record);
  });
}

/** Which account belongs to which customer; without a row the account's name stands for the customer. */
export function mapCustomers(
  deps: RecordDeps,
  caseId: CaseId,
  actor: Actor,
  rows: readonly { tenant: string; customerId: string; customer: string }[],
): Promise<void> {
  return deps.journal.write(async (writing) => {
    await deps.store.mapCustomers(writing.tx, rows);
    await writing.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'exposure.customers-mapped', body: { rows: rows.length, digest: deps.hash(canonicalJson(rows)) } }],
    });
  });
}

export type CustomerLine = {
  readonly customerId: string;
  readonly customer: string;
  readonly tenants: readonly string[];
  readonly state: ReturnType<typeof tenantStateOf>;
  readonly standing: number;
};

function stateOfLine(line: TenantLine): ReturnType<typeof tenantStateOf> {
  return tenantStateOf((Object.keys(line.states) as FindingState[]).filter((state) => line.states[state] > 0));
}

/** A customer is clean only when each of its accounts is. */
export function customersOf(lines: readonly TenantLine[]): readonly CustomerLine[] {
  const byId = new Map<string, { line: TenantLine; tenants: string[]; states: Set<FindingState>; standing: number }>();
  for (const line of lines) {
    const each = byId.get(line.customerId) ?? { line, tenants: [], states: new Set<FindingState>(), standing: 0 };
    each.tenants.push(line.tenant);
    for (const state of Object.keys(line.states) as FindingState[]) if (line.states[state] > 0) each.states.add(state);
    each.standing += line.states.new + line.states.open + line.states.regressed;
    byId.set(line.customerId, each);
  }
  return [...byId].map(([customerId, { line, tenants, states, standing }]) => ({
    customerId,
    customer: line.customer,
    tenants,
    state: tenantStateOf([...states]),
    standing,
  }));
}

/** For other parts, handed over by the wiring: a notification closes only on a re-check. */
export type ExposureReadings = {
  readonly customersAffected: (caseId: CaseId) => Promise<readonly CustomerLine[]>;
  readonly verifiedClean: (caseId: CaseId, customerId: string) => Promise<boolean>;
};

/** What other parts may ask of exposure: affected customers of a case, and whether one was verified clean. */
export function exposureReadings(store: Pick<ExposureStore, 'tenants'>): ExposureReadings {
  return {
    customersAffected: async (caseId) =>
      customersOf(await store.tenants(caseId)).filter((customer) => customer.state === 'affected' || customer.state === 'waived'),
    verifiedClean: async (caseId, customerId) =>
      customersOf(await store.tenants(caseId)).some((customer) => customer.customerId === customerId && customer.state === 'clean'),
  };
}
