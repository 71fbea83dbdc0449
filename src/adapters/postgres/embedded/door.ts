// SPDX-License-Identifier: Apache-2.0
// Who may connect to the embedded server: whoever has the password of `store.key`, and nobody else of the machine.
import { randomBytes } from 'node:crypto';
import { chown, link, open, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const KEY_FILE = 'store.key';
const HBA = 'pg_hba.conf';
const CLOSED = '# Written by Matoi: the socket alone, with the password of store.key.\nlocal all all scram-sha-256\n';
/** For the moment in which a password is set; the socket's folder belongs to the server's account alone. */
const AJAR = '# Written by Matoi: no password is set yet.\nlocal all all trust\n';

/**
 * The password of the embedded store: 32 random bytes in a file of mode 0600, made once. Where it was lost, the cluster is
 * opened for one connection through its own folder, and gets a new one.
 */
export async function storePassword(root: string, cluster: string): Promise<string> {
  const path = join(root, KEY_FILE);
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return known.trim();
  const beside = `${path}.${process.pid}.part`;
  const file = await open(beside, 'w', 0o600);
  await file.writeFile(randomBytes(32).toString('hex'));
  await file.sync();
  await file.close();
  // Of two that make it at the same moment, the first one's stands.
  await link(beside, path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
  await unlink(beside);
  if ((await hbaOf(cluster)) !== null) await writeHba(cluster, AJAR);
  return (await readFile(path, 'utf8')).trim();
}

/** Sets the password and asks for it from now on; once, and again where somebody opened the door by hand. */
export async function closeDoor(client: pg.Client, cluster: string, user: string, password: string): Promise<void> {
  if ((await hbaOf(cluster)) === CLOSED) return;
  await client.query(`alter role ${pg.escapeIdentifier(user)} password ${pg.escapeLiteral(password)}`);
  await writeHba(cluster, CLOSED);
  await client.query('select pg_reload_conf()');
}

function hbaOf(cluster: string): Promise<string | null> {
  return readFile(join(cluster, HBA), 'utf8').catch(() => null);
}

/** Whole or not at all, and the server's own. */
async function writeHba(cluster: string, text: string): Promise<void> {
  const path = join(cluster, HBA);
  const beside = `${path}.${process.pid}.part`;
  const { uid, gid } = await stat(cluster);
  await writeFile(beside, text, { mode: 0o600 });
  if (process.getuid?.() === 0) await chown(beside, uid, gid);
  await rename(beside, path);
}
