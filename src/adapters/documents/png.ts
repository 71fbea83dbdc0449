// SPDX-License-Identifier: Apache-2.0
import { inflateSync } from 'node:zlib';

/** Grey values of a picture, row by row, 0 black to 255 white. */
export type Grey = { readonly width: number; readonly height: number; readonly data: Uint8Array };

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * A PNG (ISO/IEC 15948) as grey on white, up to `most` points; null where it is damaged, larger, interlaced, or in a form
 * that is not read. What it unpacks to is bounded by its size in points before anything is unpacked.
 */
export function greyOfPng(bytes: Buffer, most: number): Grey | null {
  try {
    return decode(bytes, most);
  } catch {
    return null;
  }
}

function decode(bytes: Buffer, most: number): Grey | null {
  const width = bytes.readUInt32BE(16);
  const height = bytes.readUInt32BE(20);
  const [depth = 0, colour = 0, , , interlaced] = bytes.subarray(24, 29);
  const samples = SAMPLES[colour];
  if (samples === undefined || interlaced !== 0 || width * height > most || width * height === 0 || ![1, 2, 4, 8, 16].includes(depth))
    return null;
  const packed: Buffer[] = [];
  const table: { colours: Buffer | null; clear: Buffer | null } = { colours: null, clear: null };
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (name === 'IDAT') packed.push(chunk);
    else if (name === 'PLTE') table.colours = chunk;
    else if (name === 'tRNS') table.clear = chunk;
    else if (name === 'IEND') break;
    at += 12 + length;
  }
  const stride = Math.ceil((width * samples * depth) / 8);
  const raw = inflateSync(Buffer.concat(packed), { maxOutputLength: (stride + 1) * height });
  if (raw.length < (stride + 1) * height) return null;
  const pixel = Math.max(1, (samples * depth) >> 3);
  const data = new Uint8Array(width * height);
  let before = new Uint8Array(stride);
  for (let row = 0; row < height; row += 1) {
    const from = row * (stride + 1);
    const line = unfiltered(raw[from] ?? 0, raw.subarray(from + 1, from + 1 + stride), before, pixel);
    const sample = (index: number): number => sampleOf(line, index, depth);
    for (let x = 0; x < width; x += 1) data[row * width + x] = greyOf(colour, (of) => sample(x * samples + of), depth, table);
    before = line;
  }
  return { width, height, data };
}

/** ISO/IEC 15948, 9.2. */
function unfiltered(filter: number, line: Uint8Array, above: Uint8Array, pixel: number): Uint8Array<ArrayBuffer> {
  const out = Uint8Array.from(line);
  if (filter === 0) return out;
  for (let at = 0; at < out.length; at += 1) {
    const left = at < pixel ? 0 : (out[at - pixel] ?? 0);
    const up = above[at] ?? 0;
    let guess = left;
    if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else if (filter === 4) guess = paeth(left, up, at < pixel ? 0 : (above[at - pixel] ?? 0));
    out[at] = (out[at] ?? 0) + guess;
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** A sample as it stands; of 16 bits the upper eight. */
function sampleOf(line: Uint8Array, index: number, depth: number): number {
  if (depth === 8) return line[index] ?? 0;
  if (depth === 16) return line[index * 2] ?? 0;
  const at = index * depth;
  return ((line[at >> 3] ?? 0) >> (8 - depth - (at & 7))) & (2 ** depth - 1);
}

type Table = { readonly colours: Buffer | null; readonly clear: Buffer | null };

function greyOf(colour: number, sample: (of: number) => number, depth: number, table: Table): number {
  if (colour === 3) {
    const index = sample(0);
    const of = (part: number): number => table.colours?.[index * 3 + part] ?? 0;
    return onWhite(luma(of(0), of(1), of(2)), table.clear?.[index] ?? 255);
  }
  const value = (of: number): number => (depth < 8 ? (sample(of) * 255) / (2 ** depth - 1) : sample(of));
  const grey = colour === 2 || colour === 6 ? luma(value(0), value(1), value(2)) : value(0);
  return onWhite(grey, colour === 4 ? value(1) : colour === 6 ? value(3) : 255);
}

const luma = (red: number, green: number, blue: number): number => 0.299 * red + 0.587 * green + 0.114 * blue;
const onWhite = (grey: number, opaque: number): number => Math.round((grey * opaque + 255 * (255 - opaque)) / 255);
