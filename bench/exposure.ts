// SPDX-License-Identifier: Apache-2.0
// Full audit against one single `find -printf` with the same fields on the same tree, alternating, in one run.
//   npm run bench exposure -- [--files 1000000] [--tenants 2000] [--rounds 5] [--large 3000000] [--large-rounds 2]
//                             [--tree DIR] [--large-tree DIR]      (trees that make:hosting built; --large 0 leaves it out)
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmodSync, closeSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildHosting } from '../scripts/hosting/build.ts';
import { WALK_EXPRESSION } from '../src/exposure/tree/row-parser.ts';

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '1000000' },
    tenants: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    large: { type: 'string', default: '3000000' },
    'large-rounds': { type: 'string', default: '2' },
    tree: { type: 'string' },
    'large-tree': { type: 'string' },
  },
});

/** `own`: VmHWM of the process itself. `peak`: the largest sum, at one time, of what it and its children hold (PSS), both in MB. */
type Took = { readonly wall: number; readonly own: number; readonly peak: number };

/** Runs a program to its end; its output is thrown away. Memory is looked at four times a second, as the product would be. */
async function took(program: string, args: readonly string[], watched: boolean): Promise<Took> {
  const out = openSync('/dev/null', 'w');
  const begun = process.hrtime.bigint();
  // The compile cache is the launcher's: the audit starts as `npx matoi` starts it.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(import.meta.dirname, '../.cache/node') };
  const child = spawn(program, args, { stdio: ['ignore', out, 'inherit'], env });
  const pid = child.pid ?? 0;
  let [own, peak] = [0, 0];
  const watch = watched
    ? setInterval(() => {
        own = Math.max(own, fieldOf(`/proc/${pid}/status`, /VmHWM:\s+(\d+) kB/));
        peak = Math.max(
          peak,
          familyOf(pid).reduce((sum, each) => sum + fieldOf(`/proc/${each}/smaps_rollup`, /\nPss:\s+(\d+) kB/), 0),
        );
      }, 250)
    : undefined;
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wall = Number(process.hrtime.bigint() - begun) / 1e9;
  clearInterval(watch);
  closeSync(out);
  // An audit ends with 1 when it found something; anything else measured nothing.
  if (code !== (watched ? 1 : 0)) throw new Error(`${program} ended with ${code}`);
  return { wall, own, peak };
}

function fieldOf(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0; // It has ended meanwhile.
  }
}

/** A process and all below it. */
function familyOf(pid: number): readonly number[] {
  const tasks = `/proc/${pid}/task`;
  if (!existsSync(tasks)) return [];
  try {
    const children = readdirSync(tasks).flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'latin1').trim().split(' '));
    return [pid, ...children.filter((each) => each !== '').flatMap((each) => familyOf(Number(each)))];
  } catch {
    return [pid];
  }
}

const median = (list: readonly number[]): number => {
  const sorted = list.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? Number.NaN) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
};

type Round = { readonly find: Took; readonly audit: Took; readonly ratio: number };

async function rounds(host: string, count: number): Promise<readonly Round[]> {
  const accounts = ['--passwd', join(host, 'passwd'), '--group', join(host, 'group'), '--jsonl'];
  const matoi = [join(import.meta.dirname, '../src/main.ts'), 'exposure', 'scan', join(host, 'root'), ...accounts];
  const find = () => took('find', ['-P', join(host, 'root'), '-xdev', ...WALK_EXPRESSION], false);
  // Neither pays for the other's cold caches.
  await find();
  const all: Round[] = [];
  for (let round = 0; round < count; round++) {
    // Which goes first changes from round to round; the peer runs before and after, so that drift of the machine is halved.
    const before = await find();
    const audit = await took(process.execPath, matoi, true);
    const after = await find();
    const wall = (before.wall + after.wall) / 2;
    all.push({ find: { ...before, wall }, audit, ratio: audit.wall / wall });
    console.log(
      `  round ${round + 1}: find ${before.wall.toFixed(2)} and ${after.wall.toFixed(2)} s, audit ${audit.wall.toFixed(2)} s, ratio ${(audit.wall / wall).toFixed(2)}, memory ${audit.own.toFixed(0)} MB, ${audit.peak.toFixed(0)} MB with children`,
    );
  }
  return all;
}

function hostOf(given: string | undefined, files: number): { readonly host: string; readonly made: string | null } {
  if (given !== undefined) return { host: given, made: null };
  const made = mkdtempSync(join(tmpdir(), 'matoi-bench-'));
  chmodSync(made, 0o755);
  const planted = Math.round(files * 0.0045);
  const decoys = Math.round((planted * 40) / 9);
  const built = buildHosting({ out: join(made, 'host'), tenants: Number(values.tenants), files, planted, decoys, seed: 7 });
  console.log(
    `  built ${built.objects} objects (${built.files} files), ${built.tenants} tenants, ${built.planted} planted, ${built.decoys} decoys`,
  );
  return { host: join(made, 'host'), made };
}

async function measured(title: string, given: string | undefined, files: number, count: number): Promise<readonly Round[]> {
  console.log(title);
  const { host, made } = hostOf(given, files);
  try {
    return await rounds(host, count);
  } finally {
    if (made !== null) rmSync(made, { recursive: true, force: true });
  }
}

console.log(
  `${cpus().length} x ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
);
const normal = await measured(`${values.files} files, ${values.tenants} tenants`, values.tree, Number(values.files), Number(values.rounds));
const wall = median(normal.map(({ audit }) => audit.wall));
console.log(
  `median of ${normal.length} paired ratios ${median(normal.map(({ ratio }) => ratio)).toFixed(2)} (wanted <= 1.5); median audit ${wall.toFixed(2)} s`,
);
console.log(
  `peak memory ${Math.max(...normal.map(({ audit }) => audit.own)).toFixed(0)} MB, with all children ${Math.max(...normal.map(({ audit }) => audit.peak)).toFixed(0)} MB (wanted <= 400)`,
);
if (Number(values.large) > 0) {
  const large = await measured(
    `${values.large} files, ${values.tenants} tenants`,
    values['large-tree'],
    Number(values.large),
    Number(values['large-rounds']),
  );
  const time = median(large.map(({ audit }) => audit.wall));
  console.log(
    `${values.large} files: median audit ${time.toFixed(2)} s, ${(time / wall).toFixed(2)} times the smaller one (wanted <= 3.3); to its own find ${median(large.map(({ ratio }) => ratio)).toFixed(2)}; peak memory ${Math.max(...large.map(({ audit }) => audit.own)).toFixed(0)} MB`,
  );
}
