// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Incoming } from '../../hunt/sources/incoming.port.ts';
import { err, ok } from '../../kernel/result.ts';

/** One file for each upload under `<folder>/<importId>`, private to the desk until the vault has it. */
export function incomingFiles(folder: string): Incoming {
  const path = (importId: string): string => {
    if (!/^I-\d{1,15}$/.test(importId)) throw new TypeError(`${importId} is not the number of an import`);
    return join(folder, importId);
  };
  const size = async (importId: string): Promise<number> => (await stat(path(importId)).catch(() => null))?.size ?? 0;
  return {
    path,
    size,
    async add(importId, offset, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const handle = await open(path(importId), 'a+', 0o600);
      try {
        if ((await handle.stat()).size !== offset) return err('not-the-end');
        await handle.appendFile(bytes);
        return ok(offset + bytes.length);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        // Half a piece is no piece: the next try begins where this one did.
        await handle.truncate(offset);
        return err('no-space');
      } finally {
        await handle.close();
      }
    },
    remove: (importId) => rm(path(importId), { force: true }),
    async free() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
  };
}
