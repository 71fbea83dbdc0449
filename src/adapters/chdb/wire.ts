// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:http';
import type { EngineFault } from '../../hunt/engine/engine.port.ts';

export type Answer = { readonly status: number; readonly code: number; readonly body: string };

/** One request to the engine's socket. Resolves null when the deadline passes first; rejects when the connection breaks. */
export function ask(
  socketPath: string,
  query: Readonly<Record<string, string>>,
  body: string,
  deadlineMillis: number,
): Promise<Answer | null> {
  return new Promise((resolve, reject) => {
    const path = `/?${new URLSearchParams(query).toString()}`;
    const call = request({ socketPath, path, method: 'POST', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          code: Number(response.headers['x-clickhouse-exception-code'] ?? 0),
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    const timer = setTimeout(() => {
      resolve(null);
      call.destroy();
    }, deadlineMillis);
    call.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    call.end(body);
  });
}

/** ClickHouse's own numbers: 159 time limit, 160 estimated too slow, 241 memory, 164 readonly, 307 too many bytes. */
export function faultOf(code: number, detail: string): EngineFault {
  const short = detail.slice(0, 2000);
  if (code === 159 || code === 160) return { code: 'engine-deadline', detail: short };
  if (code === 241 || code === 396 || code === 307) return { code: 'engine-memory', detail: short };
  if (code === 164) return { code: 'engine-refused', detail: short };
  return { code: 'engine-query', detail: short };
}

/** NDJSON rows; an empty body is no row. */
export function rowsOf<T>(body: string): T[] {
  return body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
