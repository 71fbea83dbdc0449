// SPDX-License-Identifier: Apache-2.0
// Proof: hostile and huge questions to the log engine end as a typed fault within their deadline and one second, on
// both transports, also when the engine is killed in the middle; the desk beside it answers all the while.
//   node test/prove/hostile-queries.ts [seconds=2] [every=1] [--no-desk]
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { clickhouseEngine } from '../../src/adapters/clickhouse/engine.ts';
import { engineFaultCodes } from '../../src/hunt/engine/engine.port.ts';
import type { LogEngine } from '../../src/hunt/engine/engine.port.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { freePort, startDeskProcess } from '../support/process.ts';
import { hostileQuestions } from './support/hostile-sql.ts';
import { removeTree } from '../support/remove-tree.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'no-desk': { type: 'boolean' } } });
const seconds = Number(positionals[0] ?? 2);
/** Every n-th question only: a slice for the tests. */
const every = Number(positionals[1] ?? 1);
const SECRET = 'canary-5f2d';
const work = mkdtempSync(join(tmpdir(), 'matoi-hostile-'));
// Under root the desk's database runs as somebody else, who must be able to pass.
chmodSync(work, 0o755);
const [canary, trace] = [join(work, 'canary.txt'), join(work, 'trace.txt')];
writeFileSync(canary, `${SECRET}\n`);
const folder = join(work, 'data', 'logs', 'engine');
const port = await freePort();
const socket = chdbEngine({ folder, env: process.env, memoryBytes: 900_000_000, port });
const client = clickhouseEngine({ url: `http://127.0.0.1:${port}`, memoryBytes: 900_000_000 });
const limits = { seconds, memoryBytes: 300_000_000 };

unwrap(await socket.version());
unwrap(await socket.write('CREATE TABLE IF NOT EXISTS hostile_canary (n UInt8) ENGINE = MergeTree ORDER BY n'));
unwrap(await socket.write('INSERT INTO hostile_canary VALUES (1), (2), (3)'));

const desk = values['no-desk'] === true ? null : await startDeskProcess(join(work, 'data'));
const web = { asked: 0, failed: 0, slowestMillis: 0 };
const watching = { on: true };
const watcher = (async () => {
  if (desk === null) return;
  while (watching.on) {
    const from = performance.now();
    const answer = await fetch(desk.url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
    web.asked += 1;
    if (answer === null || answer.status >= 500) web.failed += 1;
    await answer?.arrayBuffer().catch(() => null);
    web.slowestMillis = Math.max(web.slowestMillis, Math.round(performance.now() - from));
    await wait(200);
  }
})();

const faults: string[] = [];
const codes: Record<string, number> = {};
let slowest = 0;
let asked = 0;
let kills = 0;
const questions = hostileQuestions(canary, trace).filter((_, at) => at % every === 0);
for (const [name, engine] of [
  ['socket', socket],
  ['client', client],
] as const)
  for (const [at, question] of questions.entries()) {
    await ask(name, engine, question.name, question.sql, question.code);
    // Every tenth time the engine is killed under a question that would go on for long.
    if (at % 10 === 9) await killed(name, engine);
  }

async function ask(
  transport: string,
  engine: LogEngine,
  what: string,
  sql: string,
  right: readonly string[] = engineFaultCodes,
): Promise<void> {
  const from = performance.now();
  const answer = await engine.read(sql, limits);
  const took = performance.now() - from;
  asked += 1;
  slowest = Math.max(slowest, took);
  const code = answer.ok ? 'ok' : answer.error.code;
  codes[code] = (codes[code] ?? 0) + 1;
  const wrong = [
    right.includes(code)
      ? null
      : `ended as ${code}${answer.ok ? ` ${JSON.stringify(answer.value).slice(0, 200)}` : ` ${answer.error.detail.slice(0, 200)}`}`,
    took > seconds * 1000 + 1000 ? `took ${Math.round(took)} ms` : null,
    JSON.stringify(answer).includes(SECRET) ? 'gave the secret' : null,
    existsSync(trace) ? 'left a trace' : null,
  ].filter((one) => one !== null);
  if (wrong.length === 0) return;
  faults.push(`${transport}: ${what}: ${wrong.join('; ')}`);
  process.stderr.write(`${faults.at(-1)}\n`);
  rmSync(trace, { force: true });
}

async function killed(transport: string, engine: LogEngine): Promise<void> {
  // The question before may have cost the engine its life: this starts it again.
  await socket.version();
  unwrap(await socket.version());
  const pid = await enginePid();
  const running = ask(transport, engine, 'killed in the middle', 'SELECT sum(sipHash64(number)) FROM numbers(1000000000000)', [
    'engine-lost',
  ]);
  await wait(300);
  process.kill(pid, 'SIGKILL');
  kills += 1;
  await running;
  // A question that meets the dying engine is told so; the one after it starts the engine anew, and nothing is gone.
  await socket.version();
  const rows = await socket.read<{ n: number }>('SELECT sum(n) AS n FROM hostile_canary');
  if (!rows.ok || rows.value[0]?.n !== 6) faults.push(`${transport}: after a kill: ${JSON.stringify(rows).slice(0, 300)}`);
}

/** The engine of this folder by its own word: only a process that this proof started. */
function enginePid(): Promise<number> {
  return new Promise((done, fail) => {
    const call = request({ socketPath: join(folder, 'engine.sock'), path: '/lease', agent: false }, (response) => {
      response.once('data', (chunk: Buffer) => {
        done(Number(chunk.toString().trim()));
        call.destroy();
      });
      response.once('error', () => undefined);
    });
    call.once('error', fail);
    call.end();
  });
}

for (const [name, engine] of [
  ['socket', socket],
  ['client', client],
] as const) {
  const rows = await engine.read<{ n: number }>('SELECT sum(n) AS n FROM hostile_canary');
  if (!rows.ok || rows.value[0]?.n !== 6) faults.push(`${name}: at the end: ${JSON.stringify(rows).slice(0, 300)}`);
}
watching.on = false;
await watcher;
const alive = desk === null || desk.child.exitCode === null;
if (!alive || web.failed > 0) faults.push(`the desk: alive ${alive}, ${web.failed} of ${web.asked} requests failed`);
await desk?.stop();
await client.close();
await socket.close();
removeTree(work);
process.stdout.write(
  `${JSON.stringify({ questions: questions.length, transports: 2, asked, kills, deadlineSeconds: seconds, slowestMillis: Math.round(slowest), codes, web: desk === null ? null : { ...web, alive }, faults: faults.length })}\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
