// SPDX-License-Identifier: Apache-2.0
// The plainest tar (POSIX ustar) whose bytes follow from names and contents alone: no owner, no time.
export type Member = { readonly name: string; readonly bytes: Uint8Array };

const BLOCK = 512;
const text = new TextEncoder();

function header({ name, bytes }: Member): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, value: string) => block.set(text.encode(value), at);
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, ' '.repeat(8));
  put(156, '0');
  put(257, 'ustar\u000000');
  const sum = block.reduce((all, byte) => all + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block;
}

/** Names of at most 100 ASCII characters, contents below 8 GB. */
export function writeTar(members: readonly Member[]): Uint8Array {
  const parts = members.flatMap((member) => [
    header(member),
    member.bytes,
    new Uint8Array((BLOCK - (member.bytes.length % BLOCK)) % BLOCK),
  ]);
  const all = [...parts, new Uint8Array(2 * BLOCK)];
  const whole = new Uint8Array(all.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of all) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The members by what their headers say; null where that runs over the end. Whether every byte is as it would be written, `writeTar` tells. */
export function readTar(bytes: Uint8Array): readonly Member[] | null {
  const members: Member[] = [];
  for (let at = 0; at + BLOCK <= bytes.length; ) {
    const block = bytes.subarray(at, at + BLOCK);
    if (block.every((byte) => byte === 0)) return members;
    const field = (from: number, to: number) => new TextDecoder('latin1').decode(block.subarray(from, to)).replace(/\0.*$/s, '');
    const size = /^[0-7]{11}$/.test(field(124, 136)) ? Number.parseInt(field(124, 136), 8) : -1;
    if (size < 0 || at + BLOCK + size > bytes.length) return null;
    members.push({ name: field(0, 100), bytes: bytes.subarray(at + BLOCK, at + BLOCK + size) });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}
