// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../edge/endpoint.contract.ts';
import { findingStates } from './run/compare.ts';
import { ruleIds } from './judge/rules.ts';
import { severities } from './judge/severity.ts';

/** What the web sees of exposure. */
/** A code for machines with its words for people. */
export const toldSchema = z.object({ code: z.string(), ja: z.string(), en: z.string() });

export const grantSchema = z.object({
  to: z.enum(['tenants', 'shared']),
  tenants: z.int(),
  everyOther: z.boolean(),
  names: z.array(z.string()),
  rights: z.array(z.enum(['list', 'read', 'write', 'replace', 'plant', 'exec'])),
});

/** The states of a finding, for filters. */
export const findingStateSchema = z.enum(findingStates);

export const findingRowSchema = z.object({
  number: z.int(),
  state: z.enum(findingStates),
  rule: z.enum(ruleIds),
  severity: z.enum(severities),
  path: z.string(),
  pathBytes: z.string(),
  type: z.string(),
  mode: z.string(),
  acl: z.boolean(),
  owner: z.string(),
  group: z.string(),
  tenant: z.string().nullable(),
  customer: z.string().nullable(),
  detail: toldSchema,
  grants: z.array(grantSchema),
  proof: z.enum(['proved', 'derived']),
  proofReason: toldSchema,
  firstRun: z.string(),
  lastSeenRun: z.string(),
  settledRun: z.string(),
  waiver: z.object({ until: z.string(), by: z.string(), reason: z.string() }).nullable(),
});
export type FindingRow = z.infer<typeof findingRowSchema>;

/** `total`: how many pass the filter, on this page or not. */
export const findingPageSchema = z.object({ items: z.array(findingRowSchema), next: z.int().nullable(), total: z.int() });

export const stateCountsSchema = z.object({ new: z.int(), open: z.int(), fixed: z.int(), regressed: z.int(), waived: z.int() });
export const tenantRowSchema = z.object({
  tenant: z.string(),
  customerId: z.string(),
  customer: z.string(),
  /** The first place at which the customer is reached; '' where none is known. */
  contact: z.string(),
  state: z.enum(['affected', 'waived', 'clean', 'never-affected']),
  states: stateCountsSchema,
});
export type TenantRow = z.infer<typeof tenantRowSchema>;

const bilingual = z.object({ ja: z.string(), en: z.string() });
export const ruleRowSchema = z.object({
  rule: z.enum(ruleIds),
  severity: z.enum(severities),
  short: bilingual,
  title: bilingual,
  gain: bilingual,
  remedy: bilingual,
});
export type ExposureRule = z.infer<typeof ruleRowSchema>;

export const runRowSchema = z.object({
  runId: z.string(),
  at: z.string(),
  root: z.string(),
  only: z.string().nullable(),
  status: z.enum(['complete', 'incomplete']),
  findings: z.int(),
  digest: z.string(),
  raw: z.string().nullable(),
  reasons: z.array(toldSchema),
});
export type RunRow = z.infer<typeof runRowSchema>;

/** `raw`: the file as it came, under its SHA-256. */
export const runAddedSchema = z.object({
  runId: z.string(),
  status: z.enum(['complete', 'incomplete']),
  findings: z.int(),
  raw: z.string(),
  states: stateCountsSchema,
});
export const MOST_RUN_BYTES = 100_000_000;

export const exposureSummarySchema = z.object({
  runs: z.int(),
  newest: runRowSchema.nullable(),
  /** The completeness header and totals of the newest run, as `exposure scan` prints them. */
  header: z.unknown(),
  states: stateCountsSchema,
  customers: z.object({ affected: z.int(), waived: z.int(), clean: z.int() }),
  rules: z.array(ruleRowSchema),
});

export const changeRowSchema = z.object({
  rule: z.string(),
  path: z.string(),
  pathBytes: z.string(),
  tenant: z.string().nullable(),
  before: z.enum(findingStates).nullable(),
  after: z.enum(findingStates),
});

/** Cells of the matrix: `from` may do `rights` to `count` objects of `to`. `*` stands for every other tenant. */
export const matrixSchema = z.object({
  cells: z.array(z.object({ from: z.string(), to: z.string(), count: z.int(), rights: z.array(z.string()) })),
  text: bilingual,
  /** Tenants of the list that the picture lacks, and why: nothing of theirs stands, or nothing says who can reach it. */
  absent: z.object({ settled: z.int(), unknown: z.int() }),
  truncated: z.boolean(),
});

export const waiverSchema = z.object({
  rule: z.enum(ruleIds),
  pathBytes: z.string().min(1).max(40_000),
  until: z.string(),
  reason: z.string().trim().min(1).max(2000),
});

export const customerRowsSchema = z.object({
  rows: z
    .array(z.object({ tenant: z.string().min(1).max(500), customerId: z.string().min(1).max(200), customer: z.string().min(1).max(500) }))
    .min(1)
    .max(50_000),
});

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  summary: get('/api/v1/cases/:caseId/exposure', exposureSummarySchema),
  // ?rule=&tenant=&state=&search=&after=&limit=
  findings: get('/api/v1/cases/:caseId/exposure/findings', findingPageSchema),
  // Every tenant with something on record, with its customer and counts. `looked`: tenants in the last audit of the whole host;
  // `nothingFound`: those of them without anything on record whose homes were there, by name.
  tenants: get(
    '/api/v1/cases/:caseId/exposure/tenants',
    z.object({ items: z.array(tenantRowSchema), looked: z.int().nullable(), nothingFound: z.array(z.string()) }),
  ),
  // One tenant's findings with remedies.
  tenant: get(
    '/api/v1/cases/:caseId/exposure/tenants/:tenant',
    z.object({
      tenant: tenantRowSchema.nullable(),
      findings: z.array(findingRowSchema),
      rules: z.array(ruleRowSchema),
    }),
  ),
  // Who can reach whom.
  matrix: get('/api/v1/cases/:caseId/exposure/matrix', matrixSchema),
  // Runs, newest first.
  runs: get('/api/v1/cases/:caseId/exposure/runs', z.object({ items: z.array(runRowSchema) })),
  // Every finding.
  exportCsv: get('/api/v1/cases/:caseId/exposure/export.csv', 'raw'),
  exportJson: get('/api/v1/cases/:caseId/exposure/export.json', 'raw'),
  // Multipart, one file: what `exposure scan --json` wrote on the host, checked and settled against earlier runs.
  addRun: post('/api/v1/cases/:caseId/exposure/runs', runAddedSchema),
  // What changed in that run.
  run: get('/api/v1/cases/:caseId/exposure/runs/:runId', z.object({ changes: z.array(changeRowSchema) })),
  waive: post('/api/v1/cases/:caseId/exposure/waivers', findingRowSchema, waiverSchema),
  mapCustomers: post('/api/v1/cases/:caseId/exposure/customers', z.object({ rows: z.int() }), customerRowsSchema),
} as const;
