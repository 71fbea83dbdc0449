// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { AudienceSheet } from '../contract.ts';
import type { Gathered } from './gather.ts';

/** Rows that one answer shows whole; the command shows all. */
const MOST_ROWS = 2000;

/** The audience as a screen or a command shows it, with what was approved and whether that holds. */
export function audienceSheet(gathered: Gathered, view: CaseView, most = MOST_ROWS): AudienceSheet {
  const { rows, notTold, counts, digest, since } = gathered;
  const { approved } = view.parts.notification;
  return {
    digest,
    counts,
    rows: rows.slice(0, most).map((row) => ({
      ...row,
      contracts: [...row.contracts],
      passed: [...row.passed],
      concerns: row.concerns.map((one) => ({ ...one })),
    })),
    notTold: notTold.slice(0, most).map((one) => ({ ...one })),
    notTolds: notTold.length,
    approved: approved === null ? null : { by: approved.by, at: approved.at, seq: approved.seq, holds: since === null },
    since:
      since === null
        ? null
        : { added: since.added.slice(0, most), removed: since.removed.slice(0, most), changed: since.changed.slice(0, most) },
  };
}
