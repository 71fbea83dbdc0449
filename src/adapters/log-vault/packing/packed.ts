// SPDX-License-Identifier: Apache-2.0
// What a file is packed with, by its first bytes. The engine reads gzip and zstd by itself; xz and bzip2 are unpacked
// once, beside the file as it came; an archive gives its members as files.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PassThrough, Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import unbzip2 from 'unbzip2-stream';
import type * as Xz from 'xz-decompress';

// The package is CommonJS, and its one name is not seen by an import.
const { XzReadableStream } = createRequire(import.meta.url)('xz-decompress') as typeof Xz;

export type Packing = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/**
 * How a file is packed, by its first bytes and never by its name; `unread` is a packing that is known and not opened (7z,
 * RAR, LZ4, compress).
 */
export async function packingOf(path: string): Promise<Packing | 'zip' | 'tar' | 'unread'> {
  const handle = await open(path, 'r');
  try {
    const magic = Buffer.alloc(512);
    const { bytesRead } = await handle.read(magic, 0, 512, 0);
    const head = magic.subarray(0, bytesRead);
    const starts = (...bytes: readonly number[]) => head.length >= bytes.length && bytes.every((byte, at) => head[at] === byte);
    if (starts(0x1f, 0x8b)) return 'gzip';
    if (starts(0x28, 0xb5, 0x2f, 0xfd)) return 'zstd';
    if (starts(0x50, 0x4b, 0x03, 0x04)) return 'zip';
    if (starts(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00)) return 'xz';
    if (starts(0x42, 0x5a, 0x68) && starts(0x42, 0x5a, 0x68, head[3] ?? 0, 0x31, 0x41, 0x59, 0x26)) return 'bzip2';
    // 7z, RAR, LZ4, and the old compress: named, and never taken for lines of text.
    const unread = [
      [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
      [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
      [0x04, 0x22, 0x4d, 0x18],
      [0x1f, 0x9d],
    ];
    if (unread.some((bytes) => starts(...bytes))) return 'unread';
    return isTarHead(head) ? 'tar' : 'none';
  } finally {
    await handle.close();
  }
}

/** The unpacked bytes as they come; an error where the packing breaks off. */
export function unpacked(path: string, packing: Packing): Readable {
  return unpackedFrom(createReadStream(path, { highWaterMark: 1 << 20 }), packing);
}

/** The unpacked bytes of a stream; a fault of either side ends the stream with an error. */
export function unpackedFrom(raw: Readable, packing: Packing): Readable {
  if (packing === 'none') return raw;
  if (packing === 'xz')
    return Readable.fromWeb(new XzReadableStream(Readable.toWeb(raw) as ReadableStream<Uint8Array>) as WebStream<Uint8Array>);
  if (packing === 'bzip2') {
    // A stream of the old kind, which ends with an unhandled error unless one of the new kind stands behind it.
    const out = new PassThrough();
    const unpack = unbzip2();
    unpack.on('error', (error: Error) => out.destroy(error));
    raw.on('error', (error) => out.destroy(error));
    return raw.pipe(unpack).pipe(out);
  }
  const unpack = packing === 'gzip' ? createGunzip({ chunkSize: 1 << 20 }) : createZstdDecompress({ chunkSize: 1 << 20 });
  raw.on('error', (error) => unpack.destroy(error));
  return raw.pipe(unpack);
}

/** POSIX tar, by the mark in the first header of the unpacked bytes. */
export async function isTar(path: string, packing: Packing): Promise<boolean> {
  const stream = unpacked(path, packing);
  const head: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      head.push(chunk);
      length += chunk.length;
      if (length >= 512) break;
    }
  } catch {
    // What breaks off before its first kilobyte is no archive.
  } finally {
    stream.destroy();
  }
  return isTarHead(Buffer.concat(head));
}

function isTarHead(head: Buffer): boolean {
  return head.subarray(257, 262).toString('latin1') === 'ustar';
}
