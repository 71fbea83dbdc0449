// SPDX-License-Identifier: Apache-2.0
// Proof: how many requests that are attacks have an attack's shape, and how many ordinary ones have it too.
//   node test/prove/attack-shapes.ts [--list miss|false] [--family TEXT] [--data FOLDER]
// Sets that are not there are named and left out; the desk's own requests are always asked.
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import { attackShaped, shapesSeen } from '../../src/hunt/attack/attack-shape.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { rewrittenCommands } from '../support/shell-rewrites.ts';
import { crsRequests } from './support/crs-lines.ts';
import { removeTree } from '../support/remove-tree.ts';

const { values } = parseArgs({
  options: { list: { type: 'string' }, family: { type: 'string', default: '' }, data: { type: 'string' }, json: { type: 'boolean' } },
});
const shared = values.data ?? resolve(import.meta.dirname, '../../../shared/data/logs');
const own = resolve(import.meta.dirname, '../../fixtures/hunt');
const work = mkdtempSync(join(tmpdir(), 'matoi-shapes-'));
const engine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 900_000_000 });
const deps = { engine, vault: logVault({ folder: join(work, 'vault') }), clock: systemClock, small: false };

async function load(path: string): Promise<number> {
  for await (const one of importLogs(deps, [path], { who: 'proof', zone: null, format: null })) {
    const done = unwrap(one);
    if (done.parsed + done.rejected !== done.lines) throw new Error(`${path}: ${done.parsed} + ${done.rejected} for ${done.lines} lines`);
    return done.fileId;
  }
  throw new Error(`${path} gave nothing`);
}

type Seen = { readonly line: number; readonly bad: number; readonly names: readonly string[] };
async function ask(file: number): Promise<ReadonlyMap<number, Seen>> {
  const rows = await engine.read<Seen>(
    `SELECT line, ${attackShaped()} AS bad, if(bad, ${shapesSeen()}, []) AS names FROM matoi.web WHERE file = ${file}`,
    { seconds: 300 },
  );
  return new Map(unwrap(rows).map((row) => [row.line, row]));
}

const shown: string[] = [];
const crs = join(shared, 'crs-tests');
type Counts = { attacks: number; found: number; clean: number; called: number };
const families: Record<string, Counts> = {};
/** The rule files dealt into ten parts: how far the worst of them lies from the whole says how much is fitted to a file. */
const parts: Counts[] = Array.from({ length: 10 }, () => ({ attacks: 0, found: 0, clean: 0, called: 0 }));
const ruleFiles = new Map<string, number>();
if (existsSync(crs)) {
  const requests = crsRequests(crs);
  const path = join(work, 'rendered.log');
  writeFileSync(path, `${requests.map((one) => one.line).join('\n')}\n`);
  const seen = await ask(await load(path));
  for (const [index, one] of requests.entries()) {
    const row = seen.get(index + 1);
    const counts = (families[one.family] ??= { attacks: 0, found: 0, clean: 0, called: 0 });
    const bad = row?.bad === 1;
    if (!ruleFiles.has(one.file)) ruleFiles.set(one.file, ruleFiles.size % parts.length);
    for (const sum of [counts, parts[ruleFiles.get(one.file) ?? 0] as Counts]) {
      if (one.meant === 'attack') {
        sum.attacks += 1;
        if (bad) sum.found += 1;
      } else {
        sum.clean += 1;
        if (bad) sum.called += 1;
      }
    }
    const wrong = one.meant === 'attack' ? (bad ? null : 'miss') : bad ? 'false' : null;
    if (wrong !== null && wrong === values.list && one.family.includes(values.family))
      shown.push(`${wrong}\t${one.file.split('/').at(-1)}#${one.test}\t${row?.names.join(',') ?? ''}\t${one.line.slice(44)}`);
  }
} else process.stderr.write(`left out: ${crs} is absent\n`);

