// SPDX-License-Identifier: Apache-2.0
import type { FileType } from '../permission/permission.ts';
import { typeCode } from './inode-classes.ts';
import { addLink, addRow } from './tree.ts';
import type { Tree } from './tree.ts';

/**
 * What GNU find prints for the walk. One record for each object, closed by NUL; names are bytes and hold anything but
 * NUL and `/`. Only what is needed is asked for: a link's text for links, device and inode for files with several names.
 *   TYPE DEPTH MODE UID GID NAME NUL
 *   l    …                  NAME NUL TEXT NUL
 *   h    … DEVICE INODE     NAME NUL          (a regular file with more than one name)
 */
export const WALK_EXPRESSION: readonly string[] = [
  '(',
  '-type',
  'l',
  '-printf',
  'l%d %m %U %G %f\\0%l\\0',
  ')',
  '-o',
  '(',
  '-type',
  'f',
  '-links',
  '+1',
  '-printf',
  'h%d %m %U %G %D %i %f\\0',
  ')',
  '-o',
  '-printf',
  '%y%d %m %U %G %f\\0',
];

export type RowParser = {
  readonly push: (chunk: Uint8Array) => void;
  /** What is left over when the stream ends: 0 when it ended where a record ends. */
  readonly rest: () => number;
  readonly refused: () => number;
};

/** Told of a start point (depth 0): gives the row it already has, or its parent's row, or null when nobody knows it. */
export type StartPoint = { readonly row: number } | { readonly parent: number } | null;

const TYPE_OF_BYTE = new Int8Array(256).fill(-1);
for (const [letter, code] of Object.entries(typeCode) as [FileType, number][]) TYPE_OF_BYTE[letter.charCodeAt(0)] = code;
TYPE_OF_BYTE[0x68] = typeCode.f; // h
for (const letter of 'UND') TYPE_OF_BYTE[letter.charCodeAt(0)] = typeCode['?'];

/** No object of a directory is called so: a stream that says it is, is not find's. */
function isName(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === 0x2f) return false;
  const dots = to - from <= 2 && bytes[from] === 0x2e && (to - from === 1 || bytes[from + 1] === 0x2e);
  return to > from && !dots;
}

/** Longest record believed: a link text of PATH_MAX, a name of NAME_MAX and numbers. Beyond it the stream is not find's. */
const LONGEST = 70_000;

/**
 * Reads the walker's records, in chunks that may end anywhere, into the tree. A record that is not well-formed is refused
 * and counted; what `leftOut` names is skipped with all below it.
 */
export function rowParser(tree: Tree, start: (name: Uint8Array) => StartPoint, leftOut: (row: number) => boolean = () => false): RowParser {
  let left: Uint8Array = new Uint8Array(0);
  let refused = 0;
  const stack: number[] = [];
  /** The depth of a directory below which nothing is kept. */
  let skipped = Number.POSITIVE_INFINITY;

  // Fields of the record under way; a closure per field would cost more than the parse.
  let at = 0;
  let bad = false;
  function number(bytes: Uint8Array, end: number, radix: number): number {
    let value = 0;
    const from = at;
    for (; at < end; at++) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit >= radix) break;
      value = value * radix + digit;
    }
    if (at === from || bytes[at] !== 32 || at - from > 20) bad = true;
    at += 1;
    return value;
  }

  /** One record from `from`; `end` is its first NUL, `second` the NUL after a link's text. */
  function record(bytes: Uint8Array, from: number, end: number, second: number): void {
    const letter = bytes[from] as number;
    const type = TYPE_OF_BYTE[letter] as number;
    at = from + 1;
    bad = type < 0;
    const depth = number(bytes, end, 10);
    const mode = number(bytes, end, 8);
    const uid = number(bytes, end, 10);
    const gid = number(bytes, end, 10);
    const device = letter === 0x68 ? number(bytes, end, 10) : 0;
    const inode = letter === 0x68 ? number(bytes, end, 10) : 0;
    if (!bad && depth > skipped) return;
    if (bad || at > end || mode > 0o7777 || depth > stack.length || (depth > 0 && !isName(bytes, at, end))) {
      refused += 1;
      return;
    }
    skipped = Number.POSITIVE_INFINITY;
    const kind = tree.kinds.intern(type, mode, uid, gid, 0);
    let row: number;
    if (depth === 0) {
      const known = start(bytes.subarray(at, end));
      stack.length = 0;
      if (known === null) {
        refused += 1;
        return;
      }
      if ('row' in known) {
        row = known.row;
        tree.kind[row] = kind;
      } else row = addRow(tree, known.parent, kind, bytes, at, end);
    } else row = addRow(tree, stack[depth - 1] as number, kind, bytes, at, end);
    stack.length = depth;
    stack.push(row);
    if (depth > 0 && leftOut(row)) {
      // The row just added is taken back, and what comes below it is not taken.
      tree.size = row;
      skipped = depth;
      return;
    }
    if (letter === 0x6c) addLink(tree, row, bytes, end + 1, second);
    else if (letter === 0x68) {
      tree.shared.rows.push(row);
      tree.shared.device.push(device);
      tree.shared.inode.push(inode);
    }
  }

  return {
    rest: () => left.length,
    refused: () => refused,
    push(chunk) {
      let bytes = chunk;
      if (left.length > 0) {
        bytes = new Uint8Array(left.length + chunk.length);
        bytes.set(left);
        bytes.set(chunk, left.length);
      }
      let from = 0;
      for (;;) {
        const end = bytes.indexOf(0, from);
        if (end < 0) break;
        let second = end;
        if (bytes[from] === 0x6c) {
          second = bytes.indexOf(0, end + 1);
          if (second < 0) break;
        }
        record(bytes, from, end, second);
        from = second + 1;
      }
      if (bytes.length - from > LONGEST) {
        refused += 1;
        from = bytes.length;
      }
      left = bytes.slice(from);
    },
  };
}
