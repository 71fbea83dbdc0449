// SPDX-License-Identifier: Apache-2.0
// One pass over a file: both hashes, lines, the first lines, and whether it goes on from something known.
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Continued, Directive, KeepNote, KnownFile } from '../../hunt/import/vault.port.ts';
import { unpackedFrom } from './packing/packed.ts';
import type { Packing } from './packing/packed.ts';

export type Scan = {
  readonly sha256: string;
  readonly bytes: number;
  readonly content: string;
  readonly contentBytes: number;
  readonly head: string;
  readonly lines: number;
  readonly endsWithNewline: boolean;
  readonly truncated: boolean;
  /** Zeros stand behind what is packed, as tapes and block devices leave them: some readers fail there. */
  readonly padded: boolean;
  readonly sample: readonly string[];
  readonly tail: readonly string[];
  readonly nuls: boolean;
  readonly directives: readonly Directive[];
  readonly continues: Continued | null;
};

export const HEAD_BYTES = 4096;
const SAMPLE_LINES = 200;
const SAMPLE_BYTES = 1 << 20;
const TAIL_BYTES = 1 << 14;
/** Large enough that asking costs little, small enough to stay in the processor's cache for all that is done with it. */
const PIECE_BYTES = 1 << 19;
/** Logs pack 5 to 50 times; beyond this a packed file is made to exhaust the machine. */
const MAX_RATIO = 300;
const RATIO_FROM = 1 << 28;

/** Lines that give the columns of what follows them may stand anywhere in a file. */
const DIRECTIVE = /^#(?:Fields:|Date:|Start-Date:|fields\t|types\t|path\t)/;
const MOST_DIRECTIVES = 10_000;
const HASH = 35;

export class TooLarge extends Error {}
export class Stopped extends Error {}

/** More zeros than the end of any packed stream has of its own. */
const PADDING = 9;

/** `sink` receives the unpacked bytes (used to salvage what a broken stream still gave). */
export async function scanFile(
  path: string,
  compression: Packing,
  known: readonly KnownFile[],
  maxBytes: number,
  sink?: (chunk: Buffer) => Promise<void>,
  watch?: KeepNote['watch'],
): Promise<Scan> {
  const outer = createHash('sha256');
  let bytes = 0;
  const counter = createCounter(known, compression === 'none' ? outer : createHash('sha256'));
  let truncated = false;
  let end = Buffer.alloc(0);
  if (compression === 'none') {
    for await (const chunk of piecesOf(path)) {
      bytes += chunk.length;
      counter.take(chunk);
      lookOn(watch, bytes);
      if (bytes > maxBytes) throw new TooLarge(`more than ${maxBytes} bytes`);
    }
  } else {
    const raw = createReadStream(path, { highWaterMark: 1 << 20 });
    raw.on('data', (chunk) => {
      outer.update(chunk);
      bytes += chunk.length;
      end = Buffer.concat([end, (chunk as Buffer).subarray(-PADDING)]).subarray(-PADDING);
    });
    // A stream that breaks off gives what it had, then an error: both are used.
    const unpack = unpackedFrom(raw, compression);
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
      raw.unpipe();
      raw.resume();
      if (!raw.closed) await new Promise((resolve) => raw.once('close', resolve));
    }
  }
  const scanned = counter.end();
  const padded = end.length === PADDING && end.every((byte) => byte === 0);
  return { sha256: compression === 'none' ? scanned.content : outer.digest('hex'), bytes, truncated, padded, ...scanned };
}

/** A file's bytes piece by piece, all in one buffer: each piece is gone when the next is asked for. */
async function* piecesOf(path: string): AsyncIterable<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** SHA-256 of the first bytes of the unpacked content; null when the file is not there or breaks off before. */
export async function hashOfBeginning(path: string, packing: Packing, bytes: number): Promise<string | null> {
  const hash = createHash('sha256');
  const stream = unpackedFrom(createReadStream(path, { highWaterMark: Math.min(1 << 20, Math.max(bytes, 1024)) }), packing);
  let left = bytes;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      hash.update(chunk.subarray(0, left));
      left -= Math.min(left, chunk.length);
      if (left === 0) return hash.digest('hex');
    }
    return null;
  } catch {
    return null;
  } finally {
    stream.destroy();
  }
}

function lookOn(watch: KeepNote['watch'], bytes: number): void {
  if (watch === undefined) return;
  watch.onProgress(bytes);
  if (watch.stopped()) throw new Stopped('stopped by a person');
}

function isSame(one: Continued, content: string): boolean {
  return one.content === content;
}

function createCounter(known: readonly KnownFile[], hash: Hash) {
  let total = 0;
  let newlines = 0;
  let last = 10;
  const first: Buffer[] = [];
  let firstBytes = 0;
  let end: Buffer = Buffer.alloc(0);
  let nuls = false;
  // A known file that is smaller than its beginning could be is compared where it ended, whatever its beginning.
  let marks: KnownFile[] = known.filter((one) => one.bytes > 0 && one.bytes < HEAD_BYTES).toSorted((a, b) => a.bytes - b.bytes);
  let continues: Continued | null = null;
  const directives: Directive[] = [];
  /** A directive whose end was not there yet. */
  let begun: { line: number; text: string } | null = null;
  const headHash = createHash('sha256');
  let headBytes = 0;

  /** Known files with this very beginning: where each of them ended, the running hash is compared. */
  function lookUp(): KnownFile[] {
    const head = headHash.copy().digest('hex');
    return known.filter((one) => one.head === head && one.bytes >= HEAD_BYTES).toSorted((a, b) => a.bytes - b.bytes);
  }

  function hashUntil(chunk: Buffer): void {
    let from = 0;
    for (const mark of marks) {
      const at = mark.bytes - total;
      // Several known files may end at the same place: each is compared there.
      if (at >= from && at > 0 && at <= chunk.length) {
        hash.update(chunk.subarray(from, at));
        from = at;
        // A copy that ended inside a line has the beginning of its last one: that line is read again, whole.
        if (hash.copy().digest('hex') === mark.content)
          continues = {
            content: mark.content,
            lines: mark.endsWithNewline ? mark.lines : mark.lines - 1,
            tornLine: mark.endsWithNewline ? null : mark.lines,
          };
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
        if (headBytes === HEAD_BYTES) marks = [...marks, ...lookUp()];
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
      end = Buffer.concat(chunk.length >= TAIL_BYTES ? [chunk.subarray(-TAIL_BYTES)] : [end, chunk]).subarray(-TAIL_BYTES);
      nuls ||= chunk.includes(0);
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
        // The first piece is half a line.
        tail: Buffer.from(end).toString('latin1').trimEnd().split('\n').slice(1),
        nuls,
        directives,
        continues: continues !== null && isSame(continues, content) ? null : continues,
      };
    },
  };
}
