// SPDX-License-Identifier: Apache-2.0

/** [MS-CFB] 2.1: sector numbers from here on are marks, not sectors. */
const MARKS = 0xfffffffa;
const END_OF_CHAIN = 0xfffffffe;
const NO_ENTRY = 0xffffffff;
const HEADER = 512;
const FAT_IN_HEADER = 109;
const ENTRY = 128;
const MOST_ENTRIES = 20_000;

/**
 * Whether the chains and the tree of a compound file ([MS-CFB]) come to an end: no sector and no entry is used twice,
 * no size is larger than the file. A reader that follows them needs time in proportion to the file then. One pass.
 */
export function isSoundCompoundFile(bytes: Buffer): boolean {
  try {
    return walk(bytes);
  } catch (cause) {
    // A number points outside of the file.
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

function walk(bytes: Buffer): boolean {
  const shift = bytes.readUInt16LE(0x1e);
  if ((shift !== 9 && shift !== 12) || bytes.readUInt16LE(0x20) !== 6) return false;
  const size = 2 ** shift;
  const sectorAt = (sector: number): number => Math.max(HEADER, size) + sector * size;
  const fat = fatOf(bytes, size, sectorAt);
  if (fat === null) return false;
  const used = new Set<number>();
  const chain = chainIn(fat, used);
  const directory = chain(bytes.readUInt32LE(0x30));
  const miniFatSectors = chain(bytes.readUInt32LE(0x3c));
  if (directory === null || miniFatSectors === null) return false;
  const entries = directory.flatMap((sector) => Array.from({ length: size / ENTRY }, (_, index) => sectorAt(sector) + index * ENTRY));
  const perSector = size / 4;
  const miniFat: Chains = {
    length: miniFatSectors.length * perSector,
    next: (at) => bytes.readUInt32LE(sectorAt(miniFatSectors[Math.floor(at / perSector)] ?? Number.NaN) + (at % perSector) * 4),
  };
  return treeEnds(bytes, entries) && streamsEnd(bytes, entries, { chain, mini: chainIn(miniFat, new Set()) });
}

type Chains = { readonly length: number; readonly next: (at: number) => number };

function fatOf(bytes: Buffer, size: number, sectorAt: (sector: number) => number): Chains | null {
  const sectors: number[] = [];
  for (let index = 0; index < FAT_IN_HEADER; index += 1) sectors.push(bytes.readUInt32LE(0x4c + index * 4));
  const seen = new Set<number>();
  for (let at = bytes.readUInt32LE(0x44); at < MARKS; ) {
    if (seen.has(at)) return null;
    seen.add(at);
    for (let index = 0; index < size / 4 - 1; index += 1) sectors.push(bytes.readUInt32LE(sectorAt(at) + index * 4));
    at = bytes.readUInt32LE(sectorAt(at) + size - 4);
  }
  const named = sectors.filter((sector) => sector < MARKS);
  const perSector = size / 4;
  return {
    length: named.length * perSector,
    next: (at) => bytes.readUInt32LE(sectorAt(named[Math.floor(at / perSector)] ?? Number.NaN) + (at % perSector) * 4),
  };
}

/** The sectors of a chain in order; null where one was met before. */
function chainIn(chains: Chains, used: Set<number>): (start: number) => readonly number[] | null {
  return (start) => {
    const sectors: number[] = [];
    for (let at = start; at < MARKS; at = chains.next(at)) {
      if (at >= chains.length || used.has(at)) return null;
      used.add(at);
      sectors.push(at);
    }
    return sectors;
  };
}

function treeEnds(bytes: Buffer, entries: readonly number[]): boolean {
  if (entries.length === 0 || entries.length > MOST_ENTRIES) return false;
  const seen = new Set<number>();
  const open = [0];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const at = entries[index];
    if (at === undefined || seen.has(index)) return false;
    seen.add(index);
    for (const link of [0x44, 0x48, 0x4c]) {
      const next = bytes.readUInt32LE(at + link);
      if (next !== NO_ENTRY) open.push(next);
    }
  }
  return true;
}

type Followed = { readonly chain: (start: number) => readonly number[] | null; readonly mini: (start: number) => readonly number[] | null };

/** Streams below 4,096 bytes lie in the mini stream, the root's stream and longer ones in sectors of their own. */
function streamsEnd(bytes: Buffer, entries: readonly number[], { chain, mini }: Followed): boolean {
  return entries.every((at) => {
    const type = bytes[at + 0x42];
    const length = bytes.readUInt32LE(at + 0x78);
    if ((type !== 2 && type !== 5) || length === 0) return true;
    if (length > bytes.length) return false;
    const start = bytes.readUInt32LE(at + 0x74);
    const sectors = type === 5 || length >= bytes.readUInt32LE(0x38) ? chain(start) : mini(start);
    return sectors !== null && (sectors.length > 0 || start === END_OF_CHAIN);
  });
}
