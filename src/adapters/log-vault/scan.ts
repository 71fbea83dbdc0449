// SPDX-License-Identifier: Apache-2.0
// One pass over a file: both hashes, lines, the first lines, and whether it goes on from something known.
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import type { Compression, Directive, KeepNote, Known } from '../../hunt/vault.port.ts';

export type Scan = {
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly contentBytes: number;
  readonly head: string;
  readonly lines: number;
  readonly endsWithNewline: boolean;
  readonly truncated: boolean;
  readonly sample: readonly string[];
  readonly directives: readonly Directive[];
  readonly continues: { readonly content: string; readonly lines: number } | null;
};

const HEAD_BYTES = 4096;
const SAMPLE_LINES = 200;
const SAMPLE_BYTES = 1 << 20;
/** Logs pack 5 to 50 times; beyond this a packed file is made to exhaust the machine. */
const MAX_RATIO = 300;
const RATIO_FROM = 1 << 28;

/** Lines that give the columns of what follows them may stand anywhere in a file. */
const DIRECTIVE = /^#(?:Fields:|fields\t|types\t|path\t)/;
const MOST_DIRECTIVES = 10_000;
const HASH = 35;

export class TooLarge extends Error {}
export class Stopped extends Error {}

export async function compressionOf(path: string): Promise<Compression | 'zip'> {
  const handle = await open(path, 'r');
  try {
    const magic = Buffer.alloc(4);
    await handle.read(magic, 0, 4, 0);
    if (magic[0] === 0x1f && magic[1] === 0x8b) return 'gzip';
    if (magic.readUInt32LE(0) === 0xfd2fb528) return 'zstd';
    if (magic.readUInt32LE(0) === 0x04034b50) return 'zip';
    return 'none';
  } finally {
    await handle.close();
  }
}

