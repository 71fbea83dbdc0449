// SPDX-License-Identifier: Apache-2.0
import { decode as decodeJpeg } from 'jpeg-js';
import { decodeQR } from 'qr/decode.js';
import type { PartReading } from '../../triage/file/part-reading.port.ts';
import { greyOfPng } from './png.ts';
import type { Grey } from './png.ts';

const MOST_POINTS = 8_000_000;
const MOST_MEGABYTES = 256;
/** Milliseconds for one picture beyond the first look. */
const PATIENCE = 300;
const LONGEST_CODE = 3000;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** By the eight bytes of the signature (PNG, 5.2). */
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(PNG);
/** By SOI and the first byte of the next marker (ITU T.81, B.1). */
export const isJpeg = (bytes: Buffer): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

/** What a QR code in a PNG or a JPEG says (ISO/IEC 18004). The picture's own words are not read. */
export function readPicture(bytes: Buffer): PartReading {
  const grey = isPng(bytes) ? greyOfPng(bytes, MOST_POINTS) : greyOfJpeg(bytes);
  if (grey === null) return { is: 'not-read', why: 'damaged' };
  const code = codeIn(grey);
  if (code === null) return { is: 'not-read', why: 'no-words' };
  return { is: 'read', form: 'picture', passages: [], codes: [code.slice(0, LONGEST_CODE)], cut: false, blank: [] };
}

function greyOfJpeg(bytes: Buffer): Grey | null {
  try {
    const { width, height, data } = decodeJpeg(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      maxResolutionInMP: MOST_POINTS / 1_000_000,
      maxMemoryUsageInMB: MOST_MEGABYTES,
    });
    const grey = new Uint8Array(width * height);
    for (let at = 0; at < grey.length; at += 1)
      grey[at] = 0.299 * (data[at * 3] ?? 0) + 0.587 * (data[at * 3 + 1] ?? 0) + 0.114 * (data[at * 3 + 2] ?? 0);
    return { width, height, data: grey };
  } catch {
    return null;
  }
}

function codeIn({ width, height, data }: Grey): string | null {
  // Three equal samples a point: a form that the decoder takes without a guess.
  const points = new Uint8Array(data.length * 3);
  for (const [at, value] of data.entries()) points.fill(value, at * 3, at * 3 + 3);
  try {
    const said = decodeQR({ width, height, data: points }, { format: 'RGB', timeLimit: PATIENCE });
    return said === '' ? null : said;
  } catch {
    return null;
  }
}
