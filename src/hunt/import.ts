// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/instant.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { detect, formats, innerSample } from './formats/detect.ts';
import type { Detected } from './formats/detect.ts';
import type { Format, Plan } from './formats/format.ts';
import type { AskReason } from './ask.ts';
import { countWhileLoading, keepWatch } from './import-watch.ts';
import type { ImportWatch } from './import-watch.ts';
import { exactStatement, loadStatement, unknownPlan } from './load.ts';
import { DEFERRED, SCHEMA_VERSION, tables } from './schema.ts';
import { number, text } from './sql.ts';
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
      if (!kept.ok) yield kept;
      else yield await importOne(deps, kept.value, choice, files);
    }
  }
}

async function prepare(deps: ImportDeps): Promise<Result<readonly LogFile[], EngineFault>> {
  const opened = await openStore(deps.engine);
  if (!opened.ok) return opened;
  const swept = await sweep(deps.engine);
  return swept.ok ? listFiles(deps.engine) : swept;
}

async function importOne(
  deps: ImportDeps,
  file: VaultFile,
  choice: ImportChoice,
  files: LogFile[],
): Promise<Result<Imported, ImportFault>> {
  const before = files.find((one) => one.content === file.content);
  if (before !== undefined) return ok({ ...line(before, file.name), state: 'known-already', candidates: [] });
  const given = { lines: file.sample, fileName: file.name, directives: file.directives };
  const detected = detect(given, choice.format === null ? formats : [choice.format]);
  const unsure = choice.hold === true && choice.format === null && detected.share < ASK_BELOW && file.lines > 0;
  if (unsure) return ok(held(file, detected, ['format'], null));
  const plans = plansOf(file, detected, choice);
  const id = (files.at(-1)?.file ?? 0) + 1;
  const known = file.continues?.lines ?? 0;
  const loaded = await load(deps, file, plans, {
    file: id,
    wrapped: detected.wrapped,
    carriageReturns: detected.carriageReturns,
    byteOrderMark: detected.byteOrderMark,
    known,
    small: deps.small,
  });
  if (!loaded.ok) return err({ ...loaded.error, file: file.name });
  const counted = await count(deps.engine, id, plans);
  if (!counted.ok) return err({ ...counted.error, file: file.name });
  const sums = counted.value;
  if (sums.parsed + sums.rejected !== file.lines - known) {
    for (const table of new Set(plans.map((plan) => plan.table))) await dropRows(deps.engine, table, [id]);
    return err({
      code: 'count-differs',
      file: file.name,
      detail: `${sums.parsed} + ${sums.rejected} rows for ${file.lines - known} lines`,
    });
  }
  const events = sums.parsed + sums.rejected - sums.headers;
  const why = choice.hold === true ? whyAsk(sums, events, choice) : [];
  if (why.length > 0) {
    for (const table of new Set(plans.map((plan) => plan.table))) await dropRows(deps.engine, table, [id]);
    return ok(held(file, detected, why, { ...sums, events }));
  }
  const row: LogFile = {
    file: id,
    sha256: file.sha256,
    content: file.content,
    head: file.head,
    bytes: file.contentBytes,
    name: file.name,
    format: detected.format?.id ?? 'unknown',
    tables: [...new Set(plans.map((plan) => plan.table))].join(' '),
    lines: file.lines - known,
    ...sums,
    share: events === 0 ? 1 : sums.parsed / events,
    zoneOrigin: sums.origins === '' ? 'none' : sums.origins,
    zone: sums.zones === '' ? (choice.zone ?? '') : sums.zones,
    truncated: file.truncated,
    compression: file.compression,
    stored: file.stored,
    endsWithNewline: file.endsWithNewline,
    known,
    imported: deps.clock.now(),
  };
  const committed = await commit(deps.engine, row, sums);
  if (!committed.ok) return err({ ...committed.error, file: file.name });
  files.push(row);
  return ok({
    ...line(row, file.name),
    state: detected.share < ASK_BELOW || row.share < ASK_BELOW ? 'ask' : 'imported',
    candidates: detected.candidates,
  });
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

async function load(
  deps: ImportDeps,
  file: VaultFile,
  plans: readonly Plan[],
  shape: Parameters<typeof loadStatement>[1],
): Promise<Result<null, EngineFault>> {
  if (file.lines === 0) return ok(null);
  const counting = deps.watch === undefined ? null : countWhileLoading(deps.engine, deps.watch, file, shape.file, plans);
  try {
    for (const plan of plans) {
      const source = { path: file.path, compression: file.compression, maxBytes: file.contentBytes };
      const done = await deps.engine.load(loadStatement(plan, shape), source);
      if (!done.ok) return done;
      const again = exactStatement(plan, shape);
      const exact = again === null ? ok(null) : await deps.engine.write(again, { seconds: 86_400 });
      if (!exact.ok) return exact;
    }
    return ok(null);
  } finally {
    counting?.stop();
  }
}

type Sums = {
  readonly parsed: number;
  readonly rejected: number;
  readonly headers: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromMicros: string;
  readonly toMicros: string;
  readonly origins: string;
  readonly zones: string;
};

async function count(engine: LogEngine, id: number, plans: readonly Plan[]): Promise<Result<Sums, EngineFault>> {
  const zero = `toDateTime64(0, 6, 'UTC')`;
  const used = tables.filter((table) => plans.some((plan) => plan.table === table));
  const each = used.map(
    (table) =>
      `SELECT reject, \`@timestamp\` AS t, \`event.time_origin\` AS origin, \`event.timezone\` AS zone FROM matoi.${table}_rows WHERE file = ${number(id)} AND reject != ${text(DEFERRED)}`,
  );
  const rows = await engine.read<Sums>(
    `SELECT countIf(reject = '') AS parsed, countIf(reject != '') AS rejected, countIf(reject IN ('header', 'blank')) AS headers,
       minIf(t, reject = '' AND t != ${zero}) AS a, maxIf(t, reject = '' AND t != ${zero}) AS b,
       if(a = ${zero}, NULL, concat(formatDateTime(a, '%FT%T', 'UTC'), 'Z')) AS "from", if(b = ${zero}, NULL, concat(formatDateTime(b, '%FT%T', 'UTC'), 'Z')) AS "to",
       toString(toUnixTimestamp64Micro(a)) AS fromMicros, toString(toUnixTimestamp64Micro(b)) AS toMicros,
       arrayStringConcat(arraySort(groupUniqArrayIf(4)(toString(origin), reject = '' AND origin != '')), ' ') AS origins,
       arrayStringConcat(arraySort(groupUniqArrayIf(8)(toString(zone), reject = '' AND zone != '')), ' ') AS zones
     FROM (${each.join(' UNION ALL ')})`,
    { seconds: 600 },
  );
  const first = rows.ok ? rows.value[0] : undefined;
  if (!rows.ok) return rows;
  return first === undefined ? err({ code: 'engine-query', detail: 'no count' }) : ok(first);
}

function micros(value: string): string {
  return `fromUnixTimestamp64Micro(toInt64(${text(value)}), 'UTC')`;
}

/** One small part, written whole or not at all: with this row the file's rows become visible. */
async function commit(engine: LogEngine, row: LogFile, sums: Sums): Promise<Result<null, EngineFault>> {
  return engine.write(
    `INSERT INTO matoi.files SELECT ${row.file}, ${text(row.sha256)}, ${text(row.content)}, ${text(row.head)}, ${row.bytes}, ${text(row.name)},
     ${text(row.format)}, ${text(row.tables)}, ${row.lines}, ${row.parsed}, ${row.rejected}, ${row.headers}, ${number(row.share)},
     ${micros(sums.fromMicros)}, ${micros(sums.toMicros)}, ${text(row.zone)}, ${text(row.zoneOrigin)}, ${row.truncated ? 1 : 0},
     ${text(row.compression)}, ${text(row.stored)}, ${row.endsWithNewline ? 1 : 0}, ${row.known}, parseDateTime64BestEffort(${text(row.imported)}, 3, 'UTC'), ${SCHEMA_VERSION}`,
  );
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
