// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { DataFolder } from '../../upkeep/backup/data-folder.port.ts';

/** Held by the database, made anew at the next start, or carried as originals. */
const ELSEWHERE = /^(?:pg\d+|pgbin-.*|pg\d+-\d+\.part|pgsock|store\.key|postgres\.log|blobs)$/;
const LOGS = 'logs';

/** The data folder but its database and its originals. Links and sockets are left out: they lead elsewhere. */
export function dataFolderFiles(root: string): DataFolder {
  async function* below(folder: string): AsyncGenerator<{ readonly path: string; readonly bytes: number }> {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) yield* below(path);
      else if (entry.isFile()) yield { path, bytes: (await stat(join(root, path))).size };
    }
  }
  return {
    async *files(withLogs) {
      for (const entry of (await readdir(root, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
        if (ELSEWHERE.test(entry.name) || (entry.name === LOGS && !withLogs)) continue;
        if (entry.isDirectory()) yield* below(entry.name);
        else if (entry.isFile()) yield { path: entry.name, bytes: (await stat(join(root, entry.name))).size };
      }
    },
    read: (path) => createReadStream(join(root, path)),
    async write(path, chunks) {
      const parts = path.split('/');
      if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0')) || ELSEWHERE.test(parts[0] ?? ''))
        throw new Error(`${path} is no place for a file of a backup`);
      const to = join(root, ...parts);
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      const beside = `${to}.restoring`;
      const file = await open(beside, 'w', 0o600);
      try {
        for await (const chunk of chunks) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, to);
    },
  };
}
