// SPDX-License-Identifier: Apache-2.0
import { decodeText } from '../../common/decode-text.ts';
import { DESK } from '../../journal/stream.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { inertText } from '../../kernel/text.ts';
import { actorKept, machineActor } from '../../kernel/person.ts';
import { importedEntry } from '../question/entries.ts';
import { csvFormat, unknownColumns } from '../formats/csv.ts';
import { TAUGHT, taughtFormat } from '../formats/taught.ts';
import { formats } from '../import/known-formats.ts';
import type { Format } from '../formats/read/format.ts';
import { importLogs } from '../import/import.ts';
import type { Imported, ImportFault } from '../import/import-outcome.ts';
import type { ImportRunner, SourcesDeps } from './deps.ts';
import { isOver, restState } from './import-job.ts';
import type { FormatChoice, ImportAsk, ImportItem, ImportJob } from './import-job.ts';
import { meter } from './progress.ts';
import type { Meter } from './progress.ts';

const TELL_EVERY = 400;
const AGAIN_MILLIS = 5000;
const STOP_MILLIS = 3000;

/**
 * Runs imports one at a time, never beside another process over the same logs, and looks again after a failure. Observers
 * hear at most once in TELL_EVERY milliseconds.
 */
export function createRunner(deps: SourcesDeps): ImportRunner {
  const tells = new Set<() => void>();
  const state = { on: false, running: null as Promise<void> | null, again: false, meter: null as Meter | null, toldAt: 0 };
  const timers: { late: NodeJS.Timeout | null; retry: NodeJS.Timeout | null } = { late: null, retry: null };

  const tell = (): void => {
    state.toldAt = Date.now();
    for (const one of tells) one();
  };
  const changed = (): void => {
    const wait = state.toldAt + TELL_EVERY - Date.now();
    if (wait <= 0) tell();
    else timers.late ??= setTimeout(() => ((timers.late = null), tell()), wait);
  };

  async function work(): Promise<void> {
    do {
      state.again = false;
      for (let job = await deps.store.nextToRun(); job !== null && state.on; job = await deps.store.nextToRun())
        if (!(await run(job))) return;
    } while (state.again && state.on);
  }

  /** False: another process imports; its turn comes later. */
  async function run(job: ImportJob): Promise<boolean> {
    const release = await deps.desk.lock();
    if (release === null) {
      timers.retry ??= setTimeout(() => ((timers.retry = null), poke()), AGAIN_MILLIS);
      return false;
    }
    const waiting = job.items.filter((item) => item.state === 'waiting');
    const gauge = meter(
      job.importId,
      waiting.reduce((sum, item) => sum + item.bytes, 0),
      () => performance.now(),
      changed,
    );
    state.meter = gauge;
    try {
      await deps.store.update(job.importId, (one) => ({ ...one, state: 'running' }));
      tell();
      for (const item of waiting) {
        if (gauge.stopped() || !state.on) break;
        await take(job, item, gauge);
      }
      if (state.on || gauge.stopped()) await settle(deps, job.importId, gauge.stopped());
    } finally {
      state.meter = null;
      await release();
      tell();
    }
    return true;
  }

  async function take(job: ImportJob, item: ImportItem, gauge: Meter): Promise<void> {
    gauge.begin(item.bytes);
    const watch = { onProgress: gauge.onProgress, stopped: () => gauge.stopped() || !state.on };
    const choice = {
      who: job.by?.name ?? 'desk',
      zone: item.zone,
      format: item.format === null ? null : formatOf(item.format),
      ...(item.format?.order == null ? {} : { order: item.format.order }),
      hold: true,
      name: item.name,
      noLinks: true,
    };
    const done: Imported[] = [];
    const faults: ImportFault[] = [];
    for await (const one of importLogs({ ...deps.desk, clock: deps.clock, watch }, [item.path], choice))
      if (one.ok) done.push(one.value);
      else faults.push(one.error);
    // Stopped in the middle: the item is as it was, to be read again or dropped with the rest.
    if (faults.some((fault) => fault.code === 'stopped')) return;
    gauge.end(done.reduce((sum, one) => sum + one.lines, 0));
    await deps.store.update(job.importId, (now) => noted(now, item, done, faults));
    if (faults.length === 0 && job.origin.is === 'upload') await deps.incoming.remove(job.importId);
  }

  const poke = (): void => {
    if (!state.on) return;
    state.again = true;
    state.running ??= work()
      .catch(() => {
        // The store is away: what waits is still in it, and is looked for again.
        if (state.on) timers.retry ??= setTimeout(() => ((timers.retry = null), poke()), AGAIN_MILLIS);
      })
      .finally(() => {
        state.running = null;
      });
  };

  return {
    poke,
    progress: () => state.meter?.read() ?? null,
    cancel(importId) {
      if (state.meter?.read().importId === importId) state.meter.stop();
    },
    onChange(one) {
      tells.add(one);
      return () => void tells.delete(one);
    },
    start() {
      state.on = true;
      poke();
    },
    async stop() {
      state.on = false;
      for (const timer of [timers.late, timers.retry]) if (timer !== null) clearTimeout(timer);
      // A load that is under way cannot be called back; what it leaves is swept before the next import.
      await Promise.race([state.running, new Promise((done) => setTimeout(done, STOP_MILLIS).unref())]);
    },
  };
}

