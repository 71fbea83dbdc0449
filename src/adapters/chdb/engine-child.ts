// SPDX-License-Identifier: Apache-2.0
// The engine's own process: the only one that loads the native library and opens the data folder. It speaks the
// part of ClickHouse's HTTP interface that the desk uses, on a Unix socket (and on a loopback port when asked), so
// both transports see the same thing. It ends by itself when nobody has held a lease for a few seconds.
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { forbiddenInReading } from './guard.ts';

type Result = { text: () => string; bytes: () => Uint8Array; rowsRead: number };
type Session = { queryAsync: (sql: string, options: { format: string }) => Promise<Result> };
type Native = { Session: new (path: string, options?: { connectionArgs?: readonly string[] }) => Session };

const [folder = '', socket = '', enginePackage = '', port = '', serverMemory = ''] = process.argv.slice(2);
const IDLE_MILLIS = 2000;

const native = createRequire(enginePackage)('chdb') as Native;
await mkdir(join(folder, 'spool'), { recursive: true });
const writer = new native.Session(join(folder, 'store'));
// Settings of the writing session: thrift with memory, and rows on disk before an insert is called done.
for (const set of ['max_execution_time = 0', `max_memory_usage = ${Math.round(Number(serverMemory) * 0.8) || 900_000_000}`])
  await writer.queryAsync(`SET ${set}`, { format: 'Null' });

const readers = new Map<string, Promise<Session>>();
let leases = 0;
let busy = 0;
let idleSince = Date.now();
let spooled = 0;

/** A session that can only read, with its limits fixed before the door is shut: readonly=1 cannot be undone in a session. */
function reader(seconds: number, memory: number, ast: boolean): Promise<Session> {
  const key = `${seconds}/${memory}/${ast}`;
  const known = readers.get(key);
  if (known !== undefined) return known;
  const made = (async () => {
    const session = new native.Session(join(folder, 'store'));
    const settings = [
      `max_execution_time = ${seconds}`,
      `max_memory_usage = ${memory}`,
      `max_bytes_before_external_group_by = ${Math.floor(memory / 2)}`,
      `max_bytes_before_external_sort = ${Math.floor(memory / 2)}`,
      'max_query_size = 100000000',
      'max_ast_elements = 20000000',
      'max_expanded_ast_elements = 20000000',
      'max_result_bytes = 268435456',
      'output_format_json_quote_64bit_integers = 0',
      'output_format_json_escape_forward_slashes = 0',
      'allow_introspection_functions = 0',
      // What is left after a filter is judged block by block: in small blocks a hundred rules cost more than reading the rows.
      'max_block_size = 131072',
      'preferred_block_size_bytes = 33554432',
      'readonly = 1',
    ];
    for (const setting of settings) await session.queryAsync(`SET ${setting}`, { format: 'Null' });
    return session;
  })();
  readers.set(key, made);
  return made;
}

async function spool(request: IncomingMessage): Promise<string> {
  spooled += 1;
  const path = join(folder, 'spool', `${process.pid}-${spooled}`);
  await pipeline(request, createWriteStream(path));
  return path;
}

async function bodyText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function run(request: IncomingMessage, url: URL): Promise<{ sql: string; result: Result }> {
  const given = url.searchParams;
  const before = given.get('query');
  const format = given.get('default_format') ?? 'JSONEachRow';
  if (given.get('readonly') === '1') {
    const sql = before ?? (await bodyText(request));
    const refusal = forbiddenInReading(sql);
    if (refusal !== null)
      throw Object.assign(new Error(`Code: 164. DB::Exception: refused: ${refusal}. (READONLY)`), { clickhouseCode: 164 });
    const seconds = Number(given.get('max_execution_time') ?? 30);
    const memory = Number(given.get('max_memory_usage') ?? 500_000_000);
    const session = await reader(seconds, memory, true);
    return { sql, result: await session.queryAsync(sql, { format }) };
  }
  if (before !== null && /\binput\('line String'\)/.test(before)) {
    // Rows that come with the request: spooled to a file, because the library has no streaming input of its own.
    const path = await spool(request);
    try {
      const file = `file('${path.replaceAll("'", "\\'")}', 'LineAsString', 'line String')`;
      const sql = before.replaceAll(`input('line String')`, file).replace(/\s+FORMAT LineAsString\s*$/, '');
      return { sql, result: await writer.queryAsync(sql, { format: 'Null' }) };
    } finally {
      await rm(path, { force: true });
    }
  }
  const sql = before ?? (await bodyText(request));
  return { sql, result: await writer.queryAsync(sql, { format: 'Null' }) };
}

function lease(request: IncomingMessage, response: ServerResponse): void {
  leases += 1;
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.write(`${process.pid}\n`);
  request.on('close', () => {
    leases -= 1;
    idleSince = Date.now();
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine');
  if (url.pathname === '/lease') return lease(request, response);
  if (url.pathname === '/ping') return void response.end('Ok.\n');
  busy += 1;
  try {
    const { result } = await run(request, url);
    response.writeHead(200, { 'content-type': 'application/x-ndjson', 'x-clickhouse-rows-read': String(result.rowsRead) });
    response.end(result.bytes());
  } catch (error) {
    const { clickhouseCode, message } = error as { clickhouseCode?: number; message: string };
    response.writeHead(500, { 'content-type': 'text/plain', 'x-clickhouse-exception-code': String(clickhouseCode ?? 0) });
    // The client reads code and sentence from the body, as a server writes them.
    response.end(message.startsWith('Code:') ? message : `Code: ${clickhouseCode ?? 0}. DB::Exception: ${message}`);
  } finally {
    busy -= 1;
    idleSince = Date.now();
  }
}

const listener = (request: IncomingMessage, response: ServerResponse): void => {
  answer(request, response).catch((error: unknown) => {
    response.destroy(error as Error);
  });
};
const server = createServer(listener);
server.requestTimeout = 0;
server.headersTimeout = 0;
await rm(socket, { force: true });
await new Promise<void>((resolve, reject) => {
  server.once('error', reject);
  server.listen(socket, resolve);
});
await chmod(socket, 0o600);
if (port !== '') {
  const second = createServer(listener);
  await new Promise<void>((resolve) => second.listen(Number(port), '127.0.0.1', resolve));
  const address = second.address();
  await writeFile(join(folder, 'port'), String(typeof address === 'object' ? address?.port : ''));
}
process.stdout.write('ready\n');

setInterval(() => {
  if (leases === 0 && busy === 0 && Date.now() - idleSince > IDLE_MILLIS) leave();
}, 250);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, leave);

/** The library's own way out can hang or fault while a query runs; rows are on disk already, so the process just goes. */
function leave(): void {
  process.kill(process.pid, 'SIGKILL');
}
