// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { closeSync, fsync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';

/** Bytes up to which a blob is small. */
const SMALL = 256 * 1024;
const syncOpen = promisify(fsync);

/**
 * Blobs as files, `<folder>/ab/abcdef…`, mode 0600. A blob is written beside, synced, renamed into place and its
 * folder synced, so that after `put` it survives a power cut and is never seen half.
 */
export async function openBlobFiles(folder: string, hash: HashBytes): Promise<BlobStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = new Set<string>();
  const pathOf = (sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);

  return {
    async put(bytes) {
      const sha256 = hash(bytes);
      const path = pathOf(sha256);
      const there = statSync(path, { throwIfNoEntry: false });
      if (there?.isFile() === true && there.size === bytes.length) return sha256;
      await ensureFolder(known, dirname(path));
      await (bytes.length <= SMALL ? writeSmallDurably(path, bytes) : writeDurably(path, bytes));
      return sha256;
    },
    async get(sha256) {
      return readFile(pathOf(sha256)).catch(nullWhenAbsent);
    },
    async has(sha256) {
      return (await stat(pathOf(sha256)).catch(() => null))?.isFile() ?? false;
    },
    async erase(sha256) {
      await rm(pathOf(sha256), { force: true });
      await syncFolder(dirname(pathOf(sha256))).catch(nullWhenAbsent);
    },
    async *list() {
      for (const shelf of (await readdir(folder)).toSorted()) {
        if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
        for (const name of (await readdir(join(folder, shelf))).toSorted()) {
          if (parseSha256(name) === null) continue;
          const found = await stat(join(folder, shelf, name)).catch(() => null);
          if (found !== null) yield { sha256: name, bytes: found.size };
        }
      }
    },
  };
}

async function ensureFolder(known: Set<string>, folder: string): Promise<void> {
  if (known.has(folder)) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncFolder(dirname(folder));
  known.add(folder);
}

/**
 * As `writeDurably`, with only the two syncs off the main thread: opening, writing and renaming a small file take
 * microseconds, but each turn through the thread pool waits behind everything else the desk is doing.
 */
async function writeSmallDurably(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    await syncOpen(file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
  const shelf = openSync(dirname(path), 'r');
  try {
    await syncOpen(shelf);
  } finally {
    closeSync(shelf);
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (cause) {
    await file.close();
    await rm(beside, { force: true });
    throw cause;
  }
  await file.close();
  await rename(beside, path);
  await syncFolder(dirname(path));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nullWhenAbsent(cause: unknown): null {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw cause;
}
