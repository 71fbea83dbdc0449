// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TakeImportLock } from '../../hunt/engine/lock.port.ts';

/** A file with the owner's process number; the lock of a dead process is taken over. */
export function importLock(path: string): TakeImportLock {
  return async () => {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        const handle = await open(path, 'wx', 0o600);
        await handle.write(String(process.pid));
        await handle.close();
        return () => rm(path, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        const owner = Number(await readFile(path, 'utf8').catch(() => '0'));
        if (owner > 0 && owner !== process.pid && lives(owner)) return null;
        if (owner === process.pid) return null;
        await rm(path, { force: true });
      }
    }
    return null;
  };
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
