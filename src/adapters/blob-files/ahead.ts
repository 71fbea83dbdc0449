// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import { nullWhenAbsent, syncPath, writeDurably } from './durable.ts';

/** By then the system has written the blobs by itself (Linux: 30 s), and syncing each costs next to nothing. */
const SETTLE_AFTER = 45_000;

export type Blob = { readonly sha256: Sha256; readonly bytes: Uint8Array };

/** The store's own places, one for each blob. */
export type Places = {
  readonly pathOf: (sha256: Sha256) => string;
  readonly write: (blob: Blob) => Promise<void>;
  /** Not synced; what stands there already is not replaced by it. */
  readonly place: (blob: Blob) => void;
};

export type Ahead = {
  /** Resolves when all of them survive a power cut and each can be read in its place. */
  readonly put: (blobs: readonly Blob[]) => Promise<void>;
  /** Afterwards everything that stood here, whoever wrote it, is durable in its place, and there is no second copy of it. */
  readonly settleAll: () => Promise<void>;
};

/**
 * Blobs that come at one moment are written into one file and made durable with it: two syncs for all instead of two for
 * each. Each is then placed under its own name for those who read; its sync follows some time later, and the common file
 * goes. What the system lost when it went down in between is placed anew when the store is opened.
 */
export async function openAhead(folder: string, hash: HashBytes, places: Places, boot: string): Promise<Ahead> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await syncPath(dirname(folder));
  const waiting = new Map<string, number>();
  const state: { timer: NodeJS.Timeout | null; last: Promise<void> } = { timer: null, last: Promise.resolve() };

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = state.last.then(work);
    state.last = done.catch(() => undefined);
    return done;
  }

  async function settle(name: string): Promise<void> {
    const path = join(folder, name);
    const group = await readFile(path).catch(nullWhenAbsent);
    if (group !== null) {
      const blobs = blobsIn(group, hash);
      for (const blob of blobs) await settleOne(blob);
      for (const shelf of new Set(blobs.map(({ sha256 }) => dirname(places.pathOf(sha256))))) await syncPath(shelf);
      await syncPath(dirname(folder));
      await rm(path, { force: true });
    }
    waiting.delete(name);
  }

  /** What is whole in its place is synced; what is not there, or not what its name says, is written anew. */
  async function settleOne(blob: Blob): Promise<void> {
    const path = places.pathOf(blob.sha256);
    const there = readIfThere(path);
    await (there !== null && hash(there) === blob.sha256 ? syncPath(path) : places.write(blob));
  }

  function settleLater(name: string): void {
    waiting.set(name, Date.now());
    wind();
  }

  function wind(): void {
    if (state.timer !== null || waiting.size === 0) return;
    state.timer = setTimeout(() => {
      state.timer = null;
      const due = [...waiting].filter(([, since]) => since <= Date.now() - SETTLE_AFTER);
      // What cannot be settled now (a full disk) stays here and is tried again.
      void inTurn(async () => {
        for (const [name] of due) await settle(name);
      })
        .catch(() => undefined)
        .then(wind);
    }, SETTLE_AFTER);
    state.timer.unref();
  }

  const names = async () => (await readdir(folder)).filter((name) => name.endsWith('.group'));
  // What was placed since the system started is in its memory, even where the process that placed it is gone.
  for (const name of await names())
    if (name.startsWith(`${boot}.`)) settleLater(name);
    else await inTurn(() => settle(name));

  return {
    async put(blobs) {
      const name = `${boot}.${randomBytes(9).toString('hex')}.group`;
      await writeDurably(join(folder, name), groupOf(blobs));
      for (const blob of blobs) places.place(blob);
      // Somebody who erases settles all groups, and what was erased meanwhile has come again.
      if (!existsSync(join(folder, name))) for (const blob of blobs) await places.write(blob);
      settleLater(name);
    },
    settleAll: () =>
      inTurn(async () => {
        const all = await names();
        for (const name of all) await settle(name);
        // Or a power cut could bring a group back, and with it what is erased next.
        if (all.length > 0) await syncPath(folder);
      }),
  };
}

/** In the main thread: they are small and were written a moment ago. */
function readIfThere(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (cause) {
    return nullWhenAbsent(cause);
  }
}

/** Each blob after a line of its name and its length. */
function groupOf(blobs: readonly Blob[]): Uint8Array {
  return Buffer.concat(blobs.flatMap(({ sha256, bytes }) => [Buffer.from(`${sha256} ${bytes.length}\n`, 'latin1'), bytes]));
}

/** Those that are what their names say. A group was synced before anybody relied on it: others are a fault of the disk, and `verify` misses them. */
function blobsIn(group: Buffer, hash: HashBytes): readonly Blob[] {
  const blobs: Blob[] = [];
  for (let at = 0; at < group.length; ) {
    const line = /^([0-9a-f]{64}) (\d{1,7})\n/.exec(group.toString('latin1', at, at + 80));
    const sha256 = parseSha256(line?.[1] ?? '');
    if (line === null || sha256 === null) break;
    const from = at + line[0].length;
    at = from + Number(line[2]);
    const bytes = group.subarray(from, at);
    if (hash(bytes) === sha256) blobs.push({ sha256, bytes });
  }
  return blobs;
}

/** Another one after each start of the system; where the system tells none, whatever stands ahead is settled at opening. */
export function bootOfSystem(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomBytes(16).toString('hex');
  }
}