/** The format that a person chose; null where it, or a column of it, is unknown. */
export function formatOf(choice: FormatChoice): Format | null {
  if (choice.id === 'csv') {
    const mapping = { table: choice.table ?? 'event', columns: choice.columns } as const;
    return unknownColumns(mapping).length > 0 ? null : csvFormat(mapping);
  }
  if (choice.id.startsWith(TAUGHT)) {
    const taught = taughtFormat(choice.id.slice(TAUGHT.length), choice.table ?? 'event');
    return 'fault' in taught ? null : taught;
  }
  return formats.find((one) => one.id === choice.id) ?? null;
}

/** What one file brought: results, questions to a person, or why it could not be read. */
function noted(job: ImportJob, item: ImportItem, done: readonly Imported[], faults: readonly ImportFault[]): ImportJob {
  const [first] = faults;
  const state: ImportItem['state'] = first !== undefined && done.length === 0 ? 'failed' : 'done';
  const fault = first === undefined ? null : { code: first.code, detail: inertText(`${first.file}: ${first.detail}`).slice(0, 500) };
  const asked = done.flatMap((one) => (one.asks === undefined ? [] : [askOf(one, one.asks, item.format)]));
  return {
    ...job,
    items: job.items.map((one) => (one.path === item.path && one.state === 'waiting' ? { ...one, state, fault } : one)),
    asks: [...job.asks, ...asked],
    results: [...job.results, ...done.filter((one) => one.asks === undefined)],
  };
}

/** Bytes as Latin-1 -> text: UTF-8, or what Windows writes in Japan where it is none. */
function textOf(lines: readonly string[]): readonly string[] {
  const bytes = Uint8Array.from(lines.join('\n'), (char) => char.charCodeAt(0));
  return (decodeText(bytes)?.text ?? new TextDecoder().decode(bytes)).split('\n');
}

function askOf(file: Imported, { why, sample }: NonNullable<Imported['asks']>, chosen: FormatChoice | null): ImportAsk {
  return {
    name: inertText(file.file),
    sha256: file.sha256,
    bytes: file.bytes,
    why,
    format: file.format,
    share: file.share,
    lines: file.lines,
    candidates: file.candidates,
    // Kept byte for byte in the vault; here only what a person needs to see to decide.
    sample: textOf(sample).map((line) => inertText(line).slice(0, 500)),
    chosen,
    answer: null,
  };
}

/** Nothing is left to read: the entry is written and the job stands where it stands, in one transaction. */
async function settle(deps: SourcesDeps, importId: string, stopped: boolean): Promise<void> {
  const { hash: manifest } = await deps.desk.vault.head();
  const job = await deps.store.find(importId);
  if (job === null) return;
  const fresh = job.results.slice(job.entered);
  const actor = job.by === null ? machineActor('hunt') : actorKept(job.by);
  const at = deps.clock.now();
  const rest = (one: ImportJob): ImportJob => {
    const state = stopped ? 'cancelled' : restState(one);
    return { ...one, state, endedAt: isOver(state) ? at : null, entered: one.results.length };
  };
  const write = (stream: typeof job.caseId) =>
    deps.journal.write(async (writing) => {
      if (fresh.length > 0) await writing.append({ stream: stream ?? DESK, actor, drafts: [importedEntry(deps.hash, fresh, manifest)] });
      await deps.store.update(importId, rest, writing.tx);
    });
  try {
    await write(job.caseId);
  } catch (cause) {
    // Its case was deleted meanwhile: the logs are the desk's all the same.
    if (!(cause instanceof ProblemError) || cause.problem.code !== 'journal.deleted-case') throw cause;
    await write(null);
  }
  if (stopped && job.origin.is === 'upload') await deps.incoming.remove(importId);
}
