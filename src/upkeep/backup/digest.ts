// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../../kernel/sha256.ts';

const MODULUS = 2n ** 256n;
const utf8 = new TextEncoder();

/** Rows counted and summed: SHA-256 of each, added modulo 2^256, so that their order does not matter and each one does. */
export type TableSum = { readonly rows: number; readonly sum: string };

export type Summing = { readonly add: (rows: readonly string[]) => void; readonly result: () => TableSum };

/** Begins a sum over the rows of one table. */
export function summing(hash: HashBytes): Summing {
  const state = { rows: 0, sum: 0n };
  return {
    add(rows) {
      for (const row of rows) state.sum = (state.sum + BigInt(`0x${hash(utf8.encode(row))}`)) % MODULUS;
      state.rows += rows.length;
    },
    result: () => ({ rows: state.rows, sum: state.sum.toString(16).padStart(64, '0') }),
  };
}
