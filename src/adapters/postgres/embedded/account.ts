// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The account that runs PostgreSQL where the desk is root, for PostgreSQL refuses to be root. */
export type Account = { readonly uid: number; readonly gid: number };

/** Numbers that systemd's table of users leaves to nobody (UIDS-GIDS.md: 60706 to 61183 are unused). */
const [FIRST, LAST] = [60_706, 61_183];

/**
 * The account under which the embedded server runs where the desk is root: `matoi` where there is one, else a number that is
 * nobody else's, which needs no line in /etc/passwd. It stays with the cluster. Null where the desk is not root.
 */
export async function accountForServer(root: string, cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const passwd = accounts();
  const [, , uid, gid] = passwd.find(([name]) => name === 'matoi') ?? [];
  if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  const owner = (await stat(cluster).catch(() => null))?.uid ?? 0;
  if (owner >= FIRST && owner <= LAST) return { uid: owner, gid: owner };
  const taken = new Set(passwd.map(([, , number]) => Number(number)));
  const begin = createHash('sha256').update(root).digest().readUInt32BE(0) % (LAST - FIRST + 1);
  const all = Array.from({ length: LAST - FIRST + 1 }, (_, at) => FIRST + ((begin + at) % (LAST - FIRST + 1)));
  const free = all.find((one) => !taken.has(one)) ?? FIRST;
  return { uid: free, gid: free };
}

/**
 * Who makes the cluster: initdb wants an account with a name. It is `nobody` with the server's group, which no other program
 * that runs as `nobody` has, so that none can enter the folder meanwhile.
 */
export function makerFor(account: Account): Account {
  const named = accounts();
  if (named.some(([, , uid]) => Number(uid) === account.uid)) return account;
  const [, , uid] = named.find(([name]) => name === 'nobody') ?? [];
  return { uid: Number(uid ?? '65534'), gid: account.gid };
}

/** The lines of /etc/passwd, each as its fields. */
function accounts(): readonly (readonly string[])[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
}

/** Gives a folder and all below it to the account; what is a link stays one. */
export async function giveTo(folder: string, { uid, gid }: Account): Promise<void> {
  await lchown(folder, uid, gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await giveTo(path, { uid, gid });
    else
      await lchown(path, uid, gid).catch((cause: NodeJS.ErrnoException) => {
        // A socket that its server took away meanwhile.
        if (cause.code !== 'ENOENT') throw cause;
      });
  }
}
