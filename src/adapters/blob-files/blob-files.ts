// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, statSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import { createGrouped } from '../../kernel/grouped.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import { bootOfSystem, openAhead } from './ahead.ts';
import type { Blob } from './ahead.ts';
import { nullWhenAbsent, place, SMALL, syncPath, writeDurably } from './durable.ts';

/** Small blobs that come at one moment and are made durable together. */
const MOST_AT_ONCE = 64;

/**
 * Blobs as files, `<folder>/ab/abcdef…`, mode 0600. A blob is written beside, synced, renamed into place and its
 * folder synced, or, where several small ones come at one moment, written ahead together, so that after `put` it
 * survives a power cut and is never seen half. `boot`: tells one start of the system from the next.
 */
export async function openBlobFiles(folder: string, hash: HashBytes, boot: string = bootOfSystem()): Promise<BlobStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const known = { made: new Set<string>(), synced: new Set<string>() };
  const pathOf = (sha256: Sha256): string => join(folder, sha256.slice(0, 2), sha256);
  const shelfOf = (sha256: Sha256): string => {
    const shelf = dirname(pathOf(sha256));
    if (!known.made.has(shelf)) mkdirSync(shelf, { recursive: true, mode: 0o700 });
    known.made.add(shelf);
    return shelf;
  };
  const write = async ({ sha256, bytes }: Blob): Promise<void> => {
    const shelf = shelfOf(sha256);
    if (!known.synced.has(shelf)) await syncPath(folder);
    known.synced.add(shelf);
    await writeDurably(pathOf(sha256), bytes);
  };
  const placeUnsynced = ({ sha256, bytes }: Blob): void => {
    shelfOf(sha256);
    place(pathOf(sha256), bytes);
  };
  const ahead = await openAhead(join(folder, 'ahead'), hash, { pathOf, write, place: placeUnsynced }, boot);
  const putSmall = createGrouped<Blob, void>(async (blobs) => {
    const [first] = blobs;
    await (first !== undefined && blobs.length === 1 ? write(first) : ahead.put(blobs));
    return blobs.map(() => undefined);
  }, MOST_AT_ONCE);

  return {
    async put(bytes) {
      const sha256 = hash(bytes);
      const there = statSync(pathOf(sha256), { throwIfNoEntry: false });
      if (there?.isFile() === true && there.size === bytes.length) return sha256;
      await (bytes.length <= SMALL ? putSmall({ sha256, bytes }) : write({ sha256, bytes }));
      return sha256;
    },
    async get(sha256) {
      return readFile(pathOf(sha256)).catch(nullWhenAbsent);
    },
    async has(sha256) {
      return (await stat(pathOf(sha256)).catch(() => null))?.isFile() ?? false;
    },
    async erase(sha256) {
      await ahead.settleAll();
      await rm(pathOf(sha256), { force: true });
      await syncPath(dirname(pathOf(sha256))).catch(nullWhenAbsent);
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
