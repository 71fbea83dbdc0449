// SPDX-License-Identifier: Apache-2.0
import { plusDays } from '../../common/civil-day.ts';
import type { Actor } from '../../journal/actor.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { FlowSql, LoggedFlow } from '../traffic/flow-sql.port.ts';
import { containmentProblem, logEngineProblem } from '../problems.ts';
import { keepTraffic } from './keep-traffic.ts';
import type { StudyDeps } from './keep-traffic.ts';
import type { TrafficRecord } from './record.ts';

export type LogsDeps = StudyDeps & {
  readonly logs: () => FlowSql;
  /** gzip. Several packed pieces behind one another are one file (RFC 1952 section 2.2). */
  readonly pack: (text: string) => Promise<Uint8Array>;
};

export type LogDays = { readonly from: string; readonly to: string; readonly days: number };
export type Running = { readonly done: number; readonly of: number; readonly flows: number; readonly startedAt: string };
export type Ended = { readonly at: string; readonly result: Result<TrafficRecord, Problem> };

/** One at a time for the whole desk. It goes on when the screen is left; a desk that stops meanwhile has kept nothing. */
export type LogsTraffic = {
  readonly days: () => Promise<Result<LogDays | null, Problem>>;
  /** Begins with the last `lastDays` days that the logs hold; false when one is running already. */
  readonly begin: (actor: Actor, lastDays: number) => boolean;
  readonly state: () => { readonly running: Running | null; readonly ended: Ended | null };
};

/** So many of the last days of the logs make a record by themselves; a person may take more. */
const LAST_DAYS = 40;
const FROM_LOGS = 'logs ';
const MACHINE = { type: 'machine', name: 'containment' } as const;

/**
 * What the imported logs hold of traffic becomes the desk's record without a second import. A record that a person handed
 * in stays the one that counts: it may cover weeks that the logs do not have. `busy`: one is being taken just now.
 */
export async function followLogs(deps: Pick<LogsDeps, 'register'>, logs: LogsTraffic): Promise<'begun' | 'not-needed' | 'busy'> {
  if (!(await restsOnLogs(deps))) return 'not-needed';
  const days = await logs.days();
  if (!days.ok || days.value === null) return 'not-needed';
  return logs.begin(MACHINE, LAST_DAYS) ? 'begun' : 'busy';
}

/** The same for whoever needs it at once, and only where there is no record at all. */
export async function firstFromLogs(deps: LogsDeps): Promise<void> {
  const [newest] = await deps.register.traffic(1);
  if (newest === undefined) await takeFromLogs(deps, MACHINE, LAST_DAYS, () => undefined);
}

async function restsOnLogs(deps: Pick<LogsDeps, 'register'>): Promise<boolean> {
  const [newest] = await deps.register.traffic(1);
  return newest === undefined || newest.file.startsWith(FROM_LOGS);
}

const ROWS_A_PIECE = 50_000;
const MOST_BYTES = 400_000_000;

/** Takes traffic out of imported logs in the background, one run at a time; `begin` answers false while one is under way. */
export function trafficFromLogs(deps: LogsDeps): LogsTraffic {
  const now: { running: Running | null; ended: Ended | null } = { running: null, ended: null };
  return {
    days: () =>
      withLogs(deps, async (logs) => {
        const days = await logs.days();
        if (!days.ok) return err(logEngineProblem(days.error));
        const [from, to] = [days.value[0], days.value.at(-1)];
        return ok(from === undefined || to === undefined ? null : { from, to, days: days.value.length });
      }).catch(lost),
    begin(actor, lastDays) {
      if (now.running !== null) return false;
      now.running = { done: 0, of: 0, flows: 0, startedAt: deps.clock.now() };
      now.ended = null;
      const tell = (change: Partial<Running>) => {
        if (now.running !== null) now.running = { ...now.running, ...change };
      };
      const run = async () => {
        const result = await takeFromLogs(deps, actor, lastDays, tell);
        now.ended = { at: deps.clock.now(), result };
        now.running = null;
      };
      void run();
      return true;
    },
    state: () => ({ running: now.running, ended: now.ended }),
  };
}

function lost(error: unknown): Result<never, Problem> {
  return err(logEngineProblem({ code: 'engine-lost', detail: error instanceof Error ? error.message : 'unknown' }));
}

async function withLogs<T>(deps: LogsDeps, work: (logs: FlowSql) => Promise<T>): Promise<T> {
  const logs = deps.logs();
  try {
    return await work(logs);
  } finally {
    await logs.close();
  }
}

/** The last days of the logs as a record, here and now: for the command line. */
export function takeFromLogs(
  deps: LogsDeps,
  actor: Actor,
  lastDays: number,
  tell: (change: Partial<Running>) => void,
): Promise<Result<TrafficRecord, Problem>> {
  return withLogs(deps, (logs) => takeOver(deps, logs, actor, lastDays, tell)).catch(lost);
}

/** Written as JSON lines, a day after the other, so that the record stands for itself when the logs are gone. */
async function takeOver(
  deps: LogsDeps,
  logs: FlowSql,
  actor: Actor,
  lastDays: number,
  tell: (change: Partial<Running>) => void,
): Promise<Result<TrafficRecord, Problem>> {
  const found = await logs.days();
  if (!found.ok) return err(logEngineProblem(found.error));
  const to = found.value.at(-1);
  if (to === undefined) return err(containmentProblem('containment.no-traffic', { file: 'logs', lines: 0 }));
  const first = plusDays(to, 1 - lastDays);
  const days = found.value.filter((day) => day >= first);
  tell({ of: days.length });
  const pieces: Uint8Array[] = [];
  const samples: { line: number; why: string }[] = [];
  let [flows, bytes, refused] = [0, 0, 0];
  const leave = (day: string, why: string, count: number) => {
    refused += count;
    if (count > 0 && samples.length < 20) samples.push({ line: 0, why: `${day}: ${why} ×${count}` });
  };
  for (const [index, day] of days.entries()) {
    const one = await logs.day(day);
    if (!one.ok) return err(logEngineProblem(one.error));
    for (let at = 0; at < one.value.flows.length; at += ROWS_A_PIECE) {
      const piece = await deps.pack(linesOf(day, one.value.flows.slice(at, at + ROWS_A_PIECE)));
      pieces.push(piece);
      bytes += piece.length;
    }
    if (bytes > MOST_BYTES) return err(containmentProblem('containment.logs-too-many', { days: index + 1, of: days.length }));
    leave(day, 'no-address', one.value.withoutAddress);
    leave(day, 'refused-by-a-device', one.value.refused);
    flows += one.value.flows.length;
    tell({ done: index + 1, flows });
  }
  const name = `${FROM_LOGS}${days[0] ?? first} – ${to}.jsonl.gz`;
  return keepTraffic(deps, actor, { name, bytes: joined(pieces, bytes) }, { lines: refused, refused, samples });
}

function linesOf(day: string, flows: readonly LoggedFlow[]): string {
  const line = ({ src, dst, port, proto, name, user, flows: count }: LoggedFlow) =>
    JSON.stringify({
      day,
      src,
      dst,
      port,
      ...(proto === '' ? {} : { proto }),
      ...(name === '' ? {} : { name }),
      ...(user === '' ? {} : { user }),
      flows: count,
    });
  return `${flows.map(line).join('\n')}\n`;
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
