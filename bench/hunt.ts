// SPDX-License-Identifier: Apache-2.0
// Hunting measured against peers in one run: CPU = user + system of whole processes, medians, with machine and sizes.
//   npm run bench hunt -- [--mb 1200] [--runs 5] [--only load,small,indicators,rules,beacons,verdict,files] [--in DIR]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { countExact, source, writeAccessLog, writeIndicators } from './hunt/inputs.ts';
import { measure, median } from './hunt/measure.ts';
import type { Run } from './hunt/measure.ts';
import { DUCKDB, has, preparePeers, versionOf } from './hunt/peers.ts';
import { writeFlows } from './hunt/flows.ts';

const { values } = parseArgs({
  options: {
    mb: { type: 'string', default: '1200' },
    runs: { type: 'string', default: '5' },
    only: { type: 'string', default: 'load,small,indicators,rules,beacons,verdict,files' },
    in: { type: 'string', default: tmpdir() },
  },
});
const runs = Number(values.runs);
const only = new Set(values.only.split(','));
const node = process.execPath;
const main = resolve(import.meta.dirname, '../src/main.ts');
const peers = resolve(import.meta.dirname, 'hunt/peers.ts');
const rules = resolve(import.meta.dirname, '../../shared/data/sigma/rules');

const missing = preparePeers();
const work = mkdtempSync(join(values.in, 'matoi-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
const raw = join(work, 'access.log');
const lines = writeAccessLog(raw, Number(values.mb) * 1e6);

const round = (value: number): number => Math.round(value * 1000) / 1000;
const say = (name: string, value: unknown): void => void process.stdout.write(`${name}: ${JSON.stringify(value)}\n`);
const cost = (all: readonly Run[]) => ({
  cpuSeconds: round(median(all.map((run) => run.cpu))),
  wallSeconds: round(median(all.map((run) => run.wall))),
  peakMiB: Math.max(...all.map((run) => run.peakMiB)),
});
/** Each run against the peer's run of the same round. */
const ratio = (mine: readonly Run[], theirs: readonly Run[], of: 'cpu' | 'wall' = 'cpu') =>
  theirs.length === 0 ? 'peer absent' : round(median(mine.map((run, at) => run[of] / (theirs[at]?.[of] ?? Number.NaN))));

const matoi = (data: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  measure([node, main, ...args, '--data', data, '--json'], { env, engine: join(data, 'logs', 'engine') });
const importInto = (data: string, path: string, env: Readonly<Record<string, string>> = {}) => matoi(data, ['logs', 'import', path], env);

async function each(count: number, one: (at: number) => Promise<Run | null>): Promise<Run[]> {
  const all: Run[] = [];
  for (let at = 0; at < count; at += 1) {
    const run = await one(at);
    if (run !== null) all.push(run);
  }
  return all;
}

say('machine', {
  cpu: `${cpus()[0]?.model ?? ''} x ${cpus().length}`,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  loadAverage: loadavg().map(round),
  node: process.version,
  input: source,
  megabytes: Math.round(statSync(raw).size / 1e6),
  lines,
  runs,
  peers: { duckdb: DUCKDB, goaccess: has('goaccess') ? versionOf('goaccess') : null, ripgrep: has('rg') ? versionOf('rg') : null },
  missing,
});

const data = join(work, 'data');
const load: Run[] = [];
const naive: Run[] = [];
const duck: Run[] = [];
const comparing = only.has('load');
for (let at = 0; at < (comparing ? runs : 1); at += 1) {
  rmSync(data, { recursive: true, force: true });
  load.push(await importInto(data, raw));
  if (!comparing) continue;
  naive.push(await measure([node, peers, 'naive', raw]));
  if (!missing.includes('duckdb')) {
    rmSync(join(work, 'duck.db'), { force: true });
    duck.push(await measure([node, peers, 'duckdb-load', raw, join(work, 'duck.db')]));
  }
}
rmSync(join(work, 'duck.db'), { force: true });
say('load', { ...cost(load), said: load[0]?.out.slice(0, 260) });
if (comparing) {
  say('naive node', cost(naive));
  if (duck.length > 0) say('duckdb', cost(duck));
  say('load cpu / naive node (aim <= 1.15)', ratio(load, naive));
  say('load cpu / duckdb (aim <= 0.35)', ratio(load, duck));
  // Ten times slower than the rest: one run is enough to see it.
  const goaccess = await each(has('goaccess') ? 1 : 0, () =>
    measure(['goaccess', raw, '--log-format=COMBINED', '-o', join(work, 'report.json')]),
  );
  if (goaccess.length > 0) say('goaccess', cost(goaccess));
  say(
    'load cpu / goaccess (aim <= 0.10)',
    goaccess[0] === undefined ? 'peer absent' : round(median(load.map((run) => run.cpu)) / goaccess[0].cpu),
  );
  say('load peak MiB (aim <= 1200)', cost(load).peakMiB);
}

if (only.has('small')) {
  const small = await each(Math.min(runs, 3), (at) => importInto(join(work, `small-${at}`), raw, { MATOI_LOGS_SMALL: '1' }));
  say('load, small mode', {
    ...cost(small),
    'cpu / default (aim <= 1.5)': round(cost(small).cpuSeconds / cost(load).cpuSeconds),
    'peak MiB (aim <= 600)': cost(small).peakMiB,
  });
  for (let at = 0; at < runs; at += 1) rmSync(join(work, `small-${at}`), { recursive: true, force: true });
}

if (only.has('indicators')) {
  const list = join(work, 'indicators.txt');
  const addresses = writeIndicators(list);
  const search = await each(runs, () => matoi(data, ['hunt', '--indicators', list]));
  const grep = await each(has('rg') ? runs : 0, () => measure(['rg', '-c', '-F', '-f', list, raw]));
  const sightings = (JSON.parse(search[0]?.out ?? '{}') as { sightings?: readonly { kind: string; count: number }[] }).sightings ?? [];
  const found = sightings.filter((one) => one.kind === 'ip').reduce((sum, one) => sum + one.count, 0);
  say('10,000 indicators', {
    ...cost(search),
    ripgrep: grep.length === 0 ? 'peer absent' : cost(grep),
    'cpu / ripgrep (aim <= 0.10)': ratio(search, grep),
    addressLinesFound: found,
    addressLinesThere: countExact(raw, addresses),
    linesRipgrepNames: Number(grep[0]?.out ?? Number.NaN),
  });
}

if (only.has('rules')) {
  const scan = existsSync(rules) ? await each(Math.min(runs, 3), () => matoi(data, ['hunt', '--sigma', rules])) : [];
  say(
    'all rules',
    scan.length === 0
      ? 'the rule set is absent'
      : { ...cost(scan), 'cpu / load (aim <= 3)': round(cost(scan).cpuSeconds / cost(load).cpuSeconds) },
  );
}

if (only.has('verdict')) {
  execFileSync('gzip', ['-1', '-k', raw]);
  const cold = join(work, 'cold');
  const imported = await importInto(cold, `${raw}.gz`);
  const first = await matoi(cold, ['hunt', 'claim', '--path', '/presentations/', '--bundle', join(work, 'bundle')]);
  const second = await each(Math.min(runs, 3), () => matoi(cold, ['hunt', 'claim', '--path', '/cgi-bin/x.cgi']));
  say('verdict, cold from .gz', {
    importSeconds: round(imported.wall),
    claimSeconds: round(first.wall),
    'wall / bare load (aim <= 2)': round((imported.wall + first.wall) / median(load.map((run) => run.wall))),
    'second claim, seconds (aim <= 2)': cost(second).wallSeconds,
    secondClaim: cost(second),
  });
  rmSync(cold, { recursive: true, force: true });
  rmSync(`${raw}.gz`);
}

if (only.has('files')) {
  const folder = join(work, 'many');
  mkdirSync(folder);
  for (let at = 0; at < 1000; at += 1)
    writeFileSync(
      join(folder, `${at}.log`),
      Array.from(
        { length: 100 },
        (_, n) => `192.0.2.${n} - - [10/Nov/2026:12:00:00 +0900] "GET /${at}/${n} HTTP/1.1" 200 ${n} "-" "agent"\n`,
      ).join(''),
    );
  const many = await importInto(join(work, 'many-data'), folder);
  say('1,000 small files', { ...cost([many]), millisecondsEach: round(many.wall) });
}

if (only.has('beacons')) {
  const flows = join(work, 'flows');
  const pairs = await writeFlows(join(flows, 'logs', 'engine'));
  const mine = await each(runs, () => matoi(flows, ['hunt', '--beacons']));
  const there = !missing.includes('duckdb');
  if (there) await measure([node, peers, 'duckdb-flows', join(work, 'flows.db')]);
  const theirs = await each(there ? runs : 0, () => measure([node, peers, 'duckdb-beacons', join(work, 'flows.db')]));
  say('beacons', {
    ...pairs,
    ...cost(mine),
    duckdb: theirs.length === 0 ? 'peer absent' : cost(theirs),
    'cpu / duckdb (aim <= 0.8)': ratio(mine, theirs),
    'peak MiB (aim <= 1100)': cost(mine).peakMiB,
  });
}