/** Share of whole files, and who stands behind most of it. */
const whole: { set: string; lines: number; called: number; share: number; top: string }[] = [];
for (const name of ['web-scanners/netsparker.txt', 'web-scanners/w3af.txt', 'apache-real/apache_logs']) {
  const path = join(shared, name);
  if (!existsSync(path)) {
    process.stderr.write(`left out: ${path} is absent\n`);
    continue;
  }
  const file = await load(path);
  const seen = [...(await ask(file)).values()];
  const called = seen.filter((row) => row.bad === 1);
  const top = unwrap(
    await engine.read<{ ip: string; n: number }>(
      `SELECT \`source.ip\` AS ip, count() AS n FROM matoi.web WHERE file = ${file} AND ${attackShaped()} GROUP BY ip ORDER BY n DESC LIMIT 3`,
    ),
  );
  whole.push({
    set: name,
    lines: seen.length,
    called: called.length,
    share: Math.round((called.length / seen.length) * 1000) / 1000,
    top: top.map((row) => `${row.ip} ${row.n}`).join(', '),
  });
  if (values.list === 'false' && name.startsWith('apache') && (values.family === '' || values.family === 'apache')) {
    const lines = readFileSync(path, 'latin1').split('\n');
    for (const row of called) shown.push(`false\t${name}:${row.line}\t${row.names.join(',')}\t${lines[row.line - 1]}`);
  }
}

/**
 * Written for this: `attacks.txt` must be seen, `ordinary.txt` must not; one request a line, as logged. And commands in
 * spellings that a shell takes for the same, made by chance.
 */
const mine: Record<string, { lines: number; called: number; wrong: readonly string[] }> = {};
const written = (name: string) =>
  readFileSync(join(own, name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '));
for (const [name, meant, requests] of [
  ['attacks.txt', true, written('attacks.txt')],
  ['ordinary.txt', false, written('ordinary.txt')],
  ['rewritten commands', true, rewrittenCommands(11, 600)],
] as const) {
  const path = join(work, name);
  writeFileSync(
    path,
    `${requests.map((line) => `192.0.2.1 - - [10/Nov/2026:12:00:00 +0900] "GET ${line} HTTP/1.1" 200 100 "-" "-"`).join('\n')}\n`,
  );
  const seen = await ask(await load(path));
  const called = requests.filter((_, index) => seen.get(index + 1)?.bad === 1);
  mine[name] = {
    lines: requests.length,
    called: called.length,
    wrong: requests.flatMap((line, index) =>
      called.includes(line) === meant ? [] : [`${line}\t${seen.get(index + 1)?.names.join(',') ?? ''}`],
    ),
  };
}

await engine.close();
removeTree(work);
for (const line of shown) process.stdout.write(`${line}\n`);
const figures = { families, parts, whole, own: mine };
if (values.json === true) process.stdout.write(`${JSON.stringify(figures)}\n`);
else if (values.list === undefined) {
  process.stdout.write('family\tattacks\tfound\tclean\tcalled an attack\n');
  for (const [family, one] of Object.entries(families))
    process.stdout.write(`${family}\t${one.attacks}\t${one.found}\t${one.clean}\t${one.called}\n`);
  for (const one of whole) process.stdout.write(`${one.set}\t${one.lines} lines\t${one.called} called (${one.share})\ttop: ${one.top}\n`);
  for (const [name, one] of Object.entries(mine))
    process.stdout.write(`${name}\t${one.lines} lines\t${one.called} called${one.wrong.map((line) => `\n  WRONG ${line}`).join('')}\n`);
}
const sum = (of: keyof Counts) => parts.reduce((all, part) => all + part[of], 0);
const percent = (part: number, all: number) => `${all === 0 ? 0 : Math.round((part / all) * 1000) / 10} %`;
if (values.json !== true && values.list === undefined) {
  for (const [index, part] of parts.entries())
    process.stdout.write(
      `part ${index + 1} of 10\t${part.found} of ${part.attacks} (${percent(part.found, part.attacks)})\tclean called ${part.called} of ${part.clean}\n`,
    );
  const worst = Math.min(...parts.map((part) => (part.attacks === 0 ? 1 : part.found / part.attacks)));
  process.stdout.write(
    `found ${percent(sum('found'), sum('attacks'))}, worst part ${percent(worst, 1)}, clean called ${percent(sum('called'), sum('clean'))}, own attacks ${mine['attacks.txt']?.called ?? 0} of ${mine['attacks.txt']?.lines ?? 0}, rewritten ${mine['rewritten commands']?.called ?? 0} of ${mine['rewritten commands']?.lines ?? 0}, ordinary called ${mine['ordinary.txt']?.called ?? 0} of ${mine['ordinary.txt']?.lines ?? 0}\n`,
  );
}
process.exitCode = Object.values(mine).every((one) => one.wrong.length === 0) ? 0 : 1;
