// SPDX-License-Identifier: Apache-2.0
// A chunk of an EVTX file: 64 KiB with its own check sums, strings and templates, and the events one after the other.
import { crc32 } from 'node:zlib';
import { readFragment } from './binxml.ts';
import type { Budget, Element } from './binxml.ts';
import { Broken } from './value.ts';

export const CHUNK_BYTES = 65_536;
const HEAD_BYTES = 512;
const RECORD_HEAD = 24;
const MAGIC = Buffer.from('ElfChnk\0', 'latin1');
/** So much may the events of one chunk unfold to, and one of them. */
const CHUNK_BUDGET = { pieces: 600_000, signs: 16 << 20 };
const EVENT_BUDGET = { pieces: 40_000, signs: 1 << 20 };

/** An event, or why one is not there: each becomes a line. */
export type Outcome = { readonly elements: readonly Element[] } | { readonly broken: string };

const NOTHING = Buffer.alloc(CHUNK_BYTES);

/** A chunk that was set aside and never used. */
export function isEmpty(bytes: Buffer): boolean {
  return bytes.equals(NOTHING.subarray(0, bytes.length));
}

type Judged = { readonly fault: string | null; readonly end: number; readonly last: bigint };

/**
 * All events of a chunk in their order. What does not hold together is an outcome of its own with the chunk's number:
 * nothing is guessed, and nothing is left out in silence. `whole`: false for the last chunk of a file that was in use when
 * it was copied; its sums may be older than its events, which then count by their own marks.
 */
export function eventsOf(bytes: Buffer, number: number, whole: boolean): readonly Outcome[] {
  if (isEmpty(bytes)) return [];
  const judged = judge(bytes, whole);
  if (judged.fault !== null) return [{ broken: `chunk ${number}: ${judged.fault}` }];
  const outcomes: Outcome[] = [];
  const budget = { ...CHUNK_BUDGET };
  let last = 0n;
  let at = HEAD_BYTES;
  while (at + RECORD_HEAD <= judged.end) {
    const size = recordSize(bytes, at, judged.end);
    if (size === null) break;
    last = bytes.readBigUInt64LE(at + 8);
    outcomes.push(eventAt(bytes, { at, size, number, record: last }, budget));
    at += size;
  }
  if (bytes.length < CHUNK_BYTES) outcomes.push({ broken: `chunk ${number}: the file breaks off in it, after record ${last}` });
  else if (whole && (at < judged.end || last < judged.last))
    outcomes.push({ broken: `chunk ${number}: what follows record ${last} is no record (the last one should be ${judged.last})` });
  return outcomes;
}

function judge(bytes: Buffer, whole: boolean): Judged {
  const none = { end: 0, last: 0n };
  if (bytes.length < HEAD_BYTES) return { ...none, fault: 'the file breaks off in its head' };
  if (!bytes.subarray(0, 8).equals(MAGIC)) return { ...none, fault: 'it does not begin as a chunk does' };
  const last = bytes.readBigUInt64LE(16);
  const free = bytes.readUInt32LE(48);
  if (free < HEAD_BYTES || free > CHUNK_BYTES) return { ...none, fault: 'its head is no head' };
  // Of a torn chunk the sums cannot be had; of the one that was being written they may be old.
  if (!whole || bytes.length < CHUNK_BYTES) return { end: Math.min(bytes.length, CHUNK_BYTES), last, fault: null };
  const head = crc32(bytes.subarray(128, HEAD_BYTES), crc32(bytes.subarray(0, 120)));
  if (head !== bytes.readUInt32LE(124)) return { ...none, fault: 'the check sum of its head is another one' };
  if (crc32(bytes.subarray(HEAD_BYTES, free)) !== bytes.readUInt32LE(52))
    return { ...none, fault: `the check sum of its records ${bytes.readBigUInt64LE(8)} to ${last} is another one` };
  return { end: free, last, fault: null };
}

/** The length of the record here; null where none is, or not all of it. */
function recordSize(bytes: Buffer, at: number, end: number): number | null {
  if (bytes.readUInt32LE(at) !== 0x2a2a) return null;
  const size = bytes.readUInt32LE(at + 4);
  if (size < RECORD_HEAD + 4 || at + size > end) return null;
  return bytes.readUInt32LE(at + size - 4) === size ? size : null;
}

type Place = { readonly at: number; readonly size: number; readonly number: number; readonly record: bigint };

function eventAt(bytes: Buffer, { at, size, number, record }: Place, budget: Budget): Outcome {
  const mine = { pieces: Math.min(EVENT_BUDGET.pieces, budget.pieces), signs: Math.min(EVENT_BUDGET.signs, budget.signs) };
  const given = { ...mine };
  try {
    return { elements: readFragment(bytes, at + RECORD_HEAD, at + size - 4, mine) };
  } catch (error) {
    if (!(error instanceof Broken) && !(error instanceof RangeError)) throw error;
    return { broken: `chunk ${number}, record ${record}: ${error instanceof Broken ? error.message : 'it points out of its chunk'}` };
  } finally {
    budget.pieces -= given.pieces - Math.max(0, mine.pieces);
    budget.signs -= given.signs - Math.max(0, mine.signs);
  }
}
