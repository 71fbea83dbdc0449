// SPDX-License-Identifier: Apache-2.0
// Full audit against one single `find -printf` with the same fields on the same tree, alternating, in one run.
//   npm run bench:exposure -- [--files 1000000] [--tenants 2000] [--rounds 3] [--tree DIR]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildHosting } from '../scripts/hosting/build.ts';
import { WALK_EXPRESSION } from '../src/exposure/row-parser.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    tenants: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    tree: { type: 'string' },
  },
});

type Took = { readonly wall: number; readonly peakMb: number };

/** Runs a program to its end; its output is thrown away. */
async function took(program: string, args: readonly string[]): Promise<Took> {
  const begun = process.hrtime.bigint();
  const out = openSync('/dev/null', 'w');
  const child = spawn(program, args, { stdio: ['ignore', out, 'inherit'] });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0));
  }, 100);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  return { wall: Number(process.hrtime.bigint() - begun) / 1e9, peakMb: peak };
}

/** VmHWM of the process and all its children together, in MB. */
function peakOf(pid: number): number {
  const listed = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)])
    .stdout.toString()
    .trim()
    .split(/\s+/)
    .filter((text) => text !== '');
  return [String(pid), ...listed].reduce((sum, each) => {
    const status = existsSync(`/proc/${each}/status`) ? readFileSync(`/proc/${each}/status`, 'latin1') : '';
    return sum + Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  }, 0);
}

const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;

const folder = values.tree ?? mkdtempSync(join(tmpdir(), 'matoi-bench-'));
const made = values.tree === undefined;
if (made) {
  spawnSync('chmod', ['755', folder]);
  const planted = Math.round(Number(values.files) * 0.0045);
  buildHosting({
    out: join(folder, 'host'),
    tenants: Number(values.tenants),
    files: Number(values.files),
    planted,
    decoys: Math.round((planted * 40) / 9),
    seed: 7,
  });
}
const host = made ? join(folder, 'host') : folder;
const matoi = [
  join(import.meta.dirname, '../src/main.ts'),
  'exposure',
  'scan',
  join(host, 'root'),
  '--passwd',
  join(host, 'passwd'),
  '--group',
  join(host, 'group'),
  '--jsonl',
];
const rounds: { find: Took; audit: Took }[] = [];
try {
  console.log(
    `${cpus().length} x ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
  );
  for (let round = 0; round < Number(values.rounds); round++) {
    const find = await took('find', ['-P', join(host, 'root'), '-xdev', ...WALK_EXPRESSION]);
    const audit = await took(process.execPath, matoi);
    rounds.push({ find, audit });
    console.log(
      `round ${round + 1}: find ${find.wall.toFixed(2)} s, audit ${audit.wall.toFixed(2)} s, ratio ${(audit.wall / find.wall).toFixed(2)}, audit peak ${audit.peakMb.toFixed(0)} MB`,
    );
  }
  console.log(`median ratio of wall times ${median(rounds.map(({ find, audit }) => audit.wall / find.wall)).toFixed(2)} (wanted <= 1.5)`);
  console.log(
    `median audit ${median(rounds.map(({ audit }) => audit.wall)).toFixed(2)} s, peak memory ${Math.max(...rounds.map(({ audit }) => audit.peakMb)).toFixed(0)} MB with its children (wanted <= 400)`,
  );
} finally {
  if (made) rmSync(folder, { recursive: true, force: true });
}
