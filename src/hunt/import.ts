// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/instant.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { detect, formats, innerSample } from './formats/detect.ts';
import type { Detected } from './formats/detect.ts';
import type { Format, Plan } from './formats/format.ts';
import type { AskReason } from './ask.ts';
import { commit, count, isFull, kindOf, load, NONE } from './import-load.ts';
import type { Ready, Sums } from './import-load.ts';
import { keepWatch } from './import-watch.ts';
import type { ImportWatch } from './import-watch.ts';
import { unknownPlan } from './load.ts';
import { dropRows, listFiles, openStore, sweep } from './store.ts';
import type { LogFile } from './store.ts';
import type { LogVault, VaultFault, VaultFile } from './vault.port.ts';

export type ImportDeps = {
  readonly engine: LogEngine;
  readonly vault: LogVault;
  readonly clock: Clock;
  readonly small: boolean;
  /** Absent: nobody looks on, and nothing is asked of the engine for its sake. */
  readonly watch?: ImportWatch;
};

export type ImportChoice = {
  readonly who: string;
  /** Zone of lines that carry none. */
  readonly zone: string | null;
  /** A format named by a person; absent: the content decides. */
  readonly format: Format | null;
  /** Nothing is made searchable while a person should be asked: the outcome is `ask`, and the file waits in the vault. */
  readonly hold?: boolean;
  /** What the file is called, where its path is not its name. */
  readonly name?: string;
  readonly noLinks?: boolean;
};

/** One line of `matoi logs import --json`. `share` below 0.95 wants a person's eye: `candidates` says what else it could be. */
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
  readonly candidates: readonly { readonly id: string; readonly share: number }[];
  readonly fileId: number;
  /** With `hold`: why a person is asked, and the first lines as they are (each byte one Latin-1 character). */
  readonly asks?: { readonly why: readonly AskReason[]; readonly sample: readonly string[] };
};

export type ImportFault = {
  readonly code: EngineFault['code'] | VaultFault['code'] | 'count-differs';
  readonly file: string;
  readonly detail: string;
};

const ASK_BELOW = 0.95;

/** Keeps, recognises and loads each file. A file is visible whole or not at all; a file known already is not loaded twice. */
export async function* importLogs(
  deps: ImportDeps,
  paths: readonly string[],
  choice: ImportChoice,
): AsyncIterable<Result<Imported, ImportFault>> {
  const opened = await prepare(deps);
  if (!opened.ok) {
    yield err({ ...opened.error, file: paths[0] ?? '' });
    return;
  }
  const files = [...opened.value];
  const group: Ready[] = [];
  let kindAtHand: string | null = null;
  for (const path of paths) {
    const note = {
      who: choice.who,
      zone: choice.zone,
      at: deps.clock.now(),
      ...(choice.name === undefined ? {} : { name: choice.name }),
      ...(choice.noLinks === undefined ? {} : { noLinks: choice.noLinks }),
      ...(deps.watch === undefined ? {} : { watch: keepWatch(deps.watch, choice.name ?? path) }),
    };
    const known = files.map((file) => ({
      content: file.content,
      bytes: file.bytes,
      head: file.head,
      lines: file.lines + file.known,
      endsWithNewline: file.endsWithNewline,
    }));
    for await (const kept of deps.vault.keep(path, note, known)) {
      const ready = kept.ok ? settle(deps, kept.value, choice, files) : kept;
      // Outcomes come in the order of the files, so whatever is not of the group's kind ends the group first.
      const kind = ready.ok && 'plans' in ready.value && deps.watch === undefined ? kindOf(ready.value) : null;
      if (kind === null || kind !== kindAtHand || isFull(group)) yield* importGroup(deps, group.splice(0), choice, files);
      kindAtHand = kind;
      if (!ready.ok) yield ready;
      else if (!('plans' in ready.value)) yield ok(ready.value);
      else if (kind === null) yield* importGroup(deps, [{ ...ready.value, id: nextId(files) }], choice, files);
      else
        group.push({
          ...ready.value,
          file: choice.hold === true ? ready.value.file : { ...ready.value.file, sample: [] },
          id: nextId(files) + group.length,
        });
    }
  }
  yield* importGroup(deps, group, choice, files);
}

function nextId(files: readonly LogFile[]): number {
  return (files.at(-1)?.file ?? 0) + 1;
}

async function prepare(deps: ImportDeps): Promise<Result<readonly LogFile[], EngineFault>> {
  const opened = await openStore(deps.engine);
  if (!opened.ok) return opened;
  const swept = await sweep(deps.engine);
  return swept.ok ? listFiles(deps.engine) : swept;
}

