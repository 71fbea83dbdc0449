// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { removeTree } from '../../../test/support/remove-tree.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import { sha256 } from '../system/system.ts';
import { openBlobFiles } from './blob-files.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-ahead-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) removeTree(folder);
});

const mails = Array.from({ length: 14 }, (_, at) => Buffer.from(`mail ${at} \n${'\n0123 45\n'.repeat(at)}`));
const placeOf = (folder: string, name: Sha256): string => join(folder, name.slice(0, 2), name);
const groupsIn = (folder: string): readonly string[] => readdirSync(join(folder, 'ahead'));

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

describe('adapters/blob-files/ahead', () => {
  it('brings back what a power cut took from the places of blobs that came together', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    const names = await Promise.all(mails.map((mail) => store.put(mail)));
    // The first comes alone and is synced by itself; the others are the system's to lose: gone, empty, or other bytes of that length.
    for (const [at, name] of names.entries()) {
      const path = placeOf(folder, name);
      if (at % 3 === 1) rmSync(path);
      if (at % 3 === 2) truncateSync(path);
      if (at % 3 === 0 && at > 0) writeFileSync(path, Buffer.alloc(statSync(path).size));
    }

    const again = await openBlobFiles(folder, sha256, 'second');
    for (const [at, name] of names.entries()) expect(Buffer.from((await again.get(name)) ?? [])).toEqual(mails[at]);
    expect(groupsIn(folder)).toEqual([]);
  });

  it('leaves to the running system what it still holds, and reads it there', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    const names = await Promise.all(mails.map((mail) => store.put(mail)));
    const before = groupsIn(folder);
    expect(before).not.toEqual([]);

    const beside = await openBlobFiles(folder, sha256, 'first');
    expect(groupsIn(folder)).toEqual(before);
    for (const [at, name] of names.entries()) expect(Buffer.from((await beside.get(name)) ?? [])).toEqual(mails[at]);
  });

  it('leaves no second copy of an erased blob, and none comes back', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    const names = await Promise.all(mails.map((mail) => store.put(mail)));
    const gone = names[7] as Sha256;
    // Another process erases.
    await (await openBlobFiles(folder, sha256, 'first')).erase(gone);

    for (const path of filesIn(folder)) expect(readFileSync(path).includes(mails[7] as Buffer)).toBe(false);
    const again = await openBlobFiles(folder, sha256, 'second');
    expect(await again.get(gone)).toBeNull();
    expect(await again.get(names[8] as Sha256)).not.toBeNull();
  });

  it('does not put an unsynced file where a synced one stands, nor loses what comes while somebody erases', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    const eraser = await openBlobFiles(folder, sha256, 'first');
    const nothing = sha256(Buffer.from('nothing of this'));
    const rounds = await Promise.all(
      mails.map(async (mail, at) => {
        const [name] = await Promise.all([store.put(mail), at % 3 === 0 ? eraser.erase(nothing) : null]);
        return name;
      }),
    );
    const [first = '' as Sha256] = rounds;
    const { ino } = statSync(placeOf(folder, first));
    await Promise.all(mails.map((mail) => store.put(mail)));
    await (await openBlobFiles(folder, sha256, 'second')).erase(nothing);

    expect(statSync(placeOf(folder, first)).ino).toBe(ino);
    for (const [at, name] of rounds.entries()) expect(Buffer.from((await store.get(name)) ?? [])).toEqual(mails[at]);
  });

  it('writes a blob that comes alone, and a large one, straight into its place', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    await store.put(Buffer.from('alone'));
    await Promise.all([store.put(Buffer.alloc(300_000, 1)), store.put(Buffer.alloc(300_000, 2))]);
    expect(groupsIn(folder)).toEqual([]);
  });

  it('brings back the whole blobs of a group that the disk damaged, and none of its ruins', async () => {
    const folder = newFolder();
    const store = await openBlobFiles(folder, sha256, 'first');
    const names = await Promise.all(mails.map((mail) => store.put(mail)));
    const [group = ''] = groupsIn(folder);
    const path = join(folder, 'ahead', group);
    const bytes = readFileSync(path);
    bytes[bytes.indexOf(mails[5] as Buffer) + 2] = 0x21;
    writeFileSync(path, bytes.subarray(0, bytes.length - 3));
    for (const name of names.slice(1)) rmSync(placeOf(folder, name));

    const again = await openBlobFiles(folder, sha256, 'second');
    const lost = await Promise.all(names.map(async (name, at) => ((await again.get(name)) === null ? at : -1)));
    expect(lost.filter((at) => at >= 0)).toEqual([5, 13]);
  });
});
