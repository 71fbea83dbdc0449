// SPDX-License-Identifier: Apache-2.0
import { isWithin, pathOfBase64, shown } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Covered, FindingKey } from './compare.ts';
import { findingsOf } from '../report/finding.ts';
import type { Finding } from '../report/finding.ts';
import type { Header } from '../report/report.ts';
import type { Scan } from '../audit/scan.ts';
import { pathOfRow } from '../tree/tree.ts';

/** One audit as it is recorded. `root` is what it covered: the whole hosting root, or one tenant's home. */
export type Run = {
  readonly root: BytePath;
  readonly only: string | null;
  readonly header: Header;
  readonly findings: readonly Finding[];
  /** Files below the root with further names somewhere unseen: nothing can be said about who shares them. */
  readonly unsettled: ReadonlySet<string>;
};

/** A scan as it is recorded; `unsettled` holds paths of which a partial run (`only`) can say nothing. */
export function runOf(scan: Scan, header: Header, only: string | null): Run {
  return { root: scan.root, only, header, findings: [...findingsOf(scan)], unsettled: unsettledIn(scan, only) };
}

/** Of which paths a scan over one home cannot say who shares them; none of a scan over the whole root. */
export function unsettledIn({ gathered }: Scan, only: string | null): ReadonlySet<BytePath> {
  return new Set(only === null ? [] : gathered.tree.shared.rows.map((row) => pathOfRow(gathered.tree, row)));
}

/** A run speaks about what lies below its root; a run over one home cannot say that a shared file is no longer shared. */
export function coverageOf(run: Pick<Run, 'root' | 'header' | 'unsettled'>): Covered {
  return {
    complete: run.header.completeness.status === 'complete',
    covers({ rule, pathBytes }: FindingKey) {
      const path = pathOfBase64(pathBytes);
      if (path === null || !isWithin(path, run.root)) return false;
      return rule !== 'hard-link-across' || !run.unsettled.has(path);
    },
  };
}

/** Where the run began, inert. */
export const rootShown = (run: Pick<Run, 'root'>): string => shown(run.root);
