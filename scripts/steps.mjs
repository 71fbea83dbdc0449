// SPDX-License-Identifier: Apache-2.0
// Runs named steps, as many at a time as there are cores, says how long each took, and goes on to the end so that all
// faults are seen. The first one speaks while it runs; what the others have to say follows when it has ended.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root, runtime } from './run.mjs';

export const tool = (name) => join(root, 'node_modules', '.bin', name);

function runStep(step, speaks) {
  const [file, first] = step.file.endsWith('.mjs') || step.file.endsWith('.ts') ? [runtime(), [step.file]] : [step.file, []];
  const from = Date.now();
  const child = spawn(file, [...first, ...step.args], {
    cwd: root,
    stdio: speaks ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
      PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}`,
      ...step.env,
    },
  });
  const said = [];
  child.stdout?.on('data', (chunk) => said.push(chunk));
  child.stderr?.on('data', (chunk) => said.push(chunk));
  const ended = (status) => ({ name: step.name, status, seconds: (Date.now() - from) / 1000, said: Buffer.concat(said) });
  return new Promise((resolve) => {
    child.on('error', (cause) => {
      said.push(Buffer.from(`${file} cannot be run here: ${cause.message}\n`));
      resolve(ended(1));
    });
    child.on('close', (status) => resolve(ended(status ?? 1)));
  });
}

/** @param {readonly {name: string, file: string, args: readonly string[], env?: Record<string, string>}[]} steps the longest first */
export async function runSteps(steps) {
  const rows = [];
  const left = steps.map((step, at) => ({ step, at }));
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (next.at === 0) process.stdout.write(`\n── ${next.step.name}\n`);
      rows[next.at] = await runStep(next.step, next.at === 0);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  for (const { name, said } of rows.slice(1)) process.stdout.write(`\n── ${name}\n${said}`);
  process.stdout.write('\n');
  for (const row of rows)
    process.stdout.write(`${row.status === 0 ? 'ok    ' : 'FAILED'} ${row.seconds.toFixed(1).padStart(6)} s  ${row.name}\n`);
  return rows.every((row) => row.status === 0);
}
