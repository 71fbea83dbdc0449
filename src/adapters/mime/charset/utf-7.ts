// SPDX-License-Identifier: Apache-2.0
import { decodeStrict } from './strict.ts';

/** UTF-7 (RFC 2152). What is no valid run stays as it is written. */
export function decodeUtf7(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
  return text.replaceAll(/\+([A-Za-z0-9+/]*)(-?)/g, (whole: string, run: string) => {
    if (run === '') return whole === '+-' ? '+' : whole;
    const raw = Buffer.from(run, 'base64');
    const even = raw.subarray(0, raw.length - (raw.length % 2));
    return decodeStrict(even, 'utf-16be') ?? whole;
  });
}
