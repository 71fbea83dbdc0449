// SPDX-License-Identifier: Apache-2.0
// Pictures of QR codes for tests; drawn by one library and written here, read by others in the product.
import { crc32, deflateSync } from 'node:zlib';
import { encode as encodeJpeg } from 'jpeg-js';
import { encode as encodeQr } from 'uqr';

const SCALE = 6;

/** Grey values, 0 and 255, of a QR code with its margin. */
function drawn(text: string): { readonly side: number; readonly grey: Uint8Array } {
  const { data, size } = encodeQr(text, { border: 4 });
  const side = size * SCALE;
  const grey = new Uint8Array(side * side).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) if (data[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)] === true) grey[y * side + x] = 0;
  return { side, grey };
}

/** As 8-bit grey, or as a palette of one bit. */
export function qrPng(text: string, form: 'grey' | 'palette' = 'grey'): Buffer {
  const { side, grey } = drawn(text);
  const rows: Buffer[] = [];
  for (let y = 0; y < side; y += 1) {
    const line = Buffer.from(grey.subarray(y * side, (y + 1) * side));
    rows.push(
      form === 'grey'
        ? filteredUp(line, y === 0 ? null : grey.subarray((y - 1) * side, y * side))
        : Buffer.concat([Buffer.from([0]), bits(line)]),
    );
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set(form === 'grey' ? [8, 0, 0, 0, 0] : [1, 3, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(form === 'palette' ? [chunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255]))] : []),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function qrJpeg(text: string): Buffer {
  const { side, grey } = drawn(text);
  const data = Buffer.alloc(side * side * 4, 255);
  for (const [at, value] of grey.entries()) data.fill(value, at * 4, at * 4 + 3);
  return encodeJpeg({ width: side, height: side, data }, 80).data;
}

function filteredUp(line: Buffer, above: Uint8Array | null): Buffer {
  return Buffer.from([2, ...line.map((value, at) => (value - (above?.[at] ?? 0)) & 0xff)]);
}

function bits(line: Buffer): Buffer {
  const out = Buffer.alloc(Math.ceil(line.length / 8));
  for (const [at, value] of line.entries()) if (value > 0) out[at >> 3] = (out[at >> 3] ?? 0) | (0x80 >> (at & 7));
  return out;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
