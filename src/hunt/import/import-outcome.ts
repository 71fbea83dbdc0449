// SPDX-License-Identifier: Apache-2.0
// What an import says of one file: read, known already, refused, or a question to a person.
import type { Clock } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { AskReason, Guess } from './ask-reason.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import type { DateOrder } from '../formats/date-order.ts';
import type { Detected } from './detect-format.ts';
import type { Format } from '../formats/read/format.ts';
import type { Ready, Sums } from './import-load.ts';
import type { LogFile } from '../engine/store.ts';
import type { VaultFault, VaultFile } from './vault.port.ts';

export type ImportChoice = {
  readonly who: string;
  /** Zone of lines that carry none. */
  readonly zone: string | null;
  /** Which of `03/04/2026` is the month, where a person said so. */
  readonly order?: 'dmy' | 'mdy';
  /** A format named by a person; absent: the content decides. */
  readonly format: Format | null;
  /** Nothing is made searchable while a person should be asked: the outcome is `ask`, and the file waits in the vault. */
  readonly hold?: boolean;
  /** What the file is called, where its path is not its name. */
  readonly name?: string;
  readonly noLinks?: boolean;
};

/** One item of `matoi logs import --json`. `share` below 0.95 wants a person's eye: `candidates` says what else it could be. */
export type Imported = {
  readonly file: string;
  readonly sha256: string;
  readonly format: string;
  readonly share: number;
  readonly lines: number;
  readonly parsed: number;
  readonly rejected: number;
  /** How many of the rejected only describe the file (column names, blank lines). */
  readonly headers: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly zone: string;
  readonly zoneOrigin: string;
  readonly bytes: number;
  readonly truncated: boolean;
  /** Lines that an earlier import of the same, shorter file had brought. */
  readonly known: number;
  readonly state: 'imported' | 'known-already' | 'ask';
  /** What stood around the lines and was taken off, from the outside in (`syslog`, `cri`, `json:log`). */
  readonly layers?: readonly string[];
  /** What no line says and was assumed: see `guesses` in ask.ts. */
  readonly guessed?: readonly Guess[];
  readonly candidates: readonly { readonly id: string; readonly share: number }[];
  readonly fileId: number;
  /** With `hold`: why a person is asked, and the first lines as they are (each byte one Latin-1 character). */
  readonly asks?: { readonly why: readonly AskReason[]; readonly sample: readonly string[] };
};

export type ImportFault = {
  readonly code: EngineFault['code'] | VaultFault['code'] | 'count-differs' | 'mapping-misfit';
  readonly file: string;
  readonly detail: string;
};

/** A share of read lines below this wants a person's eye. */
export const ASK_BELOW = 0.95;

export type Outcome = { readonly row: LogFile | null; readonly sums: Sums; readonly result: Result<Imported, ImportFault> };

/**
 * What became of a file: rows counted against lines, and what a person must decide before it can be searched.
 * `count-differs` where parsed and rejected rows are not all lines.
 */
export function outcomeOf(clock: Clock, ready: Ready, sums: Sums, choice: ImportChoice): Outcome {
  const { file, detected, plans, shape } = ready;
  const lines = file.lines - shape.known;
  if (sums.parsed + sums.rejected !== lines) {
    const detail = `${sums.parsed} + ${sums.rejected} rows for ${lines} lines`;
    return { row: null, sums, result: err({ code: 'count-differs', file: file.name, detail }) };
  }
  const events = sums.parsed + sums.rejected - sums.headers;
  const guessed = guessesOf(sums, choice.order === undefined && sums.otherOrder > 0 ? 'both' : ready.order);
  // Rows whose days and months may be exchanged are made searchable by nobody's guess, whether or not a person looks on.
  const why = choice.hold === true ? whyAsk(sums, events, choice, guessed) : guessed.includes('order') ? (['order'] as const) : [];
  if (why.length > 0) return { row: null, sums, result: ok({ ...held(file, detected, why, { ...sums, events }), guessed }) };
  const row: LogFile = {
    file: ready.id,
    sha256: file.sha256,
    content: file.content,
    head: file.head,
    bytes: file.contentBytes,
    name: file.name,
    format: detected.format?.id ?? 'unknown',
    tables: [...new Set(plans.map((plan) => plan.table))].join(' '),
    lines,
    ...sums,
    share: events === 0 ? 1 : sums.parsed / events,
    zoneOrigin: sums.origins === '' ? 'none' : sums.origins,
    zone: sums.zones === '' ? (choice.zone ?? '') : sums.zones,
    truncated: file.truncated,
    compression: file.compression,
    stored: file.stored,
    endsWithNewline: file.endsWithNewline,
    known: shape.known,
    imported: clock.now(),
  };
  const state = detected.share < ASK_BELOW || row.share < ASK_BELOW ? 'ask' : 'imported';
  const layers = detected.layers.map((layer) => layer.id);
  return { row, sums, result: ok({ ...line(row, file.name), state, layers, guessed, candidates: detected.candidates }) };
}

/** What a person must settle before these rows count. A format that a person named is not asked again. */
function whyAsk(sums: Sums, events: number, choice: ImportChoice, guessed: readonly Guess[]): readonly AskReason[] {
  const why: AskReason[] = [];
  if (choice.format === null && events > 0 && sums.parsed / events < ASK_BELOW) why.push('lines');
  if (choice.zone === null && guessed.includes('zone')) why.push('zone');
  if (guessed.includes('order')) why.push('order');
  return why;
}

function guessesOf(sums: Sums, order: DateOrder['how']): readonly Guess[] {
  const origins = sums.origins.split(' ');
  const all: [Guess, boolean][] = [
    ['zone', origins.includes('guessed')],
    ['year', origins.includes('year')],
    ['hour', origins.includes('ambiguous')],
    ['order', order === 'guessed' || order === 'both'],
  ];
  return all.flatMap(([guess, is]) => (is ? [guess] : []));
}

/** The outcome of a file that waits for a person's answer. */
export function held(
  file: VaultFile,
  detected: Detected,
  why: readonly AskReason[],
  sums: (Sums & { readonly events: number }) | null,
): Imported {
  return {
    file: file.name,
    sha256: file.sha256,
    format: detected.format?.id ?? 'unknown',
    share: sums === null || sums.events === 0 ? detected.share : sums.parsed / sums.events,
    lines: file.lines,
    parsed: sums?.parsed ?? 0,
    rejected: sums?.rejected ?? 0,
    headers: sums?.headers ?? 0,
    from: sums?.from ?? null,
    to: sums?.to ?? null,
    zone: '',
    zoneOrigin: 'none',
    bytes: file.contentBytes,
    truncated: file.truncated,
    known: 0,
    state: 'ask',
    candidates: detected.candidates,
    fileId: 0,
    asks: { why, sample: file.sample.slice(0, 20) },
  };
}

/** An imported file for the list, under the name by which it came this time. */
export function line(row: LogFile, name: string): Omit<Imported, 'state' | 'candidates'> {
  return {
    file: name,
    sha256: row.sha256,
    format: row.format,
    share: row.share,
    lines: row.lines,
    parsed: row.parsed,
    rejected: row.rejected,
    headers: row.headers,
    from: row.from,
    to: row.to,
    zone: row.zone,
    zoneOrigin: row.zoneOrigin,
    bytes: row.bytes,
    truncated: row.truncated,
    known: row.known,
    fileId: row.file,
  };
}
