// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Compression } from '../../hunt/import/vault.port.ts';

/** Lines by number, byte-exact, in one pass that ends at the last one wanted. */
export async function readLines(
  path: string,
  compression: Compression,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, { readonly bytes: Uint8Array; readonly offset: number }>> {
  const found = new Map<number, { bytes: Uint8Array; offset: number }>();
  const wanted = [...new Set(numbers)].toSorted((a, b) => a - b);
  let next = 0;
  let line = 1;
  let start = 0;
  let offset = 0;
  let pieces: Buffer[] = [];
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  const stream = compression === 'none' ? raw : raw.pipe(compression === 'gzip' ? createGunzip() : createZstdDecompress());
  const take = (bytes: Buffer) => {
    if (wanted[next] !== line) return;
    found.set(line, { bytes: new Uint8Array(Buffer.concat([...pieces, bytes])), offset: start });
    next += 1;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1 && next < wanted.length; at = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, at));
      pieces = [];
      line += 1;
      from = at + 1;
      start = offset + from;
    }
    if (next >= wanted.length) break;
    if (from < chunk.length && wanted[next] === line) pieces.push(Buffer.from(chunk.subarray(from)));
    offset += chunk.length;
  }
  if (next < wanted.length && offset > start) take(Buffer.alloc(0));
  raw.destroy();
  return found;
}
