// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../schema.ts';

/** How a file's lines are read, as SQL over `l` (the line, wrapping removed) and `n` (its number). */
export type Plan = {
  readonly table: Table;
  /** What `event.dataset` says: `apache.access`, `zeek.conn`. */
  readonly dataset: string;
  /** Named steps, each may use those before it: [name, expression]. */
  readonly steps: readonly (readonly [name: string, sql: string])[];
  /** Expression: '' when the line was read, else the reason. `header` and `blank` are lines that hold no event. */
  readonly reject: string;
  /** ECS column -> expression. Columns left out stay empty. `extra` is a Map. */
  readonly columns: Readonly<Record<string, string>>;
  /**
   * How a line is read that the steps above are too quick for: they give such a line the reject `deferred` (and no
   * other but `blank`), and these, exact and slow, read it again from the row's `raw`. Absent: the steps are exact.
   */
  readonly exact?: Pick<Plan, 'steps' | 'reject' | 'columns'>;
  /** Which lines this plan answers for; the plans of one file share its lines among them without overlap. Absent: all. */
  readonly when?: string;
};

export type TimeZoneChoice = {
  /** `+09:00`, `UTC` or an IANA name: what a person declared for a source whose lines carry no zone. */
  readonly declared: string | null;
  /** Year for lines without one (syslog). */
  readonly year: number;
};

export type Sample = {
  /** Bytes as Latin-1, so that every byte stays itself; at most 200 lines, without line ends. */
  readonly lines: readonly string[];
  readonly fileName: string;
  /** Lines of the whole file that name its columns. */
  readonly directives?: readonly { readonly line: number; readonly text: string }[];
};

export type Format = {
  readonly id: string;
  /** Its own lines may begin and end with a quote. */
  readonly quotes?: true;
  /** Whether one line of the sample is of this format; headers and blanks are asked apart. */
  readonly test: (line: string) => boolean;
  /** Lines that belong to the format and hold no event. */
  readonly header?: (line: string) => boolean;
  readonly plans: (sample: Sample, zone: TimeZoneChoice) => readonly Plan[];
};
