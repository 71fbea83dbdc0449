// SPDX-License-Identifier: Apache-2.0
// Hunting measured against peers in one run: CPU = user + system of whole processes, medians, with machine and sizes.
//   node bench/hunt.ts [megabytes=1200] [rounds=5] [real access log]
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const [megabytes = '1200', rounds = '5', real = resolve(import.meta.dirname, '../../shared/data/logs/apache-real/apache_logs')] =
  process.argv.slice(2);

/** The peer: reads every line, parses it with one expression, stores nothing. */
if (process.argv[2] === '--naive') {
  const expression = /^(\S+) (\S+) (.*?) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?/;
  let parsed = 0;
  for await (const line of createInterface({ input: createReadStream(process.argv[3] ?? '') })) if (expression.test(line)) parsed += 1;
  process.stdout.write(`${parsed}\n`);
  process.exit(0);
}

type Run = { readonly cpu: number; readonly wall: number; readonly peakMiB: number; readonly out: string };

/** Reads /proc of every process in the command's tree, so that the engine, which stands apart, is counted too. */
async function measure(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  engineFolder?: string,
): Promise<Run> {
  const from = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const seen = new Map<number, { ticks: number; peak: number }>();
  const look = (): void => {
    for (const pid of [child.pid, engineFolder === undefined ? undefined : engineOf(engineFolder)]) {
      if (pid === undefined) continue;
      const now = usageOf(pid);
      if (now !== null) seen.set(pid, { ticks: now.ticks, peak: Math.max(now.peak, seen.get(pid)?.peak ?? 0) });
    }
  };
  const timer = setInterval(look, 20);
  await new Promise((done) => child.once('close', done));
  look();
  clearInterval(timer);
  const wall = (performance.now() - from) / 1000;
  const ticks = [...seen.values()].reduce((sum, one) => sum + one.ticks, 0);
  return { cpu: ticks / 100, wall, peakMiB: Math.round([...seen.values()].reduce((sum, one) => sum + one.peak, 0) / 1024), out };
}

function usageOf(pid: number): { ticks: number; peak: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return { ticks: Number(fields[11]) + Number(fields[12]), peak };
  } catch {
    return null;
  }
}

/** The engine's process, found by the folder on its command line. */
function engineOf(folder: string): number | undefined {
  const listed = spawnSync('pgrep', ['-f', `engine-child.ts ${folder} `], { encoding: 'utf8' });
  return listed.stdout.trim() === '' ? undefined : Number(listed.stdout.trim().split('\n')[0]);
}

const work = mkdtempSync(join(tmpdir(), 'matoi-bench-'));
const raw = join(work, 'access.log');
const lines = await replicate(raw, Number(megabytes) * 1e6);
const bytes = statSync(raw).size;

