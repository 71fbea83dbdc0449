// SPDX-License-Identifier: Apache-2.0
// Logs of Windows are often written in UTF-16, where a line end is two bytes. They are kept as they came; what is read
// is a copy in UTF-8 beside them.
import { open } from 'node:fs/promises';
import { unpacked } from './packing/packed.ts';
import type { Packing } from './packing/packed.ts';

export type Wide = 'utf-16le' | 'utf-16be';

/** By the mark at the beginning, or by every second byte being zero, as in text of mostly Latin letters. */
export function wideOf(head: Uint8Array): Wide | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const pairs = Math.floor(Math.min(head.length, 4096) / 2);
  if (pairs < 16) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs; at += 1) {
    if (head[at * 2] === 0) even += 1;
    if (head[at * 2 + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.7 && even < pairs * 0.02) return 'utf-16le';
  return even > pairs * 0.7 && odd < pairs * 0.02 ? 'utf-16be' : null;
}

/** Half a pair of surrogates becomes U+FFFD; the byte order mark is left out. */
export async function writeUtf8(from: string, packing: Packing, wide: Wide, to: string): Promise<void> {
  const decoder = new TextDecoder(wide);
  const out = await open(to, 'w', 0o600);
  try {
    for await (const chunk of unpacked(from, packing) as AsyncIterable<Buffer>) await out.write(decoder.decode(chunk, { stream: true }));
    await out.write(decoder.decode());
  } finally {
    await out.close();
  }
}
