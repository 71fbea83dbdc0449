// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../src/adapters/postgres/embedded/embedded.ts';
import type { EmbeddedServer } from '../../src/adapters/postgres/embedded/embedded.ts';
import { removeTree } from '../support/remove-tree.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;
const held: { root: string; server: EmbeddedServer | null } = { root: '', server: null };
const cluster = () => join(held.root, 'pg18');
const connection = () => (held.server as EmbeddedServer).connection;

beforeAll(async () => {
  held.root = await mkdtemp(join(tmpdir(), 'matoi-store-'));
  held.server = await startEmbedded(held.root);
});
afterAll(async () => {
  await held.server?.release();
  removeTree(held.root);
});

async function refusalOf(config: pg.ClientConfig): Promise<string> {
  const client = new pg.Client(config);
  try {
    await client.connect();
    return 'let in';
  } catch (cause) {
    return String(cause);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The owner of the running server, by the kernel's word. */
async function uidOfServer(): Promise<number> {
  const pid = Number((await readFile(join(cluster(), 'postmaster.pid'), 'utf8')).split('\n')[0]);
  return (await stat(`/proc/${pid}`)).uid;
}

async function again(before: () => Promise<void>): Promise<void> {
  await held.server?.release();
  await before();
  held.server = await startEmbedded(held.root);
}

describe('integration/store-account', () => {
  it('asks for the password of store.key, which only the owner of the data folder can read', async () => {
    const { password, ...without } = connection();

    expect((await stat(join(held.root, 'store.key'))).mode & 0o777).toBe(0o600);
    expect(await refusalOf(connection())).toBe('let in');
    expect(await refusalOf({ ...without, password: 'guessed' })).toContain('password authentication failed');
    expect(await readFile(join(cluster(), 'pg_hba.conf'), 'utf8')).not.toMatch(/^[^#].*trust/m);
    expect(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(password);
  });

  it('runs under an account of its own, whose socket and files no other account can enter', async ({ skip }) => {
    skip(!isRoot, 'only where the desk is root');
    const uid = await uidOfServer();

    expect([0, NOBODY]).not.toContain(uid);
    expect((await stat(cluster())).uid).toBe(uid);
    for (const path of [connection().host, cluster()])
      expect(spawnSync('ls', [path], { uid: NOBODY, gid: NOBODY, encoding: 'utf8' }).stderr).toContain('Permission denied');
  });

  it('takes over a cluster that an earlier version ran as nobody and let everybody in, with what is in it', async ({ skip }) => {
    skip(!isRoot, 'only where the desk is root');
    const client = new pg.Client(connection());
    await client.connect();
    await client.query('create table kept as select 1 as one');
    await client.end();

    await again(async () => {
      await writeFile(join(cluster(), 'pg_hba.conf'), 'local all all trust\n');
      execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, cluster(), connection().host]);
      await rm(join(held.root, 'store.key'));
    });

    expect(await uidOfServer()).not.toBe(NOBODY);
    const { password, ...without } = connection();
    expect(await refusalOf({ ...without, password: `${password}x` })).toContain('password authentication failed');
    const after = new pg.Client(connection());
    await after.connect();
    expect((await after.query('select one from kept')).rows).toEqual([{ one: 1 }]);
    await after.end();
  });

  it('gets a new password where the file was lost, and only through its own folder', async () => {
    const { password: former } = connection();

    await again(() => rm(join(held.root, 'store.key')));

    expect(connection().password).not.toBe(former);
    expect(await refusalOf(connection())).toBe('let in');
    expect(await refusalOf({ ...connection(), password: former })).toContain('password authentication failed');
    await chmod(join(held.root, 'store.key'), 0o600);
  });
});
