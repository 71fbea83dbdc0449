// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, chownSync, closeSync, openSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ProblemError } from '../../../kernel/problem.ts';
import { accountForServer, giveTo, makerFor } from './account.ts';
import type { Account } from './account.ts';
import { embeddedBinaries } from './binaries.ts';
import type { Binaries } from './binaries.ts';
import { closeDoor, storePassword } from './door.ts';
import { storeProblem } from '../problems.ts';

/** Where the embedded server is reached: a Unix socket only, never the network. */
export type EmbeddedServer = {
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly database: string;
  };
  /** Stops the server unless another process of the desk still uses it. */
  readonly release: () => Promise<void>;
};

const PORT = 5432;
const USER = 'matoi';
/** Everybody who uses the server holds this advisory lock shared; who can take it alone may stop the server. */
const IN_USE_LOCK = 6_281_570;
const START_WITHIN_MS = 60_000;
/** What the server says, in English as it is started, of a place that it cannot write. */
const HOPELESS = /No space left on device|Disk quota exceeded|Read-only file system/;

/**
 * Starts the embedded PostgreSQL over `dataFolder`, or adopts the one that already runs there (another command,
 * or an orphan of a killed desk). Throws ProblemError when it cannot.
 */
export async function startEmbedded(dataFolder: string): Promise<EmbeddedServer> {
  const root = resolve(dataFolder);
  await mkdir(root, { recursive: true, mode: 0o700 });
  const cluster = join(root, 'pg18');
  const account = await accountForServer(root, cluster);
  if (account !== null) await letThrough(root, account);
  const binaries = await embeddedBinaries(root, account);
  const socketFolder = await makeSocketFolder(root, account);
  const password = await storePassword(root, cluster);
  const connection = { host: socketFolder, port: PORT, user: USER, password, database: 'postgres' };
  const begin = async (): Promise<pg.Client> => {
    for (const until = Date.now() + START_WITHIN_MS; ; ) {
      const user = await takeUse(connection, cluster);
      if (user !== null) return user;
      if (Date.now() > until) throw new ProblemError(await cannotStart(root));
      await initialise(binaries, root, cluster, account);
      if (account !== null) await moveIn(cluster, socketFolder, account);
      const said = await launch(binaries, root, cluster, connection, account);
      // Trying again mends neither a full disk nor a closed one.
      if (HOPELESS.test(said)) throw new ProblemError(await cannotStart(root));
    }
  };
  const held = { user: await begin(), released: false };
  // A server that dies under a running desk is started again; until then queries fail, and nothing else is lost.
  const keep = (): void => {
    held.user.once('end', () => {
      if (!held.released) void begin().then(takeOver, () => undefined);
    });
  };
  const takeOver = async (user: pg.Client): Promise<void> => {
    held.user = user;
    if (held.released) await release(user, cluster);
    else keep();
  };
  keep();
  return {
    connection,
    release: () => {
      held.released = true;
      return release(held.user, cluster);
    },
  };
}

/** Connects and holds the shared lock for as long as this process uses the server; null when nobody answers. */
async function takeUse(connection: EmbeddedServer['connection'], cluster: string): Promise<pg.Client | null> {
  const client = clientOf(connection);
  try {
    await client.connect();
    await closeDoor(client, cluster, connection.user, connection.password);
    await client.query('select pg_advisory_lock_shared($1)', [IN_USE_LOCK]);
    // One that began to stop while the lock was waited for takes nobody in any more.
    const next = clientOf(connection);
    await next.connect();
    await next.end();
    return client;
  } catch {
    await client.end().catch(() => undefined);
    return null;
  }
}

function clientOf(connection: EmbeddedServer['connection']): pg.Client {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
  client.on('error', () => {
    // The server went away under us; whoever queries next will see it.
  });
  return client;
}

async function release(user: pg.Client, cluster: string): Promise<void> {
  try {
    await user.query('select pg_advisory_unlock_shared($1)', [IN_USE_LOCK]);
    const { rows } = await user.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [IN_USE_LOCK]);
    const pid = rows[0]?.alone ? await postmasterPid(cluster) : null;
    if (pid !== null) {
      process.kill(pid, 'SIGINT');
      // The lock is held to the end: whoever waits for it must not get it from a server that is about to stop.
      await gone(pid);
    }
  } catch {
    // The server is gone already: nothing to stop.
  }
  await user.end().catch(() => undefined);
}

async function gone(pid: number): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (!isAlive(pid)) return;
    await pause(25);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function postmasterPid(cluster: string): Promise<number | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : null;
}

