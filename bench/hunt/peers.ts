// SPDX-License-Identifier: Apache-2.0
// The peers, each as a process of its own:  node bench/hunt/peers.ts naive FILE | duckdb-load FILE DB | duckdb-beacons DB
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const FOLDER = resolve(import.meta.dirname, '../../.cache/peers');
export const DUCKDB = '@duckdb/node-api@1.5.6-r.1';

/** Installs DuckDB beside, goaccess and ripgrep by apt as root. What is still missing is named. */
export function preparePeers(): readonly string[] {
  const missing: string[] = [];
  if (!existsSync(join(FOLDER, 'node_modules/@duckdb/node-api'))) {
    mkdirSync(FOLDER, { recursive: true });
    spawnSync('npm', ['install', '--prefix', FOLDER, '--no-audit', '--no-fund', '--no-save', DUCKDB], { stdio: 'ignore' });
    if (!existsSync(join(FOLDER, 'node_modules/@duckdb/node-api'))) missing.push('duckdb');
  }
  for (const [program, name] of [
    ['goaccess', 'goaccess'],
    ['rg', 'ripgrep'],
  ] as const) {
    if (!has(program) && process.getuid?.() === 0) spawnSync('apt-get', ['install', '-y', '-qq', name], { stdio: 'ignore' });
    if (!has(program)) missing.push(program);
  }
  return missing;
}

export function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0;
}

export function versionOf(program: string): string {
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).split('\n')[0] ?? '';
}

/** Reads every line, parses it with one expression, stores nothing. */
async function naive(file: string): Promise<void> {
  const expression = /^(\S+) (\S+) (.*?) \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?/;
  let parsed = 0;
  const lines = createInterface({ input: createReadStream(file) });
  lines.on('line', (line) => {
    if (expression.exec(line) !== null) parsed += 1;
  });
  await new Promise((done) => lines.once('close', () => done(null)));
  process.stdout.write(`${parsed}\n`);
}

type Duck = {
  readonly run: (sql: string) => Promise<unknown>;
  readonly runAndReadAll: (sql: string) => Promise<{ getRowsJson: () => unknown[] }>;
};

async function duck(path: string): Promise<Duck> {
  const { DuckDBInstance } = createRequire(join(FOLDER, 'package.json'))('@duckdb/node-api') as {
    DuckDBInstance: { create: (path: string) => Promise<{ connect: () => Promise<Duck> }> };
  };
  return (await DuckDBInstance.create(path)).connect();
}

const COLUMNS = ['ip', 'ident', 'name', 'begin', 'zone', 'request', 'status', 'size', 'referrer', 'agent'];

async function duckLoad(file: string, path: string): Promise<void> {
  const db = await duck(path);
  const columns = COLUMNS.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  await db.run(
    `CREATE TABLE web AS SELECT ip, name, strptime(begin || ' ' || zone, '[%d/%b/%Y:%H:%M:%S %z]') AS at, request, TRY_CAST(status AS USMALLINT) AS status,
       TRY_CAST(size AS UBIGINT) AS size, referrer, agent
     FROM read_csv('${file}', delim = ' ', quote = '"', escape = '"', header = false, auto_detect = false, strict_mode = false, ignore_errors = true,
       null_padding = false, max_line_size = 20000000, columns = {${columns}})`,
  );
  await db.run('CHECKPOINT');
  process.stdout.write(`${JSON.stringify((await db.runAndReadAll('SELECT count(*) FROM web')).getRowsJson())}\n`);
}

/** The same connections as the bench writes into the log engine, by the same arithmetic. */
async function duckFlows(path: string): Promise<void> {
  const db = await duck(path);
  await db.run(
    `CREATE TABLE flow AS SELECT '10.' || (s // 65536) || '.' || ((s // 256) % 256) || '.' || (s % 256) AS src,
       '203.' || (d // 65536) || '.' || ((d // 256) % 256) || '.' || (d % 256) AS dst, 443::USMALLINT AS port, t::UINTEGER AS t, (b % 5000)::UBIGINT AS sent
     FROM (SELECT ${FLOW.source('//')} AS s, ${FLOW.destination} AS d, ${FLOW.at} AS t, ${FLOW.bytes} AS b FROM range(${FLOW.rows}) AS r(i))`,
  );
  await db.run('CHECKPOINT');
}

