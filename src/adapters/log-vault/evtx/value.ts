// SPDX-License-Identifier: Apache-2.0
// Values of a Windows event as the Event Viewer's XML writes them ([MS-EVEN6] 2.2.12, BinXML value types).

/** What cannot be what it says it is; the event it stands in is refused with these words. */
export class Broken extends Error {}

export const NESTED = 0x21;
const ARRAY = 0x80;

const wide = new TextDecoder('utf-16le');
const narrow = new TextDecoder('windows-1252');

/** UTF-16 without the NULs that end it. */
export function wideText(bytes: Buffer): string {
  return wide.decode(bytes.subarray(0, bytes.length & ~1)).replace(/\0+$/, '');
}

const hex = (value: number | bigint) => `0x${value.toString(16)}`;

function guid(bytes: Buffer): string {
  const [a, b, c] = [bytes.readUInt32LE(0), bytes.readUInt16LE(4), bytes.readUInt16LE(6)];
  const first = [a.toString(16).padStart(8, '0'), b.toString(16).padStart(4, '0'), c.toString(16).padStart(4, '0')].join('-');
  return `{${first}-${bytes.toString('hex', 8, 10)}-${bytes.toString('hex', 10, 16)}}`.toUpperCase();
}

function sid(bytes: Buffer): string {
  const count = bytes.readUInt8(1);
  if (bytes.length < 8 + count * 4) throw new Broken('a SID that is too short');
  const parts = Array.from({ length: count }, (_, at) => bytes.readUInt32LE(8 + at * 4));
  return ['S', bytes.readUInt8(0), bytes.readUIntBE(2, 6), ...parts].join('-');
}

/** 100 ns since 1601, as ISO 8601 with seven digits behind the second; '' where nothing is set. */
export function fileTime(ticks: bigint): string {
  if (ticks === 0n) return '';
  const millis = Number(ticks / 10_000n) - 11_644_473_600_000;
  const date = new Date(millis);
  if (Number.isNaN(date.getTime())) throw new Broken('a time that no calendar has');
  return `${date.toISOString().slice(0, -1)}${String(ticks % 10_000n).padStart(4, '0')}Z`;
}

function systemTime(bytes: Buffer): string {
  const [year = 0, month = 0, , day = 0, hour = 0, minute = 0, second = 0, millis = 0] = Array.from({ length: 8 }, (_, at) =>
    bytes.readUInt16LE(at * 2),
  );
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millis));
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

type Kind = { readonly size: number | null; readonly read: (bytes: Buffer) => string };

/** By type: how long one value is (null: as long as is said), and its text. */
const KINDS: Readonly<Record<number, Kind>> = {
  0x00: { size: null, read: () => '' },
  0x01: { size: null, read: wideText },
  0x02: { size: null, read: (bytes) => narrow.decode(bytes).replace(/\0+$/, '') },
  0x03: { size: 1, read: (bytes) => String(bytes.readInt8(0)) },
  0x04: { size: 1, read: (bytes) => String(bytes.readUInt8(0)) },
  0x05: { size: 2, read: (bytes) => String(bytes.readInt16LE(0)) },
  0x06: { size: 2, read: (bytes) => String(bytes.readUInt16LE(0)) },
  0x07: { size: 4, read: (bytes) => String(bytes.readInt32LE(0)) },
  0x08: { size: 4, read: (bytes) => String(bytes.readUInt32LE(0)) },
  0x09: { size: 8, read: (bytes) => String(bytes.readBigInt64LE(0)) },
  0x0a: { size: 8, read: (bytes) => String(bytes.readBigUInt64LE(0)) },
  0x0b: { size: 4, read: (bytes) => String(bytes.readFloatLE(0)) },
  0x0c: { size: 8, read: (bytes) => String(bytes.readDoubleLE(0)) },
  0x0d: { size: 4, read: (bytes) => String(bytes.readUInt32LE(0) !== 0) },
  0x0e: { size: null, read: (bytes) => bytes.toString('hex').toUpperCase() },
  0x0f: { size: 16, read: guid },
  0x10: { size: null, read: (bytes) => hex(bytes.length >= 8 ? bytes.readBigUInt64LE(0) : bytes.readUInt32LE(0)) },
  0x11: { size: 8, read: (bytes) => fileTime(bytes.readBigUInt64LE(0)) },
  0x12: { size: 16, read: systemTime },
  0x13: { size: null, read: sid },
  0x14: { size: 4, read: (bytes) => hex(bytes.readUInt32LE(0)) },
  0x15: { size: 8, read: (bytes) => hex(bytes.readBigUInt64LE(0)) },
};

/** The text of a value; of a list, its values joined by commas. Throws `Broken` or `RangeError`. */
export function valueText(type: number, bytes: Buffer): string {
  const kind = KINDS[type & ~ARRAY];
  if (kind === undefined) throw new Broken(`a value of the unknown type ${type}`);
  if (bytes.length === 0) return '';
  if ((type & ARRAY) === 0) return kind.read(kind.size === null ? bytes : bytes.subarray(0, kind.size));
  if (kind.size === null) return wideText(bytes).split('\0').join(', ');
  const { size } = kind;
  return Array.from({ length: Math.floor(bytes.length / size) }, (_, at) => kind.read(bytes.subarray(at * size, (at + 1) * size))).join(
    ', ',
  );
}
