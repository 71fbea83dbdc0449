// SPDX-License-Identifier: Apache-2.0
import type { Table } from '../../engine/schema.ts';

/**
 * How a file's lines are read, as SQL over `l` (the line, layers and wrapping removed), `around_time` (the time that stood
 * around it, '' when nothing did) and `n` (its number).
 */
export type Plan = {
  readonly table: Table;
  /** What `event.dataset` says: `apache.access`, `zeek.conn`. */
  readonly dataset: string;
  /** Expression (RE2) of what each line holds once: where it stands twice, a torn line runs into a whole one. */
  readonly once?: string;
  /** Named steps, each may use those before it: [name, expression]. */
  readonly steps: readonly (readonly [name: string, sql: string])[];
  /** Expression: '' when the line was read, else the reason. `header` and `blank` are lines that hold no event. */
  readonly reject: string;
  /** ECS column -> expression of the column's own type, judged by the format. Columns left out stay empty. `extra` is a Map. */
  readonly columns: Readonly<Record<string, string>>;
  /** ECS column -> expression of the text that the log holds: it is judged and typed at the door (door.ts). */
  readonly texts?: Readonly<Record<string, string>>;
  /** Columns of `texts` without which a line is no event. */
  readonly needs?: readonly string[];
  /**
   * How a line is read that the steps above are too quick for: they give such a line the reject `deferred` (and no
   * other but `blank`), and these, exact and slow, read it again from the row's `raw`. Absent: the steps are exact.
   */
  readonly exact?: Pick<Plan, 'steps' | 'reject' | 'columns' | 'texts' | 'needs'>;
  /** Which lines this plan answers for; the plans of one file share its lines among them without overlap. Absent: all. */
  readonly when?: string;
};

export type TimeZoneChoice = {
  /** `+09:00`, `UTC` or an IANA name: what a person declared for a source whose lines carry no zone. */
  readonly declared: string | null;
  /** When the file was last written (ISO 8601): lines that carry no year are not after it. */
  readonly written: string;
  /** Which of `03/04/2026` is the month, for the whole file; null: such dates are not read. */
  readonly order: 'dmy' | 'mdy' | null;
  /** What the rows say of it where the lines do not show it: a person said it (`dmy`, `mdy`), or the lines contradict it (`either`). */
  readonly orderOrigin?: 'dmy' | 'mdy' | 'either';
};

export type Sample = {
  /** Bytes as Latin-1, so that every byte stays itself; at most 200 lines, without line ends. */
  readonly lines: readonly string[];
  readonly fileName: string;
  /** Lines of the whole file that name its columns or its day. */
  readonly directives?: readonly { readonly line: number; readonly text: string }[];
};

export type Format = {
  readonly id: string;
  /** Its own lines may begin and end with a quote. */
  readonly quotes?: true;
  /** Whether one line of the sample is of this format; headers and blanks are asked apart. */
  readonly test: (line: string) => boolean;
  /** The same, of a format whose files say their own columns; null: this sample says none. */
  readonly testIn?: (sample: Sample) => ((line: string) => boolean) | null;
  /** Lines that belong to the format and hold no event. */
  readonly header?: (line: string) => boolean;
  /** The texts of the sample's times, of a format whose dates may be written with the day or the month first. */
  readonly stamps?: (sample: Sample) => readonly string[];
  /** Why a file cannot be read so, whatever its lines are (a heading that was named and is not there); null when it can. */
  readonly misfit?: (sample: Sample) => string | null;
  readonly plans: (sample: Sample, zone: TimeZoneChoice) => readonly Plan[];
};