/** Makes the cluster beside its place and moves it there whole, so that half of one is never taken for one. */
async function initialise(binaries: Binaries, root: string, cluster: string, account: Account | null): Promise<void> {
  if ((await readdir(cluster).catch((): string[] => [])).includes('PG_VERSION')) return;
  const room = join(root, `pg18-${process.pid}.part`);
  const made = join(room, 'cluster');
  await rm(room, { recursive: true, force: true });
  await mkdir(made, { recursive: true, mode: 0o700 });
  const maker = account === null ? null : makerFor(account);
  if (account !== null && maker !== null) {
    chownSync(room, 0, account.gid);
    await chmod(room, 0o710);
    chownSync(made, maker.uid, maker.gid);
  }
  const args = ['-D', made, '-U', USER, '-E', 'UTF8', '--locale-provider=builtin', '--locale=C.UTF-8', '--auth=trust', '--data-checksums'];
  const failure = await run(binaries.initdb, args, maker);
  if (failure !== null) {
    await rm(room, { recursive: true, force: true });
    throw new ProblemError(storeProblem('store.cannot-start', { log: failure.trim().slice(-600) }, { file: room }));
  }
  if (account !== null) await giveTo(made, account);
  await rename(made, cluster).catch((cause: NodeJS.ErrnoException) => {
    // Another process was quicker: its cluster stands.
    if (cause.code !== 'ENOTEMPTY' && cause.code !== 'EEXIST') throw cause;
  });
  await rm(room, { recursive: true, force: true });
}

/** A cluster that ran under another account (`nobody`, or before there was one for `matoi`) is given to this one while nobody runs it. */
async function moveIn(cluster: string, socketFolder: string, account: Account): Promise<void> {
  if ((await stat(cluster)).uid === account.uid) return;
  const pid = await postmasterPid(cluster);
  if (pid !== null && isAlive(pid)) return;
  await giveTo(cluster, account);
  await giveTo(socketFolder, account);
}

/** Spawns the server in its own process group (Ctrl-C reaches the desk first) and waits until it answers or ends: then what it said. */
async function launch(
  binaries: Binaries,
  root: string,
  cluster: string,
  connection: EmbeddedServer['connection'],
  account: Account | null,
): Promise<string> {
  const before = await stat(join(root, 'postgres.log')).then(
    ({ size }) => size,
    () => 0,
  );
  const log = openSync(join(root, 'postgres.log'), 'a', 0o600);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: connection.host,
    unix_socket_permissions: '0700',
    port: String(PORT),
    max_connections: '80',
    shared_buffers: '128MB',
    log_destination: 'stderr',
  };
  const args = ['-D', cluster, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
  const child = spawn(binaries.postgres, args, { detached: true, stdio: ['ignore', log, log], cwd: '/', ...identity(account) });
  closeSync(log);
  const state = { ended: false };
  child.once('exit', () => (state.ended = true));
  child.once('error', () => (state.ended = true));
  child.unref();
  for (let tries = 0; tries < 400 && !state.ended; tries += 1) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    const answered = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (answered) return '';
    await pause(50);
  }
  // Another server may be ending or starting in the same folder: the caller tries again.
  await pause(250);
  const said = await readFile(join(root, 'postgres.log')).catch(() => Buffer.alloc(0));
  return state.ended ? said.subarray(before).toString('utf8') : '';
}

function identity(account: Account | null): { uid?: number; gid?: number } {
  return account === null ? {} : { uid: account.uid, gid: account.gid };
}

function run(file: string, args: readonly string[], account: Account | null): Promise<string | null> {
  return new Promise((done) => {
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/', ...identity(account) });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', (cause) => done(cause.message));
    child.once('close', (code) => done(code === 0 ? null : Buffer.concat(said).toString('utf8').slice(-2000)));
  });
}

/** A socket's path holds 107 bytes (sun_path): a long data folder gets a short one beside the temporary files. */
async function makeSocketFolder(root: string, account: Account | null): Promise<string> {
  const inside = join(root, 'pgsock');
  const short = join(tmpdir(), `matoi-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`);
  const folder = Buffer.byteLength(join(inside, `.s.PGSQL.${PORT}`)) <= 100 ? inside : short;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const owner = (await stat(folder)).uid;
  const expected = account?.uid ?? process.getuid?.();
  if (expected !== undefined && owner !== expected) throw new Error(`${folder} belongs to somebody else`);
  return folder;
}

/** As root: lets the server's account pass through the data folder (not read it), and says so when a parent forbids it. */
async function letThrough(root: string, account: Account): Promise<void> {
  await chmod(root, 0o711);
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    const may = uid === account.uid ? mode & 0o100 : mode & 0o001;
    if (!may) throw new ProblemError(storeProblem('store.folder-closed', undefined, { root, folder }));
  }
  accessSync(root, constants.W_OK);
}

async function cannotStart(root: string) {
  const file = join(root, 'postgres.log');
  const log = await readFile(file, 'utf8').catch(() => '');
  return storeProblem('store.cannot-start', { log: log.trim().split('\n').slice(-3).join(' / ').slice(0, 600) }, { file });
}
