// SPDX-License-Identifier: Apache-2.0
import type { Apart } from '../../kernel/apart.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { threadPool } from './pool.ts';
import type { Pool } from './pool.ts';
import { fileProblem } from './problems.ts';

export type ReadLimits = { readonly millis: number; readonly heapMb: number };

/** An honest list of a hundred megabytes takes some seconds of an idle machine. */
const LIMITS: ReadLimits = { millis: 60_000, heapMb: 1024 };
const THREADS = 2;

/** Readers of foreign files in threads, which start with the first file and keep no process alive. */
export function readingApart({ millis, heapMb }: ReadLimits = LIMITS): Apart {
  const kept: { pool: Pool | null } = { pool: null };
  return (reader) =>
    async (...given) => {
      kept.pool ??= threadPool({
        module: new URL('./reading.ts', import.meta.url),
        data: {},
        threads: THREADS,
        heapMb,
        worksPerThread: 200,
      });
      const { module, name } = reader;
      const outcome = await kept.pool.run({ name: 'read', lane: 'read', work: { module, name, given }, millis });
      if (outcome.is === 'done') return outcome.answer as never;
      if (outcome.is === 'failed') throw new Error(outcome.why);
      const limit = outcome.limit === 'time' ? `${millis / 1000} s` : `${heapMb} MB`;
      throw new ProblemError(fileProblem('file.over-limit', { limit }));
    };
}
