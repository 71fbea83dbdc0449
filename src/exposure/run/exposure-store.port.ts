// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { FindingKey, FindingState, KnownFinding, SettledFinding } from './compare.ts';
import type { Finding } from '../report/finding.ts';
import type { Header } from '../report/report.ts';

export type { Tx } from '../../journal/store.port.ts';
export type { CaseId } from '../../journal/stream.ts';
export type { Instant } from '../../kernel/instant.ts';
export type { FindingKey, FindingState, KnownFinding, SettledFinding } from './compare.ts';
export type { Finding } from '../report/finding.ts';
export type { Header } from '../report/report.ts';

export type RunRecord = {
  readonly runId: string;
  readonly at: string;
  readonly root: string;
  readonly only: string | null;
  readonly status: 'complete' | 'incomplete';
  readonly header: Header;
  readonly findings: number;
  readonly digest: string;
  readonly raw: string | null;
};

export type FindingRecord = {
  /** Where it stands in the list, to go on from: the most severe first, then in the order of the audit. */
  readonly place: number;
  readonly number: number;
  readonly state: FindingState;
  readonly finding: Finding;
  readonly customer: string | null;
  readonly firstRun: string;
  readonly lastSeenRun: string;
  readonly settledRun: string;
  readonly waiver: { readonly until: string; readonly by: string; readonly reason: string } | null;
};

export type FindingFilter = {
  readonly rule?: string;
  readonly tenant?: string;
  readonly state?: FindingState;
  readonly search?: string;
  /** `place` of the last finding of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
};

export type TenantLine = {
  readonly tenant: string;
  readonly customerId: string;
  readonly customer: string;
  readonly states: Readonly<Record<FindingState, number>>;
};
export type Change = {
  readonly rule: string;
  readonly path: string;
  readonly pathBytes: string;
  readonly tenant: string | null;
  readonly before: FindingState | null;
  readonly after: FindingState;
};

/** What the runs of a case left behind. */
export type ExposureReads = {
  readonly runs: (caseId: CaseId) => Promise<readonly RunRecord[]>;
  readonly findings: (caseId: CaseId, filter: FindingFilter) => Promise<readonly FindingRecord[]>;
  /** How many there are, page or not. */
  readonly count: (caseId: CaseId, filter: Omit<FindingFilter, 'after' | 'limit'>) => Promise<number>;
  /** Every tenant that ever had a finding in this case, with how many stand in which state. */
  readonly tenants: (caseId: CaseId) => Promise<readonly TenantLine[]>;
};

/** The register behind the runs of a case. Writes take the transaction of the entry that anchors them. */
export type ExposureStore = ExposureReads & {
  readonly known: (tx: Tx, caseId: CaseId) => Promise<readonly KnownFinding[]>;
  readonly saveRun: (
    tx: Tx,
    caseId: CaseId,
    run: RunRecord,
    settled: readonly SettledFinding[],
    findings: ReadonlyMap<string, Finding>,
  ) => Promise<void>;
  readonly waive: (
    tx: Tx,
    caseId: CaseId,
    key: FindingKey,
    waiver: { until: Instant; by: string; reason: string },
  ) => Promise<FindingRecord | null>;
  /** As `tenants`, with what this transaction has written. */
  readonly tenantsIn: (tx: Tx, caseId: CaseId) => Promise<readonly TenantLine[]>;
  readonly mapCustomers: (tx: Tx, rows: readonly { tenant: string; customerId: string; customer: string }[]) => Promise<void>;
  /** Reads that belong together, of one moment: a run that ends meanwhile is in all of them or in none. */
  readonly atOneMoment: <T>(read: (reads: ExposureReads) => Promise<T>) => Promise<T>;
  readonly changes: (caseId: CaseId, runId: string) => Promise<readonly Change[]>;
};