/** `sink` receives the unpacked bytes (used to salvage what a broken stream still gave). */
export async function scanFile(
  path: string,
  compression: Compression,
  known: readonly Known[],
  maxBytes: number,
  sink?: (chunk: Buffer) => Promise<void>,
  watch?: KeepNote['watch'],
): Promise<Scan> {
  const outer = createHash('sha256');
  let bytes = 0;
  const counter = createCounter(known, compression === 'none' ? outer : createHash('sha256'));
  const raw = createReadStream(path, { highWaterMark: 1 << 20 });
  let truncated = false;
  if (compression === 'none') {
    for await (const chunk of raw as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      counter.take(chunk);
      lookOn(watch, bytes);
      if (bytes > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
    }
  } else {
    raw.on('data', (chunk) => {
      outer.update(chunk);
      bytes += chunk.length;
    });
    // A stream that breaks off gives what it had, then an error: both are used.
    const unpack = compression === 'gzip' ? createGunzip({ chunkSize: 1 << 20 }) : createZstdDecompress({ chunkSize: 1 << 20 });
    raw.pipe(unpack);
    raw.on('error', (error) => unpack.destroy(error));
    try {
      for await (const chunk of unpack as AsyncIterable<Buffer>) {
        counter.take(chunk);
        if (sink !== undefined) await sink(chunk);
        lookOn(watch, bytes);
        const total = counter.bytes();
        if (total > maxBytes) throw new TooLarge(`unpacks to more than ${maxBytes} bytes`);
        if (total > RATIO_FROM && total > bytes * MAX_RATIO) throw new TooLarge(`unpacks to more than ${MAX_RATIO} times its size`);
      }
    } catch (error) {
      if (error instanceof TooLarge || error instanceof Stopped) {
        raw.destroy();
        throw error;
      }
      truncated = true;
      // The rest of the raw bytes still belongs to the hash.
      raw.unpipe(unpack);
      raw.resume();
      if (!raw.closed) await new Promise((resolve) => raw.once('close', resolve));
    }
  }
  const scanned = counter.end();
  return { sha256: compression === 'none' ? scanned.content : outer.digest('hex'), bytes, truncated, ...scanned };
}

function lookOn(watch: KeepNote['watch'], bytes: number): void {
  if (watch === undefined) return;
  watch.told(bytes);
  if (watch.stopped()) throw new Stopped('stopped by a person');
}

function createCounter(known: readonly Known[], hash: Hash) {
  let total = 0;
  let newlines = 0;
  let last = 10;
  const first: Buffer[] = [];
  let firstBytes = 0;
  let marks: Known[] | null = null;
  let continues: { content: string; lines: number } | null = null;
  const directives: Directive[] = [];
  /** A directive whose end was not there yet. */
  let begun: { line: number; text: string } | null = null;
  const headHash = createHash('sha256');
  let headBytes = 0;

  /** Known files with this very beginning: where each of them ended, the running hash is compared. */
  function lookUp(): Known[] {
    const head = headHash.copy().digest('hex');
    return known.filter((one) => one.head === head && one.bytes >= HEAD_BYTES && one.endsWithNewline).toSorted((a, b) => a.bytes - b.bytes);
  }

  function hashUntil(chunk: Buffer): void {
    let from = 0;
    for (const mark of marks ?? []) {
      const at = mark.bytes - total;
      if (at > from && at <= chunk.length) {
        hash.update(chunk.subarray(from, at));
        from = at;
        if (hash.copy().digest('hex') === mark.content) continues = { content: mark.content, lines: mark.lines };
      }
    }
    hash.update(from === 0 ? chunk : chunk.subarray(from));
  }

  function directive(line: number, text: string): void {
    if (DIRECTIVE.test(text) && directives.length < MOST_DIRECTIVES) directives.push({ line, text: text.replace(/\r$/, '') });
  }

  /** A line that begins with a hash, from `at` on; the number is its own. */
  function hashed(chunk: Buffer, at: number, line: number): void {
    const end = chunk.indexOf(10, at);
    const text = chunk.subarray(at, Math.min(end === -1 ? chunk.length : end, at + 65_536)).toString('latin1');
    if (end === -1) begun = { line, text };
    else directive(line, text);
  }

  function goOn(chunk: Buffer): void {
    if (begun === null) return;
    const end = chunk.indexOf(10);
    begun.text += chunk.subarray(0, end === -1 ? Math.max(0, 65_536 - begun.text.length) : end).toString('latin1');
    if (end === -1) return;
    directive(begun.line, begun.text);
    begun = null;
  }

  return {
    bytes: () => total,
    take(chunk: Buffer): void {
      if (chunk.length === 0) return;
      if (headBytes < HEAD_BYTES) {
        const piece = chunk.subarray(0, HEAD_BYTES - headBytes);
        headHash.update(piece);
        headBytes += piece.length;
        if (headBytes === HEAD_BYTES) marks = lookUp();
      }
      hashUntil(chunk);
      goOn(chunk);
      if (last === 10 && chunk[0] === HASH) hashed(chunk, 0, newlines + 1);
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
        newlines += 1;
        if (chunk[at + 1] === HASH) hashed(chunk, at + 1, newlines + 1);
      }
      if (firstBytes < SAMPLE_BYTES) {
        first.push(Buffer.from(chunk.subarray(0, SAMPLE_BYTES - firstBytes)));
        firstBytes += chunk.length;
      }
      total += chunk.length;
      last = chunk[chunk.length - 1] ?? last;
    },
    end() {
      if (begun !== null) directive(begun.line, begun.text);
      const text = Buffer.concat(first).toString('latin1');
      const cut = text.split('\n');
      // The last piece may be half a line, unless the whole content is here.
      if (cut.length > 1 && (text.endsWith('\n') || total > SAMPLE_BYTES)) cut.pop();
      const content = hash.digest('hex');
      return {
        content,
        contentBytes: total,
        head: headHash.digest('hex'),
        lines: newlines + (last === 10 ? 0 : 1),
        endsWithNewline: last === 10,
        sample: total === 0 ? [] : cut.slice(0, SAMPLE_LINES),
        directives,
        continues: continues !== null && (continues as { content: string }).content === content ? null : continues,
      };
    },
  };
}