/** What is known of a kept file before its rows are read: that it is here already, that a person is asked, or how it is read. */
function settle(deps: ImportDeps, file: VaultFile, choice: ImportChoice, files: readonly LogFile[]): Result<Imported | Ready, ImportFault> {
  const before = files.find((one) => one.content === file.content);
  if (before !== undefined) return ok({ ...line(before, file.name), state: 'known-already', candidates: [] });
  const given = { lines: file.sample, fileName: file.name, directives: file.directives };
  const detected = detect(given, choice.format === null ? formats : [choice.format]);
  const unsure = choice.hold === true && choice.format === null && detected.share < ASK_BELOW && file.lines > 0;
  if (unsure) return ok(held(file, detected, ['format'], null));
  const { wrapped, carriageReturns, byteOrderMark } = detected;
  const shape = { wrapped, carriageReturns, byteOrderMark, known: file.continues?.lines ?? 0, small: deps.small };
  return ok({ file, id: 0, detected, plans: plansOf(file, detected, choice), shape });
}

/** Files of one kind: each is committed, held or refused by itself. */
async function* importGroup(
  deps: ImportDeps,
  given: readonly Ready[],
  choice: ImportChoice,
  files: LogFile[],
): AsyncIterable<Result<Imported, ImportFault>> {
  // The same content twice in one group: the first brings the rows.
  const group = given.filter((one, at) => given.findIndex((other) => other.file.content === one.file.content) === at);
  if (group.length === 0) return;
  const loaded = await load(deps, group);
  const counted = loaded.ok ? await count(deps.engine, group) : loaded;
  if (!counted.ok) {
    if (group.length === 1) yield err({ ...counted.error, file: group[0]?.file.name ?? '' });
    else {
      // One of them spoils it: what came of them is taken back, and each is read alone.
      await takeBack(deps.engine, group);
      for (const one of given) yield* importGroup(deps, [{ ...one, id: nextId(files) }], choice, files);
    }
    return;
  }
  const outcomes = group.map((one, at) => outcomeOf(deps, one, counted.value[at] ?? NONE, choice));
  const refused = group.filter((_, at) => outcomes[at]?.row === null);
  if (refused.length > 0) await takeBack(deps.engine, refused);
  const rows = outcomes.flatMap(({ row, sums }) => (row === null ? [] : [[row, sums] as const]));
  const committed = await commit(deps.engine, rows);
  if (committed.ok) files.push(...rows.map(([row]) => row));
  for (const one of given) {
    const outcome = outcomes[group.indexOf(one)];
    const first = files.find((file) => file.content === one.file.content);
    if (outcome === undefined && first !== undefined)
      yield ok({ ...line(first, one.file.name), state: 'known-already' as const, candidates: [] });
    else if (outcome === undefined) yield* importGroup(deps, [{ ...one, id: nextId(files) }], choice, files);
    else yield outcome.row !== null && !committed.ok ? err({ ...committed.error, file: one.file.name }) : outcome.result;
  }
}

async function takeBack(engine: LogEngine, group: readonly Ready[]): Promise<void> {
  const ids = group.map((one) => one.id);
  for (const table of new Set(group.flatMap((one) => one.plans.map((plan) => plan.table)))) await dropRows(engine, table, ids);
}

type Outcome = { readonly row: LogFile | null; readonly sums: Sums; readonly result: Result<Imported, ImportFault> };

function outcomeOf(deps: ImportDeps, ready: Ready, sums: Sums, choice: ImportChoice): Outcome {
  const { file, detected, plans, shape } = ready;
  const lines = file.lines - shape.known;
  if (sums.parsed + sums.rejected !== lines) {
    const detail = `${sums.parsed} + ${sums.rejected} rows for ${lines} lines`;
    return { row: null, sums, result: err({ code: 'count-differs', file: file.name, detail }) };
  }
  const events = sums.parsed + sums.rejected - sums.headers;
  const why = choice.hold === true ? whyAsk(sums, events, choice) : [];
  if (why.length > 0) return { row: null, sums, result: ok(held(file, detected, why, { ...sums, events })) };
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
    imported: deps.clock.now(),
  };
  const state = detected.share < ASK_BELOW || row.share < ASK_BELOW ? 'ask' : 'imported';
  return { row, sums, result: ok({ ...line(row, file.name), state, candidates: detected.candidates }) };
}

/** What a person must settle before these rows count. A format that a person named is not asked again. */
function whyAsk(sums: Sums, events: number, choice: ImportChoice): readonly AskReason[] {
  const why: AskReason[] = [];
  if (choice.format === null && events > 0 && sums.parsed / events < ASK_BELOW) why.push('lines');
  if (choice.zone === null && sums.origins.split(' ').includes('guessed')) why.push('zone');
  return why;
}

function held(file: VaultFile, detected: Detected, why: readonly AskReason[], sums: (Sums & { readonly events: number }) | null): Imported {
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

function plansOf(file: VaultFile, detected: Detected, choice: ImportChoice): readonly Plan[] {
  if (detected.format === null) return [unknownPlan];
  const sample = innerSample({ lines: file.sample, fileName: file.name, directives: file.directives }, detected);
  return detected.format.plans(sample, { declared: choice.zone, year: Number(file.modified.slice(0, 4)) });
}

function line(row: LogFile, name: string): Omit<Imported, 'state' | 'candidates'> {
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
