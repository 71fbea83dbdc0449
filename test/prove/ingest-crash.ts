// SPDX-License-Identifier: Apache-2.0
// Proof: an import killed with SIGKILL at any moment leaves nothing half: the next import gives the rows of an
// undisturbed one, with no manual step.
//   npm run prove:ingest-crash -- [KILLS=50] [LINES=200000] [--plant]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const words = process.argv.slice(2);
const plant = words.includes('--plant');
const [kills = '50', lines = '200000'] = words.filter((word) => word !== '--plant');
/** Of the kills, how many must meet an import that is running. */
const LIVE = 0.8;
const script = resolve(import.meta.dirname, 'support/import-logs.ts');
const work = mkdtempSync(join(tmpdir(), 'matoi-crash-'));
const inputs = join(work, 'inputs');
mkdirSync(inputs);
for (let file = 0; file < 4; file += 1) writeFileSync(join(inputs, `${file}.log`), accessLines(file, Number(lines) / 4));

function accessLines(seed: number, count: number): string {
  const made: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const second = String(at % 60).padStart(2, '0');
    const minute = String(Math.floor(at / 60) % 60).padStart(2, '0');
    made.push(
      at % 997 === 0
        ? `broken line ${seed}/${at}`
        : `10.${seed}.${at % 250}.${(at * 7) % 250} - - [0${1 + (at % 9)}/Nov/2026:1${at % 10}:${minute}:${second} +0900] "GET /p/${at % 1000}?q=${at} HTTP/1.1" ${at % 13 === 0 ? 404 : 200} ${at % 5000} "-" "agent/${at % 40}"`,
    );
  }
  return `${made.join('\n')}\n`;
}

type Sums = {
  readonly n: number;
  readonly h: string;
  readonly files: number;
  readonly rejects: number /** Rows in the table itself, also those of no whole file. */;
  readonly stored: number;
};

async function sums(data: string): Promise<Sums> {
  const engine = chdbEngine({ folder: join(data, 'logs', 'engine'), env: process.env, memoryBytes: 900_000_000 });
  const rows = unwrap(
    await engine.read<Sums>(
      `SELECT count() AS n, toString(groupBitXor(cityHash64(tuple(* EXCEPT (file, extra)), toString(extra), sha256))) AS h, (SELECT count() FROM matoi.files) AS files, (SELECT count() FROM matoi.rejects) AS rejects,
         (SELECT count() FROM matoi.web_rows) AS stored
       FROM matoi.web AS w INNER JOIN (SELECT file, sha256 FROM matoi.files) AS f USING (file)`,
      { seconds: 300 },
    ),
  )[0];
  await engine.close();
  if (rows === undefined) throw new Error('no sums');
  return rows;
}

function start(data: string) {
  const env = { ...process.env, ...(plant ? { MATOI_PLANT: 'leftovers' } : {}) };
  return spawn(process.execPath, [script, data, inputs], { stdio: ['ignore', 'pipe', 'pipe'], env });
}

async function finish(data: string): Promise<void> {
  const child = start(data);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`import ended with ${code}: ${said.slice(0, 1000)}`);
}

/** The engine of this data folder, by the number in its lease file: only processes that this proof started. */
async function engineOf(data: string): Promise<number | null> {
  const { request } = await import('node:http');
  return new Promise((done) => {
    const call = request(
      { socketPath: join(data, 'logs', 'engine', 'engine.sock'), path: '/lease', agent: false, timeout: 500 },
      (response) => {
        response.once('data', (chunk: Buffer) => {
          done(Number(chunk.toString().trim()));
          call.destroy();
        });
        response.once('error', () => done(null));
      },
    );
    call.once('error', () => done(null));
    call.once('timeout', () => done(null));
    call.end();
  });
}

const calm = join(work, 'calm');
await finish(calm);
// A second run tells how long an undisturbed import takes when nothing has to be read from disk first.
const from = performance.now();
await finish(join(work, 'calm-again'));
const undisturbed = performance.now() - from;
/** How long an import takes now: on a machine that has more to do at one time than at another, a shorter one is met later. */
let span = undisturbed;
const expected = await sums(calm);

let faults = 0;
let interrupted = 0;
for (let round = 0; round < Number(kills); round += 1) {
  const data = join(work, `round-${round}`);
  const child = start(data);
  const began = performance.now();
  let took = 0;
  const ended = new Promise<void>((done) =>
    child.once('exit', () => {
      took = performance.now() - began;
      done();
    }),
  );
  // Spread over the whole run, so that copying, parsing, writing, counting and committing are all hit.
  await wait((span * (round + 0.5)) / Number(kills));
  const pid = await engineOf(data);
  const alive = child.exitCode === null;
  if (alive) interrupted += 1;
  else span = Math.min(span, took);
  // Odd rounds lose the whole machine's worth (command and engine), even rounds the engine alone.
  if (pid !== null) killQuietly(pid);
  if (round % 2 === 1) child.kill('SIGKILL');
  await ended;
  const refused = await finish(data).then(
    () => null,
    (cause: unknown) => String(cause),
  );
  const found = refused ?? JSON.stringify(await sums(data));
  if (found !== JSON.stringify(expected)) {
    faults += 1;
    process.stderr.write(`round ${round}: ${found} for ${JSON.stringify(expected)}\n`);
  }
  removeTree(data);
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

removeTree(work);
const proved = faults === 0 && interrupted >= LIVE * Number(kills);
process.stdout.write(
  `${kills} kills, ${interrupted} of them during a live import of ${expected.n} rows and ${expected.rejects} rejects (${Math.round(undisturbed)} ms undisturbed): ${faults} imports differ from an undisturbed one; ${proved ? 'proved' : 'NOT proved'}\n`,
);
process.exitCode = proved ? 0 : 1;
