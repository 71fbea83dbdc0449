// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** So much is written to see that there is room; less than one page of the database would say nothing. */
const PROBE = 64 * 1024;

/**
 * Makes the data folder where it is missing, and sees that it can be written. Rejects at once with the system's reason.
 * Folder by folder: making them all by one call never ends where a file system (`/proc`) says that the new one is not there.
 */
export async function openFolder(folder: string): Promise<void> {
  const root = resolve(folder);
  await make(root);
  const probe = join(root, `.probe-${process.pid}`);
  try {
    const file = await open(probe, 'w', 0o600);
    try {
      await file.writeFile(Buffer.alloc(PROBE, 1));
      await file.sync();
    } finally {
      await file.close();
    }
  } finally {
    await rm(probe, { force: true });
  }
}

async function make(folder: string): Promise<void> {
  const there = await stat(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null;
    throw cause;
  });
  if (there !== null) {
    if (there.isDirectory()) return;
    throw Object.assign(new Error(`ENOTDIR: not a directory, '${folder}'`), { code: 'ENOTDIR', path: folder });
  }
  if (dirname(folder) !== folder) await make(dirname(folder));
  await mkdir(folder, { mode: 0o700 }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
}
