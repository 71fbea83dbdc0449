// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Unzip, UnzipInflate } from 'fflate';
import { cutterOf } from './cut.ts';
import type { Cut } from './cut.ts';

/**
 * One document out of a file, folder or archive. Names are for messages only: nothing is written under them. `torn`: the file
 * ends before its end, so that what was read of it must not take the place of good data.
 */
export type Document =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly broken: string }
  | { readonly name: string; readonly torn: string };

/** Bytes of one document at most; a larger one is refused by name. */
const LARGEST = 64 * 1024 * 1024;

/** All documents under a path: a folder, a zip, a gzip, lines of JSON, or the file itself; a large list comes in pieces by `cut`. */
export async function* documentsIn(path: string, wanted: RegExp, cut?: Cut): AsyncGenerator<Document> {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).toSorted()) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory() || wanted.test(name)) yield* documentsIn(inner, wanted, cut);
    }
    return;
  }
  if (/\.zip$/i.test(path)) {
    yield* zipped(path, wanted);
    return;
  }
  if (/\.jsonl(?:\.gz)?$/i.test(path)) {
    yield* lines(path);
    return;
  }
  yield* pieces(path, cut);
}

const CHUNK = 1024 * 1024;

function opened(path: string): NodeJS.ReadableStream {
  const stream = createReadStream(path, { highWaterMark: CHUNK });
  if (!/\.gz$/i.test(path)) return stream;
  const unpacked = createGunzip({ chunkSize: CHUNK });
  // A file that cannot be read must end the unpacking, too.
  stream.once('error', (cause) => unpacked.destroy(cause));
  return stream.pipe(unpacked);
}

/** A file, packed or not, in one piece or cut while it is read: no more of it stands in memory than one piece. */
async function* pieces(path: string, cut: Cut | undefined): AsyncGenerator<Document> {
  const cutter = cutterOf(cut);
  const decoder = new TextDecoder();
  try {
    for await (const chunk of opened(path)) {
      for (const text of cutter.add(decoder.decode(chunk as Buffer, { stream: true }))) yield { name: path, text };
      if (cutter.held() > LARGEST) {
        const why = 'larger than 64 MB in one piece';
        yield cutter.cutAny() ? { name: path, torn: why } : { name: path, broken: why };
        return;
      }
    }
  } catch (error) {
    yield cutter.cutAny() ? { name: path, torn: String(error) } : { name: path, broken: String(error) };
    return;
  }
  const rest = cutter.end(decoder.decode());
  if (rest === 'torn') yield { name: path, torn: 'the list does not end' };
  else for (const text of rest) yield { name: path, text };
}

/** The lines of a file, packed or not, that are not blank; each is named by its number, counted from 1. */
export async function* lines(path: string): AsyncGenerator<Document> {
  let number = 0;
  for await (const line of createInterface({ input: opened(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() !== '') yield { name: `line ${number}`, text: line };
  }
}

/** Archives are read as a stream: a zip of 300,000 files never stands in memory as a whole. */
async function* zipped(path: string, wanted: RegExp): AsyncGenerator<Document> {
  const ready: Document[] = [];
  const unzip = new Unzip((file) => {
    if (!wanted.test(file.name)) return;
    const chunks: Uint8Array[] = [];
    let size = 0;
    file.ondata = (error, chunk, final) => {
      if (error !== null) {
        ready.push({ name: file.name, broken: error.message });
        return;
      }
      size += chunk.length;
      if (size > LARGEST) {
        file.terminate();
        ready.push({ name: file.name, broken: 'larger than 64 MB' });
        return;
      }
      chunks.push(chunk);
      if (final) ready.push({ name: file.name, text: Buffer.concat(chunks).toString('utf8') });
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(path)) {
      unzip.push(chunk as Uint8Array, false);
      yield* ready.splice(0);
    }
    unzip.push(new Uint8Array(), true);
  } catch (error) {
    ready.push({ name: path, broken: `archive cannot be read: ${String(error)}` });
  }
  yield* ready.splice(0);
}

/** The digest of what was imported: of the file, or of all files of a folder in order of name. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  const add = async (at: string): Promise<void> => {
    if (statSync(at).isDirectory()) {
      for (const name of readdirSync(at).toSorted()) await add(join(at, name));
      return;
    }
    for await (const chunk of createReadStream(at)) hash.update(chunk as Buffer);
  };
  await add(path);
  return hash.digest('hex');
}
