// SPDX-License-Identifier: Apache-2.0
// Proof: compiled SQL and an independent interpreter agree on every rule and every one of many random rows.
//   node test/prove/sigma.ts [rows=1000000] [seed=1] [rules folder]
import { globSync, mkdtempSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { readYaml } from '../../src/adapters/log-yaml/yaml.ts';
import { columnsOf, createStatements } from '../../src/hunt/engine/schema.ts';
import type { Table } from '../../src/hunt/engine/schema.ts';
import { column } from '../../src/hunt/engine/sql.ts';
import { compileAll } from '../../src/hunt/sigma/compile.ts';
import { bindRules } from '../../src/hunt/sigma/bind.ts';
import type { Compiled } from '../../src/hunt/sigma/compiled.ts';
import { parseSigma } from '../../src/hunt/sigma/parse.ts';
import { scanSql } from '../../src/hunt/sigma/run.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { interpret } from './support/sigma-interpreter.ts';
import type { Row } from './support/sigma-interpreter.ts';
import { correlated, correlationHits } from './support/sigma-correlations.ts';
import { fragmentsOf, randomFilters, randomRow, randomRules, withGaps } from './support/sigma-random.ts';
import { removeTree } from '../support/remove-tree.ts';

const [rows = '1000000', seed = '1', folder = resolve(import.meta.dirname, '../../../shared/data/sigma/rules')] = process.argv.slice(2);
const wanted = Number(rows);
/** Small runs too come round to every table. */
const CHUNK = Math.min(25_000, Math.max(1, Math.ceil(wanted / 8)));

type Pair = { readonly raw: Record<string, unknown>; readonly compiled: Compiled };

const documents = [
  ...(existsSync(folder) ? globSync(join(folder, '**/*.yml')).toSorted() : []).flatMap(
    (file) => unwrap(readYaml(readFileSync(file, 'utf8'))) as Record<string, unknown>[],
  ),
  ...randomRules(Number(seed), 60),
];
const filters = randomFilters(Number(seed));
const pairs: Pair[] = documents.flatMap((raw, place) => {
  const line = attempt(raw, place);
  return line === null ? [] : [{ raw, compiled: line }];
});

function attempt(raw: Record<string, unknown>, place: number): Compiled | null {
  try {
    const narrowing = filters.map((filter, at) => ({ file: 'filters', place: at, document: parseSigma(filter) }));
    const [line] = compileAll([{ file: '', place, document: parseSigma(raw) }, ...narrowing]);
    // What counts rows (a pipe, a correlation) is compared apart: no single row meets it.
    return line !== undefined && 'compiled' in line && !line.compiled.correlation ? line.compiled : null;
  } catch {
    return null;
  }
}

const data = mkdtempSync(join(tmpdir(), 'matoi-sigma-'));
const engine = chdbEngine({ folder: join(data, 'engine'), env: process.env, memoryBytes: 1_500_000_000 });
for (const sql of createStatements()) unwrap(await engine.write(sql));

const lap = { engine: 0, scan: 0, interpreter: 0 };
const random = generator(Number(seed));
// Web rows have by far the most rules: a small part of the rows is most of the comparisons.
const tables: readonly Table[] = ['web', ...Array.from({ length: 6 }, () => ['dns', 'flow', 'event'] as const).flat()];
let differences = 0;
let unanswered = 0;
let correlationRuns = 0;
let correlationMet = 0;
let compared = 0;
let hits = 0;
const hitRules = new Set<number>();
const started = Date.now();
for (let done = 0, turn = 0; done < wanted; done += CHUNK, turn += 1) {
  const table = tables[turn % tables.length] ?? 'web';
  const mine = pairs.map((pair, index) => ({ ...pair, index })).filter((pair) => pair.compiled.table === table);
  const fragments = fragmentsOf(mine.map((pair) => pair.raw));
  const count = Math.min(CHUNK, wanted - done);
  const rows = Array.from({ length: count }, () => randomRow(table, random, fragments));
  const made = withGaps(rows, random);
  const file = turn + 1;
  const path = join(data, 'rows.ndjson');
  writeFileSync(
    path,
    made
      .map((row, index) =>
        JSON.stringify({
          file,
          line: index,
          'event.dataset': row.dataset,
          '@timestamp': new Date(Date.UTC(2026, 0, 1) + (row.at ?? 0) * 1000).toISOString().slice(0, 19).replace('T', ' '),
          ...row.texts,
          ...row.numbers,
          extra: row.extra,
        }),
      )
      .join('\n'),
  );
  unwrap(await engine.write(`TRUNCATE TABLE matoi.${table}_rows`));
  const names = Object.keys(columnsOf(table)).map(column).join(', ');
  unwrap(
    await engine.write(
      `INSERT INTO matoi.${table}_rows (${names}) SELECT ${names} FROM file('${path}', 'JSONEachRow', '${structure(table)}')`,
      { seconds: 300 },
    ),
  );
  unwrap(await engine.write(`INSERT INTO matoi.files (file, sha256, name) VALUES (${file}, '', 'rows')`));
  const bound = unwrap(
    await bindRules(
      engine,
      mine.map((pair) => pair.compiled),
    ),
  );
  const byPlace = new Map(bound.rules.map((rule) => [rule.place, rule]));
  unanswered += bound.unanswered.length;
  const asked = mine.map((pair) => ({
    ...pair,
    compiled: byPlace.get(pair.compiled.place) ?? { ...pair.compiled, test: '0', needed: [] },
  }));
  for (let at = 0; at < asked.length; at += 40) await compare(table, made, asked.slice(at, at + 40));
  if (table === 'web') await compareCorrelations(made.slice(0, 1500));
  if (turn % 4 === 3)
    process.stderr.write(`${done + count} rows, ${differences} differences, ${Math.round((Date.now() - started) / 1000)} s\n`);
}

async function compare(table: Table, made: readonly Row[], mine: readonly (Pair & { index: number })[]): Promise<void> {
  const tests = mine.map((pair) => `toUInt8(${pair.compiled.test})`).join(', ');
  const from = performance.now();
  const answer = unwrap(
    await engine.read<{ line: number; h: number[] }>(
      `SELECT line, arrayFilter((i, x) -> x = 1, range(${mine.length}), [${tests}]) AS h FROM matoi.${table} WHERE notEmpty(h)`,
      { seconds: 600, memoryBytes: 4e9 },
    ),
  );
  const byLine = new Map(answer.map((row) => [row.line, new Set(row.h)]));
  lap.engine += performance.now() - from;
  const second = performance.now();
  const counts = Array.from({ length: mine.length }, () => 0);
  for (const [line, row] of made.entries()) {
    const found = byLine.get(line);
    for (const [position, pair] of mine.entries()) {
      const expected = placed(pair.raw, row) && interpret(pair.raw, row, filters);
      compared += 1;
      if (expected) {
        hits += 1;
        counts[position] = (counts[position] ?? 0) + 1;
        hitRules.add(pair.index);
      }
      if (expected !== (found?.has(position) ?? false)) {
        differences += 1;
        if (differences <= 10)
          process.stderr.write(
            `DIFFERENCE interpreter=${expected}: ${JSON.stringify(pair.raw['detection'])}\n  ${JSON.stringify(row)}\n  ${pair.compiled.test.slice(0, 1500)}\n`,
          );
      }
    }
  }
  lap.interpreter += performance.now() - second;
  const third = performance.now();
  // The literal prefilter must lose nothing: the scan that the product runs gives the same counts.
  const scanned = unwrap(
    await engine.read<Record<string, number>>(
      scanSql(
        table,
        mine.map((pair) => pair.compiled),
        { since: null, until: null },
      ),
      { seconds: 600, memoryBytes: 4e9 },
    ),
  )[0];
  lap.scan += performance.now() - third;
  for (const [position, count] of counts.entries()) {
    if ((scanned?.[`c${position}`] ?? 0) !== count) {
      differences += 1;
      process.stderr.write(
        `PREFILTER DIFFERENCE ${scanned?.[`c${position}`]} for ${count}: ${JSON.stringify(mine[position]?.raw['detection'])}\n`,
      );
    }
  }
}

/** Of the first rows of a file: what correlations of them meet, line by line. */
async function compareCorrelations(made: readonly Row[]): Promise<void> {
  const { bases, correlations, piped } = correlated;
  const read = [...bases, ...correlations, ...piped].map((raw, place) => ({ file: 'c', place, document: parseSigma(raw) }));
  const compiled = compileAll(read).flatMap((line) => ('compiled' in line ? [line.compiled] : []));
  const bound = unwrap(
    await bindRules(
      engine,
      compiled.filter((rule) => rule.correlation),
    ),
  );
  for (const rule of bound.rules) {
    const document = [...bases, ...correlations, ...piped][rule.place];
    if (document === undefined) continue;
    const few = rule.sql.replaceAll('FROM matoi.web WHERE ', `FROM matoi.web WHERE line < ${made.length} AND `);
    const rows = unwrap(await engine.read<{ line: number }>(`SELECT DISTINCT line FROM (${few})`, { seconds: 600 }));
    const found = new Set(rows.map((row) => row.line));
    const expected = correlationHits(document, made, placed);
    correlationRuns += 1;
    correlationMet += expected.size;
    const wrong = [...new Set([...found, ...expected])].filter((line) => found.has(line) !== expected.has(line));
    differences += wrong.length;
    if (wrong.length > 0)
      process.stderr.write(`CORRELATION ${String(document['title'])}: ${wrong.length} lines differ, ${found.size} for ${expected.size}\n`);
  }
}

/** Which rows a log source means, in words of its own. */
function placed(raw: Record<string, unknown>, row: Row): boolean {
  const { category, product, service } = raw['logsource'] as Record<string, string | undefined>;
  const has = (word: string) => row.dataset.startsWith(word);
  const said = (key: string) => (row.extra[key] ?? '').toLowerCase();
  const made = (word: string) => said('product') === word || said('vendor') === word;
  const serves = (word: string) =>
    service === undefined ||
    row.dataset === service ||
    `${row.dataset}.`.startsWith(`${word}.${service}.`) ||
    ['service', 'type', 'subtype'].some((key) => said(key) === service) ||
    said('Channel').includes(service);
  if (product === 'zeek') return row.dataset === `zeek.${service ?? category}` || row.dataset === `zeek.open_${service ?? category}`;
  if (product === 'fortigate' || product === 'fortios')
    return (
      (has('fortinet.fortigate') || has('fortigate') || made(product)) &&
      (service === undefined || row.extra['type'] === service || row.extra['subtype'] === service)
    );
  const words: Record<string, string[]> = { apache: ['apache', 'json.'], nginx: ['nginx', 'apache', 'json.'], iis: ['w3c', 'iis'] };
  const its = (word: string) => (words[word] ?? [word]).some(has) || made(word);
  if (category === 'webserver' || category === 'proxy' || category === 'dns' || category === 'firewall') {
    if (category === 'webserver' && (has('squid') || has('fortinet'))) return false;
    if (category === 'proxy' && (has('apache') || has('json.'))) return false;
    return product === undefined || (its(product) && serves(product));
  }
  const word = product ?? category ?? service ?? '';
  const kind =
    product === undefined || category === undefined || row.dataset.endsWith(`.${category}`) || row.extra['category'] === category;
  return its(word) && kind && (product === undefined && category === undefined ? true : serves(word));
}

function structure(table: Table): string {
  return Object.entries(columnsOf(table))
    .map(([name, type]) => `${column(name)} ${type.startsWith('DateTime') ? 'DateTime64(6)' : type}`)
    .join(', ');
}

function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

await engine.close();
removeTree(data);
process.stdout.write(
  `${JSON.stringify({ rows: wanted, seed: Number(seed), rules: pairs.length, rulesThatHit: hitRules.size, unanswered, correlationRuns, correlationMet, comparisons: compared, hits, differences, lap, seconds: Math.round((Date.now() - started) / 1000) })}\n`,
);
process.exitCode = differences === 0 && hits > 0 ? 0 : 1;
