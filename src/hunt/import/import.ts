// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { dateOrder, orderOrigin } from '../formats/date-order.ts';
import type { DateOrder } from '../formats/date-order.ts';
import { detect, innerSample } from './detect-format.ts';
import type { Detected } from './detect-format.ts';
import type { Plan } from '../formats/read/format.ts';
import { formats } from './known-formats.ts';
import { commit, count, isFull, kindOf, load, NONE, supersede } from './import-load.ts';
import type { Ready } from './import-load.ts';
import { ASK_BELOW, held, line, outcomeOf } from './import-outcome.ts';
import type { ImportChoice, Imported, ImportFault } from './import-outcome.ts';
import { keepWatch } from './import-progress.ts';
import type { ImportWatch } from './import-progress.ts';
import { unknownPlan } from './load.ts';
import { dropRows, listFiles, openStore, removeUnfinished } from '../engine/store.ts';
import type { LogFile } from '../engine/store.ts';
import type { KnownFile, LogVault, VaultFile } from './vault.port.ts';

export type ImportDeps = {
  readonly engine: LogEngine;
  readonly vault: LogVault;
  readonly clock: Clock;
  readonly small: boolean;
  /** Absent: nobody looks on, and nothing is asked of the engine for its sake. */
  readonly watch?: ImportWatch;
};

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
    const known = [...files.map(knownOf), ...group.map(({ file }) => knownOf({ ...file, bytes: file.contentBytes, known: 0 }))];
    for await (const kept of deps.vault.keep(path, note, known)) {
      const from = kept.ok ? (kept.value.within ?? kept.value.continues?.content) : undefined;
      // What it goes on from must be in before it.
      if (from !== undefined && group.some(({ file }) => file.content === from)) yield* importGroup(deps, group.splice(0), choice, files);
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

function knownOf(file: Omit<KnownFile, 'bytes'> & { readonly bytes: number; readonly known: number }): KnownFile {
  const { content, bytes, head, stored, compression, endsWithNewline } = file;
  return { content, bytes, head, stored, compression, endsWithNewline, lines: file.lines + file.known };
}

function nextId(files: readonly LogFile[]): number {
  return (files.at(-1)?.file ?? 0) + 1;
}

async function prepare(deps: ImportDeps): Promise<Result<readonly LogFile[], EngineFault>> {
  const opened = await openStore(deps.engine);
  if (!opened.ok) return opened;
  const swept = await removeUnfinished(deps.engine);
  return swept.ok ? listFiles(deps.engine) : swept;
}

/** What is known of a kept file before its rows are read: that it is here already, that a person is asked, or how it is read. */
function settle(deps: ImportDeps, file: VaultFile, choice: ImportChoice, files: readonly LogFile[]): Result<Imported | Ready, ImportFault> {
  // The same content, or all of it at the beginning of another file's.
  const before = files.find((one) => one.content === file.content || one.content === file.within);
  if (before !== undefined) return ok({ ...line(before, file.name), state: 'known-already', candidates: [] });
  const given = { lines: file.sample, fileName: file.name, directives: file.directives };
  const detected = detect(given, choice.format === null ? formats : [choice.format]);
  const unsure = choice.hold === true && choice.format === null && detected.share < ASK_BELOW && file.lines > 0;
  if (unsure) return ok(held(file, detected, ['format'], null));
  const misfit = choice.format?.misfit?.(innerSample(given, detected)) ?? null;
  if (misfit !== null) return err({ code: 'mapping-misfit', file: file.name, detail: misfit });
  const { wrapped, carriageReturns, byteOrderMark } = detected;
  const known = file.continues?.lines ?? 0;
  const shape = { wrapped, carriageReturns, byteOrderMark, layers: detected.layers, nuls: file.nuls, known, small: deps.small };
  const { plans, order } = plansOf(file, detected, choice);
  return ok({ file, id: 0, detected, plans, order, shape });
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
  const outcomes = group.map((one, at) => outcomeOf(deps.clock, one, counted.value[at] ?? NONE, choice));
  const refused = group.filter((_, at) => outcomes[at]?.row === null);
  if (refused.length > 0) await takeBack(deps.engine, refused);
  const rows = outcomes.flatMap(({ row, sums }) => (row === null ? [] : [[row, sums] as const]));
  const cleared = await supersedeTorn(
    deps.engine,
    group.filter((_, at) => outcomes[at]?.row !== null),
    files,
  );
  const committed = cleared.ok ? await commit(deps.engine, rows) : cleared;
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

/** Last lines that broke off in an earlier copy and stand whole in one of these. */
async function supersedeTorn(engine: LogEngine, group: readonly Ready[], files: LogFile[]): Promise<Result<null, EngineFault>> {
  for (const { file } of group) {
    const { continues } = file;
    const at = files.findIndex((one) => one.content === continues?.content);
    const before = files[at];
    if (continues === null || continues.tornLine === null || before === undefined) continue;
    const done = await supersede(engine, before, continues.tornLine);
    if (!done.ok) return done;
    if (done.value) files[at] = { ...before, parsed: before.parsed - 1, rejected: before.rejected + 1 };
  }
  return ok(null);
}

async function takeBack(engine: LogEngine, group: readonly Ready[]): Promise<void> {
  const ids = group.map((one) => one.id);
  for (const table of new Set(group.flatMap((one) => one.plans.map((plan) => plan.table)))) await dropRows(engine, table, ids);
}

function plansOf(
  file: VaultFile,
  detected: Detected,
  choice: ImportChoice,
): { readonly plans: readonly Plan[]; readonly order: DateOrder['how'] } {
  const { format } = detected;
  if (format === null) return { plans: [unknownPlan], order: 'none' };
  const sampleOf = (lines: readonly string[]) => innerSample({ lines, fileName: file.name, directives: file.directives }, detected);
  const stamps = format.stamps?.(sampleOf([...file.sample, ...file.tail])) ?? [];
  const shown = dateOrder(stamps, file.modified);
  const found: DateOrder = choice.order === undefined ? shown : { order: choice.order, how: 'clear' };
  const assumed = choice.order === undefined ? null : orderOrigin(shown, choice.order);
  const zone = { declared: choice.zone, written: file.modified, order: found.order, ...(assumed === null ? {} : { orderOrigin: assumed }) };
  return { plans: format.plans(sampleOf(file.sample), zone), order: found.how };
}