/** Real lines again and again, each copy with other addresses and days, so that columns do not collapse to nothing. */
async function replicate(path: string, size: number): Promise<number> {
  const source = readFileSync(real, 'latin1').trimEnd().split('\n');
  const out = createWriteStream(path, { encoding: 'latin1' });
  let written = 0;
  let count = 0;
  for (let copy = 0; written < size; copy += 1) {
    const block = `${source.map((line) => line.replace(/^\d+/, (first) => String((Number(first) + copy) % 223)).replace(/\[\d\d/, () => `[${String(1 + (copy % 28)).padStart(2, '0')}`)).join('\n')}\n`;
    if (!out.write(block)) await new Promise((done) => out.once('drain', () => done(null)));
    written += block.length;
    count += source.length;
  }
  await new Promise((done) => out.end(() => done(null)));
  return count;
}

const node = process.execPath;
const main = resolve(import.meta.dirname, '../src/main.ts');
const self = resolve(import.meta.dirname, 'hunt.ts');
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const report: Record<string, unknown> = {
  machine: `${cpus()[0]?.model ?? ''} x ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
  megabytes: Math.round(bytes / 1e6),
  lines,
  rounds: Number(rounds),
};

const load: Run[] = [];
const small: Run[] = [];
const naive: Run[] = [];
let data = '';
for (let round = 0; round < Number(rounds); round += 1) {
  naive.push(await measure(node, [self, '--naive', raw]));
  if (data !== '') rmSync(data, { recursive: true, force: true });
  data = join(work, `data-${round}`);
  load.push(await measure(node, [main, 'logs', 'import', raw, '--data', data, '--json'], {}, join(data, 'logs', 'engine')));
}
const thrifty = join(work, 'small');
small.push(
  await measure(
    node,
    [main, 'logs', 'import', raw, '--data', thrifty, '--json'],
    { MATOI_LOGS_SMALL: '1' },
    join(thrifty, 'logs', 'engine'),
  ),
);
rmSync(thrifty, { recursive: true, force: true });
report['load'] = {
  cpuSeconds: median(load.map((run) => run.cpu)),
  wallSeconds: median(load.map((run) => run.wall)),
  peakMiB: Math.max(...load.map((run) => run.peakMiB)),
  'cpu / naive node (aim <= 1.15)': median(load.map((run, index) => run.cpu / (naive[index]?.cpu ?? Number.NaN))),
  said: load[0]?.out.slice(0, 300),
};
report['load, small mode'] = {
  cpuSeconds: small[0]?.cpu,
  peakMiB: small[0]?.peakMiB,
  'cpu / default (aim <= 1.5)': (small[0]?.cpu ?? Number.NaN) / median(load.map((run) => run.cpu)),
};
report['naive node'] = { cpuSeconds: median(naive.map((run) => run.cpu)) };
report['goaccess'] = has('goaccess')
  ? await against('goaccess', [raw, '--log-format=COMBINED', '-o', join(work, 'report.json')], median(load.map((run) => run.cpu)))
  : 'peer absent';
report['duckdb'] = 'peer absent';

const indicators = join(work, 'indicators.txt');
writeFileSync(
  indicators,
  Array.from({ length: 10_000 }, (_, at) =>
    at % 10 < 6
      ? `${1 + (at % 222)}.${(at * 7) % 250}.${(at * 13) % 250}.${(at * 3) % 250}`
      : at % 10 < 9
        ? `host${at}.bad${at % 50}.example`
        : `http://evil${at}.example/p/${at}`,
  ).join('\n'),
);
const search: Run[] = [];
const grep: Run[] = [];
for (let round = 0; round < Number(rounds); round += 1) {
  search.push(await measure(node, [main, 'hunt', '--indicators', indicators, '--data', data, '--json'], {}, join(data, 'logs', 'engine')));
  if (has('rg')) grep.push(await measure('rg', ['-c', '-F', '-f', indicators, raw]));
}
report['10,000 indicators'] = {
  cpuSeconds: median(search.map((run) => run.cpu)),
  'cpu / rg (aim <= 0.10)':
    grep.length === 0 ? 'peer absent' : median(search.map((run, index) => run.cpu / (grep[index]?.cpu ?? Number.NaN))),
};

const rules = resolve(import.meta.dirname, '../../shared/data/sigma/rules');
if (existsSync(rules)) {
  const run = await measure(node, [main, 'hunt', '--sigma', rules, '--data', data, '--json'], {}, join(data, 'logs', 'engine'));
  report['all rules'] = {
    cpuSeconds: run.cpu,
    peakMiB: run.peakMiB,
    'cpu / load (aim <= 3)': run.cpu / median(load.map((one) => one.cpu)),
  };
}

execFileSync('gzip', ['-1', '-k', raw]);
const cold = join(work, 'cold');
const imported = await measure(node, [main, 'logs', 'import', `${raw}.gz`, '--data', cold, '--json'], {}, join(cold, 'logs', 'engine'));
const first = await measure(
  node,
  [main, 'hunt', 'claim', '--path', '/presentations/', '--bundle', join(work, 'bundle'), '--data', cold, '--json'],
  {},
  join(cold, 'logs', 'engine'),
);
const second = await measure(
  node,
  [main, 'hunt', 'claim', '--path', '/cgi-bin/x.cgi', '--data', cold, '--json'],
  {},
  join(cold, 'logs', 'engine'),
);
report['verdict, cold from .gz'] = {
  wallSeconds: imported.wall + first.wall,
  'wall / bare load (aim <= 2)': (imported.wall + first.wall) / median(load.map((run) => run.wall)),
  'second claim, seconds (aim <= 2)': second.wall,
};

rmSync(work, { recursive: true, force: true });
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

async function against(program: string, args: readonly string[], mine: number): Promise<unknown> {
  const run = await measure(program, args);
  return { cpuSeconds: run.cpu, 'load cpu / this (aim <= 0.10)': mine / run.cpu };
}
