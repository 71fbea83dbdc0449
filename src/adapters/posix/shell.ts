// SPDX-License-Identifier: Apache-2.0
import { availableParallelism } from 'node:os';
import type { Shell } from '../../exposure/host/shell.port.ts';
import { run } from './spawn.ts';

/** This machine's own shell. */
export function posixShell(): Shell {
  return {
    atOnce: Math.max(1, Math.min(4, availableParallelism())),
    async run(script, input) {
      const ran = await run('sh', ['-c', script], input);
      return { stdout: ran.stdout, code: ran.code, said: ran.stderr.toString('latin1').slice(0, 20_000) };
    },
  };
}