/** 8.88 M pairs that met once, 20,000 pairs with 50 calls at random times, 20 with 6,000 calls at a rhythm. */
export const FLOW = {
  rows: 10_000_000,
  source: (div: string) => `CASE WHEN i < 8880000 THEN i % 50000 WHEN i < 9880000 THEN (i - 8880000) ${div} 50 ELSE 100000 + (i % 20) END`,
  destination: 'CASE WHEN i < 8880000 THEN i WHEN i < 9880000 THEN 9000000 + i % 7 ELSE 9900000 END',
  at: `1700000000 + CASE WHEN i < 9880000 THEN (i * 2654435761) % 259200 ELSE (i - 9880000) * 2 + (i * 7919) % 9 END`,
  bytes: 'CASE WHEN i < 9880000 THEN (i * 40503) % 4999 ELSE 512 END',
} as const;

/** Count first, collect only what called often enough; then gaps, their median and spread, evenness, sizes, hours. */
async function duckBeacons(path: string): Promise<void> {
  const db = await duck(path);
  const rows = await db.runAndReadAll(
    `WITH keys AS (SELECT hash(src, dst, port) AS k FROM flow GROUP BY k HAVING count(*) >= 8),
     pairs AS (SELECT src, dst, port, count(*) AS n, list_sort(list(DISTINCT t)) AS seconds, list_sort(list(sent)) AS sizes, sum(sent) AS total
       FROM flow WHERE hash(src, dst, port) IN (SELECT k FROM keys) GROUP BY src, dst, port),
     gapped AS (SELECT *, list_sort(list_transform(range(2, len(seconds) + 1), lambda x: seconds[x] - seconds[x - 1])) AS gaps, seconds[-1] - seconds[1] AS life FROM pairs WHERE len(seconds) >= 8),
     mid AS (SELECT *, gaps[len(gaps) // 2 + 1] AS mediangap, sizes[len(sizes) // 2 + 1] AS size FROM gapped),
     spread AS (SELECT *, list_sort(list_transform(gaps, lambda x: abs(x::INTEGER - mediangap::INTEGER)))[len(gaps) // 2 + 1] AS jitter,
       list_sort(list_transform(sizes, lambda x: abs(x::BIGINT - size::BIGINT)))[len(sizes) // 2 + 1] AS deviation,
       len(list_distinct(list_transform(seconds, lambda x: least(23, (x - seconds[1]) * 24 // greatest(life, 1))))) / 24 AS steady FROM mid WHERE mediangap >= 1),
     scored AS (SELECT src, dst, port, n, mediangap, jitter, total, greatest(0, 1 - jitter / greatest(mediangap, 1)) AS regular, least(1, mediangap / (greatest(life, 1) / len(gaps))) AS even,
       CASE WHEN size = 0 THEN 0.5 ELSE greatest(0, 1 - deviation / size) END AS sizes_, steady, least(1, ln(1 + life / 60) / ln(1441)) AS lasting, least(1, log10(n) / 3) AS many FROM spread)
     SELECT *, 0.30 * regular * sqrt(even) + 0.10 * even + 0.10 * sizes_ + 0.20 * steady + 0.15 * lasting + 0.15 * many AS score FROM scored ORDER BY score DESC, src LIMIT 200`,
  );
  process.stdout.write(`${rows.getRowsJson().length}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const [, , what, first = '', second = ''] = process.argv;
  if (what === 'naive') await naive(first);
  if (what === 'duckdb-load') await duckLoad(first, second);
  if (what === 'duckdb-flows') await duckFlows(first);
  if (what === 'duckdb-beacons') await duckBeacons(first);
}
