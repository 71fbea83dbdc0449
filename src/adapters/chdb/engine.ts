// SPDX-License-Identifier: Apache-2.0
import { basename, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { EngineFault, Limits, LineSource, LogEngine, Row } from '../../hunt/engine/engine.port.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { locateEngine } from './locate.ts';
import { superviseEngine } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';
import { ask, faultOf, rowsOf } from './wire.ts';

export type ChdbOptions = {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Memory of one statement; `small` machines get less and take a little longer. */
  readonly memoryBytes: number;
  readonly port?: number;
};

const GRACE_MILLIS = 800;
/** A question that met a slow start still gets a moment of its own. */
const LEAST_MILLIS = 100;
const DEFAULT_SECONDS = 120;

/** The log engine in a process of its own on this machine. */
export function chdbEngine(options: ChdbOptions): LogEngine {
  const enginePackage = locateEngine(options.env);
  if (enginePackage === null) return absentEngine();
  const supervisor = superviseEngine({
    folder: options.folder,
    enginePackage,
    memoryBytes: options.memoryBytes,
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  const limitsOf = (given: Partial<Limits> | undefined): Limits => ({
    seconds: given?.seconds ?? DEFAULT_SECONDS,
    memoryBytes: given?.memoryBytes ?? options.memoryBytes,
  });
  return {
    async read<T extends Row>(sql: string, given?: Partial<Limits>) {
      const limits = limitsOf(given);
      const query = {
        readonly: '1',
        max_execution_time: String(limits.seconds),
        max_memory_usage: String(limits.memoryBytes),
        default_format: 'JSONEachRow',
      };
      const answer = await send(supervisor, query, sql, limits.seconds);
      return answer.ok ? ok(rowsOf<T>(answer.value)) : answer;
    },
    async write(sql, given) {
      const answer = await send(supervisor, {}, sql, limitsOf(given).seconds);
      return answer.ok ? ok(null) : answer;
    },
    async load(sql, sources, given) {
      for (const lines of linesOf(sources)) {
        const answer = await send(
          supervisor,
          {},
          sql.replaceAll('{lines}', () => lines),
          given?.seconds ?? 86_400,
        );
        if (!answer.ok) return answer;
      }
      return ok(null);
    },
    async version() {
      const answer = await send(supervisor, { readonly: '1', max_execution_time: '10', default_format: 'TSV' }, 'SELECT version()', 10);
      return answer.ok ? ok(`chDB ${answer.value.trim()}`) : answer;
    },
    async close() {
      supervisor.release();
    },
  };
}

/**
 * `_row_number` counts within each file whatever the number of threads. Several files are one path with alternatives;
 * where a folder's own name would read as a pattern, each file is read by itself.
 */
function linesOf(sources: readonly LineSource[]): readonly string[] {
  const [first] = sources;
  if (first === undefined) return [];
  if (sources.length === 1 || sources.some((source) => /[*?{}[\],]/.test(source.path)))
    return sources.map((source) => linesIn(quoted(source.path), source, String(source.file)));
  const names = sources.map((source) => quoted(basename(source.path))).join(', ');
  const files = sources.map((source) => source.file).join(', ');
  const folder = sources.map((source) => dirname(source.path)).reduce(common);
  // An alternative may not begin with a slash.
  const path = quoted(`${folder}/{${sources.map((source) => source.path.slice(folder.length + 1)).join(',')}}`);
  return [linesIn(path, first, `transform(_file, [${names}], [${files}], 0)`)];
}

/** The folder in which both are. */
function common(one: string, other: string): string {
  return `${other}/`.startsWith(`${one}/`) ? one : common(dirname(one), other);
}

function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, (char) => `\\${char}`)}'`;
}

function linesIn(path: string, source: LineSource, file: string): string {
  return `(SELECT toUInt32(${file}) AS f, line, toUInt64(_row_number) + 1 AS n FROM file(${path}, 'LineAsString', 'line String', '${source.compression}'))`;
}

async function send(
  supervisor: Supervisor,
  query: Readonly<Record<string, string>>,
  sql: string,
  seconds: number,
): Promise<Result<string, EngineFault>> {
  const from = performance.now();
  try {
    const allowed = seconds * 1000 + GRACE_MILLIS;
    // Starting the engine is part of the time that was allowed. One that is too slow goes on starting for the next question.
    const socket = await Promise.race([supervisor.ready(), wait(allowed, null, { ref: false })]);
    if (socket === null) return err({ code: 'engine-deadline', detail: `the engine did not start within ${seconds} s` });
    const answer = await ask(socket, query, sql, Math.max(allowed - (performance.now() - from), LEAST_MILLIS));
    if (answer === null) {
      // The engine does not stop by itself in time: force is the only cancel that works.
      supervisor.kill();
      return err({ code: 'engine-deadline', detail: `no answer within ${seconds} s; the engine was stopped and starts again` });
    }
    return answer.status === 200 ? ok(answer.body) : err(faultOf(answer.code, answer.body));
  } catch (error) {
    supervisor.kill();
    return err({ code: 'engine-lost', detail: error instanceof Error ? error.message : String(error) });
  }
}

function absentEngine(): LogEngine {
  const fault = err({
    code: 'engine-absent',
    detail: 'the log engine (chdb) is not installed on this machine; everything else of the desk works',
  } as const);
  return {
    read: async () => fault,
    write: async () => fault,
    load: async () => fault,
    version: async () => fault,
    close: async () => undefined,
  };
}
