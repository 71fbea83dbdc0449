// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { EngineFault, LogEngine, Row } from '../../hunt/engine/engine.port.ts';
import { err, ok } from '../../kernel/result.ts';

const DEFAULT_SECONDS = 120;
const GRACE_MILLIS = 800;

async function within<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>) {
  const deadline = AbortSignal.timeout(seconds * 1000 + GRACE_MILLIS);
  try {
    return ok(await work(deadline));
  } catch (error) {
    return err(deadline.aborted ? { code: 'engine-deadline' as const, detail: `no answer within ${seconds} s` } : faultFrom(error));
  }
}

/** The same SQL on a ClickHouse server or cluster. Files are sent line by line: a server sees no file of ours. */
export function clickhouseEngine(options: { readonly url: string; readonly memoryBytes: number }): LogEngine {
  const client = createClient({
    url: options.url,
    request_timeout: 86_400_000,
    application: 'matoi',
    log: { level: ClickHouseLogLevel.OFF },
  });

  const engine: LogEngine = {
    read: <T extends Row>(sql: string, limits?: Parameters<LogEngine['read']>[1]) => {
      const seconds = limits?.seconds ?? DEFAULT_SECONDS;
      return within(seconds, async (signal) => {
        const answer = await client.query({
          query: sql,
          format: 'JSONEachRow',
          abort_signal: signal,
          clickhouse_settings: {
            readonly: '1',
            max_execution_time: seconds,
            max_memory_usage: String(limits?.memoryBytes ?? options.memoryBytes),
            output_format_json_quote_64bit_integers: 0,
            max_block_size: '131072',
            preferred_block_size_bytes: '33554432',
          },
        });
        return answer.json<T>();
      });
    },
    async write(sql, limits) {
      const done = await within(limits?.seconds ?? DEFAULT_SECONDS, (signal) => client.command({ query: sql, abort_signal: signal }));
      return done.ok ? ok(null) : done;
    },
    async load(sql, sources, limits) {
      for (const source of sources) {
        const file = createReadStream(source.path);
        const lines: Readable =
          source.compression === 'none' ? file : file.pipe(source.compression === 'gzip' ? createGunzip() : createZstdDecompress());
        // One stream, one thread: the number of a line is its place in the stream.
        const numbered = `(SELECT toUInt32(${source.file}) AS f, line, rowNumberInAllBlocks() + 1 AS n FROM input('line String'))`;
        const query = `${sql.replaceAll('{lines}', numbered)} FORMAT LineAsString`;
        const done = await within(limits?.seconds ?? 86_400, (signal) =>
          client.exec({ query, values: lines, abort_signal: signal, clickhouse_settings: { input_format_parallel_parsing: 0 } }),
        );
        if (!done.ok) return done;
      }
      return ok(null);
    },
    async version() {
      const answer = await engine.read<{ v: string }>('SELECT version() AS v', { seconds: 10 });
      return answer.ok ? ok(`ClickHouse ${answer.value[0]?.v ?? ''}`) : answer;
    },
    close: () => client.close(),
  };
  return engine;
}

function faultFrom(error: unknown): EngineFault {
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, 2000);
  if (!(error instanceof ClickHouseError)) return { code: 'engine-lost', detail };
  const code = Number(error.code);
  if (code === 159 || code === 160) return { code: 'engine-deadline', detail };
  if (code === 241 || code === 396 || code === 307) return { code: 'engine-memory', detail };
  return { code: code === 164 || code === 497 ? 'engine-refused' : 'engine-query', detail };
}
