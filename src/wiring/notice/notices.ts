// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { threadPool } from '../../adapters/threads/pool.ts';
import type { Pool } from '../../adapters/threads/pool.ts';
import type { CameBack } from '../../notification/sending/came-back.port.ts';
import type { Renderer, TemplateFault, Templates } from '../../notification/message/renderer.port.ts';

/** For one batch of mails; a hundred thousand short ones take some seconds. */
const MILLIS = 60_000;
const kept: { pool: Pool | null } = { pool: null };

/** Templates are filled in a thread, which starts with the first one and keeps no process alive. */
export const renderer: Renderer = {
  render: (template, facts) => run('fill', { template, facts }),
  names: (template) => run('names', { template }),
};

/** Reads what came back, in the same thread and within the same limits. */
export async function cameBack(bytes: Uint8Array, envelopeTo: string): Promise<CameBack | null> {
  const outcome = await poolOf().run({ name: 'came-back', lane: 'notice', work: { bytes, envelopeTo }, millis: MILLIS });
  return outcome.is === 'done' ? (outcome.answer as CameBack) : null;
}

async function run(name: 'fill' | 'names', work: unknown): Promise<readonly string[] | TemplateFault> {
  const outcome = await poolOf().run({ name, lane: 'notice', work, millis: MILLIS });
  if (outcome.is === 'done') return outcome.answer as readonly string[] | TemplateFault;
  return { line: null, what: outcome.is === 'over' ? `went over the limit of ${outcome.limit}` : outcome.why };
}

function poolOf(): Pool {
  kept.pool ??= threadPool({
    module: new URL('./notice-thread.ts', import.meta.url),
    data: {},
    threads: 1,
    heapMb: 512,
    worksPerThread: 1000,
  });
  return kept.pool;
}

/** `notice.ja.liquid` and the like: ours, and those of `<data>/notices`, which win. */
export function templatesIn(dataFolder: string): Templates {
  const ours = join(import.meta.dirname, '..', '..', 'notification', 'message', 'templates');
  return async () => new Map((await Promise.all([ours, join(dataFolder, 'notices')].map((folder) => filesOf(folder)))).flat());
}

async function filesOf(folder: string): Promise<readonly (readonly [string, string])[]> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
  const known = names.flatMap((name) => /^notice\.([a-z]{2})\.liquid$/.exec(name)?.[1] ?? []).toSorted();
  return Promise.all(known.map(async (lang) => [lang, await readFile(join(folder, `notice.${lang}.liquid`), 'utf8')] as const));
}
