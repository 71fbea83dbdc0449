// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import tar from 'tar-stream';
import { ArchiveError } from '../../upkeep/backup/archive.port.ts';
import type { Archives, Member } from '../../upkeep/backup/archive.port.ts';
import { MAGIC, seal, unseal } from './seal.ts';

/**
 * Archives as files: tar (POSIX), gzip, and, with a passphrase, sealed. Without one `tar xzf` opens it. Written beside with
 * mode 0600 and renamed at the end, so that a half one never bears the name.
 */
export const backupFiles: Archives = {
  async create(path, passphrase) {
    if ((await stat(path).catch(() => null)) !== null) throw Object.assign(new Error(`${path} exists`), { code: 'EEXIST' });
    const beside = `${path}.part`;
    // Opened before anything flows, so that a place that cannot be written is told at once.
    const file = await open(beside, 'w', 0o600);
    const pack = tar.pack();
    const sealing = passphrase === null ? [] : [(chunks: AsyncIterable<Uint8Array>) => seal(chunks, passphrase)];
    const written = pipeline([pack, createGzip({ level: 3 }), ...sealing, file.createWriteStream({ flush: true })]);
    const failed = new Promise<never>((_done, fail) => {
      written.catch(fail);
    });
    failed.catch(() => undefined);
    return {
      add: (member) => Promise.race([addTo(pack, member), failed]),
      async end() {
        pack.finalize();
        await written;
        await rename(beside, path);
        await syncFolder(dirname(path));
        return { bytes: (await stat(path)).size };
      },
      async abandon() {
        pack.destroy();
        await written.catch(() => undefined);
        await rm(beside, { force: true });
      },
    };
  },
  read: (path, passphrase) => membersOf(path, passphrase),
};

async function addTo(pack: tar.Pack, { name, size, chunks }: Member): Promise<void> {
  const entry = pack.entry({ name, size, mode: 0o600, mtime: new Date(0) });
  const ended = once(entry, 'finish');
  ended.catch(() => undefined);
  let left = size;
  for await (const chunk of chunks) {
    // A log that grows while it is copied is taken as far as it went when it was listed.
    const taken = chunk.subarray(0, left);
    left -= taken.length;
    if (taken.length > 0 && !entry.write(taken)) await once(entry, 'drain');
    if (left === 0) break;
  }
  entry.end(undefined);
  await ended;
}

async function* membersOf(path: string, passphrase: string | null): AsyncGenerator<Member> {
  const head = await firstBytes(path);
  if (head === null) throw new ArchiveError('absent');
  const sealed = head.subarray(0, MAGIC.length).equals(MAGIC);
  if (!sealed && !(head[0] === 0x1f && head[1] === 0x8b)) throw new ArchiveError('not-an-archive');
  if (sealed && passphrase === null) throw new ArchiveError('wrong-key');
  const file = createReadStream(path);
  const plain = sealed ? Readable.from(unseal(file, passphrase ?? ''), { objectMode: false }) : file;
  const extract = tar.extract();
  const flowing = pipeline(plain, createGunzip(), extract);
  flowing.catch(() => undefined);
  try {
    for await (const entry of extract) {
      if (entry.header.type !== 'file') throw new ArchiveError('damaged');
      yield { name: entry.header.name, size: entry.header.size ?? 0, chunks: entry as unknown as AsyncIterable<Uint8Array> };
      entry.resume();
    }
    await flowing;
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    // Of zlib and tar: the stream is not what it was. Anything else is the disk's.
    const { code } = cause as NodeJS.ErrnoException;
    throw code?.startsWith('E') === true && !code.startsWith('ERR_') ? cause : new ArchiveError('damaged');
  } finally {
    file.destroy();
    extract.destroy();
  }
}

async function firstBytes(path: string): Promise<Buffer | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
