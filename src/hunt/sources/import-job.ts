// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { AskReason } from '../import/ask-reason.ts';
import type { Imported } from '../import/import-outcome.ts';
import type { Table } from '../engine/schema.ts';

/**
 * One bringing-in of logs, from the first byte of an upload (or the look at a folder) to the entry in the journal.
 * receiving: bytes are still coming · waiting: its turn comes · asks: a person must say what a file is · cancelled: by a person.
 */
export const importStates = ['receiving', 'waiting', 'running', 'asks', 'done', 'failed', 'cancelled'] as const;
export type ImportState = (typeof importStates)[number];

/** How a person says a file is to be read. `table` with `csv` and with a line that is taught, `columns` only with `csv`; `order` where dates need it. */
export type FormatChoice = {
  readonly id: string;
  readonly table: Table | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly order?: 'dmy' | 'mdy' | null;
};

export type ImportItem = {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  readonly format: FormatChoice | null;
  readonly zone: string | null;
  readonly state: 'waiting' | 'done' | 'failed';
  readonly fault: { readonly code: string; readonly detail: string } | null;
};

export type ImportAsk = {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly why: readonly AskReason[];
  readonly format: string;
  readonly share: number;
  readonly lines: number;
  readonly candidates: Imported['candidates'];
  readonly sample: readonly string[];
  /** A format that a person had named before this was asked. */
  readonly chosen: FormatChoice | null;
  readonly answer: { readonly is: 'import' | 'leave'; readonly by: string; readonly at: Instant } | null;
};

export type ImportJob = {
  readonly importId: string;
  readonly number: number;
  readonly state: ImportState;
  readonly origin: { readonly is: 'upload' } | { readonly is: 'folder'; readonly folderId: string };
  readonly name: string;
  readonly caseId: CaseId | null;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly madeAt: Instant;
  readonly endedAt: Instant | null;
  /** Of an upload: what was announced, and what has come. */
  readonly bytes: number;
  readonly received: number;
  readonly items: readonly ImportItem[];
  readonly asks: readonly ImportAsk[];
  readonly results: readonly Imported[];
  /** How many of the results stand in the journal. */
  readonly entered: number;
};

export type ImportSums = {
  readonly files: number;
  readonly known: number;
  readonly lines: number;
  readonly parsed: number;
  readonly rejected: number;
  readonly from: string | null;
  readonly to: string | null;
};

/** Lines of files that were known already were counted when they came first. Column names and blank lines are no rejects. */
export function sumsOf(results: readonly Imported[]): ImportSums {
  const fresh = results.filter((one) => one.state !== 'known-already');
  const sum = (pick: (file: Imported) => number) => fresh.reduce((total, file) => total + pick(file), 0);
  const times = fresh.flatMap((one) => [one.from, one.to]).flatMap((time) => (time === null ? [] : [time]));
  return {
    files: fresh.length,
    known: results.length - fresh.length,
    lines: sum((file) => file.lines),
    parsed: sum((file) => file.parsed),
    rejected: sum((file) => file.rejected - file.headers),
    from: times.toSorted()[0] ?? null,
    to: times.toSorted().at(-1) ?? null,
  };
}

/** Where a job stands once nothing of it is left to be read. */
export function restState(job: ImportJob): ImportState {
  if (job.items.some((item) => item.state === 'waiting')) return 'waiting';
  if (job.asks.some((ask) => ask.answer === null)) return 'asks';
  return job.items.some((item) => item.state === 'failed') && job.results.length === 0 ? 'failed' : 'done';
}

/** Whether nothing more will happen to an import. */
export function isOver(state: ImportState): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
