// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { closeSync, fsync, linkSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

/** Bytes up to which a file is small. */
export const SMALL = 256 * 1024;
const syncOpen = promisify(fsync);

const run = { name: randomBytes(6).toString('hex'), files: 0 };

/** A name beside this one that no other writer takes. */
function besideOf(path: string): string {
  run.files += 1;
  return `${path}.${run.name}${run.files}.part`;
}

/** Beside, synced, renamed into place, and the folder synced: never seen half, and there after a power cut. */
export async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await (bytes.length <= SMALL ? writeSmall(path, bytes) : writeLarge(path, bytes));
  await syncPath(dirname(path));
}

/** Never seen half, but not synced; a file of that length that stands there, and may be synced, is left alone. */
export function place(path: string, bytes: Uint8Array): void {
  const beside = besideOf(path);
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeAll(file, bytes);
    linkSync(beside, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    if (statSync(path, { throwIfNoEntry: false })?.size !== bytes.length) renameSync(beside, path);
  } finally {
    closeSync(file);
    rmSync(beside, { force: true });
  }
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}

/**
 * Only the sync is off the main thread: opening, writing and renaming a small file take microseconds, but each turn
 * through the thread pool waits behind everything else the desk is doing.
 */
async function writeSmall(path: string, bytes: Uint8Array): Promise<void> {
  const beside = besideOf(path);
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeAll(file, bytes);
    await syncOpen(file);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

async function writeLarge(path: string, bytes: Uint8Array): Promise<void> {
  const beside = besideOf(path);
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
}

/** A file or a folder as it stands. */
export async function syncPath(path: string): Promise<void> {
  const there = openSync(path, 'r');
  try {
    await syncOpen(there);
  } finally {
    closeSync(there);
  }
}

export function nullWhenAbsent(cause: unknown): null {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw cause;
}
