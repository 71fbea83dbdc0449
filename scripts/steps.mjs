// SPDX-License-Identifier: Apache-2.0
// Runs named steps one after the other, says how long each took, and goes on to the end so that all faults are seen.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, runtime } from './run.mjs';

export const tool = (name) => join(root, 'node_modules', '.bin', name);

/** @param {readonly {name: string, file: string, args: readonly string[], env?: Record<string, string>}[]} steps */
export function runSteps(steps) {
  const rows = steps.map((step) => {
    const from = Date.now();
    process.stdout.write(`\n── ${step.name}\n`);
    const [file, first] = step.file.endsWith('.mjs') || step.file.endsWith('.ts') ? [runtime(), [step.file]] : [step.file, []];
    const { status } = spawnSync(file, [...first, ...step.args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
        PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
        ...step.env,
      },
    });
    return { name: step.name, status: status ?? 1, seconds: (Date.now() - from) / 1000 };
  });
  process.stdout.write('\n');
  for (const row of rows)
    process.stdout.write(`${row.status === 0 ? 'ok    ' : 'FAILED'} ${row.seconds.toFixed(1).padStart(6)} s  ${row.name}\n`);
  return rows.every((row) => row.status === 0);
}
