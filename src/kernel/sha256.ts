// SPDX-License-Identifier: Apache-2.0
import type { Brand } from './brand.ts';

/** 64 lower-case hexadecimal digits (FIPS 180-4). */
export type Sha256 = Brand<string, 'Sha256'>;

/** Handed in by an adapter: the kernel does no I/O and knows no runtime. */
export type HashBytes = (bytes: Uint8Array | string) => Sha256;

/** 64 lower-case hexadecimal digits, or null. */
export function parseSha256(text: string): Sha256 | null {
  return /^[0-9a-f]{64}$/.test(text) ? (text as Sha256) : null;
}
