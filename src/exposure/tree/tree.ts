// SPDX-License-Identifier: Apache-2.0
import type { BytePath } from '../path/bytes.ts';
import { bytesOfPath, pathOfBytes } from '../path/bytes.ts';
import { createKinds } from './inode-classes.ts';
import type { Kinds } from './inode-classes.ts';
import { nameClassOf } from './file-role.ts';

/**
 * All objects of a walk in columns: no object per row. A row is a number; its parent's number is always smaller.
 * About 14 bytes and the name for each row.
 */
export type Tree = {
  readonly kinds: Kinds;
  size: number;
  kind: Uint32Array;
  parent: Uint32Array;
  nameAt: Uint32Array;
  names: Uint8Array;
  /** What the name says (names.ts). */
  nameClass: Uint8Array;
  /** Link texts: row, then offset and length within `texts`. */
  readonly links: { rows: number[]; at: number[]; texts: Uint8Array; used: number };
  /** Files with more than one name: row, device, inode. */
  readonly shared: { rows: number[]; device: number[]; inode: number[] };
  /** Rows with a file capability (security.capability). */
  readonly capable: Set<number>;
};

/** An empty tree in columns; row 0 is the first to be added. */
export function createTree(): Tree {
  return {
    kinds: createKinds(),
    size: 0,
    kind: new Uint32Array(4096),
    parent: new Uint32Array(4096),
    nameAt: new Uint32Array(4097),
    names: new Uint8Array(65_536),
    nameClass: new Uint8Array(4096),
    links: { rows: [], at: [0], texts: new Uint8Array(4096), used: 0 },
    shared: { rows: [], device: [], inode: [] },
    capable: new Set(),
  };
}

/** Adds one object. The root of all points at itself. */
export function addRow(tree: Tree, parent: number, kind: number, bytes: Uint8Array, from: number, to: number): number {
  const row = tree.size;
  if (row === tree.kind.length) widen(tree);
  const at = tree.nameAt[row] as number;
  const end = at + (to - from);
  if (end > tree.names.length) tree.names = grown(tree.names, end);
  const { names } = tree;
  for (let read = from, write = at; read < to; read++, write++) names[write] = bytes[read] as number;
  tree.kind[row] = kind;
  tree.parent[row] = parent;
  tree.nameAt[row + 1] = end;
  tree.nameClass[row] = nameClassOf(bytes, from, to, row === 0 ? 0 : (tree.nameClass[parent] as number));
  tree.size = row + 1;
  return row;
}

/** Keeps the target of the symbolic link in a row: the bytes from `from` up to `to`. */
export function addLink(tree: Tree, row: number, bytes: Uint8Array, from: number, to: number): void {
  const { links } = tree;
  const end = links.used + (to - from);
  if (end > links.texts.length) links.texts = grown(links.texts, end);
  links.texts.set(bytes.subarray(from, to), links.used);
  links.rows.push(row);
  links.at.push(end);
  links.used = end;
}

function widen(tree: Tree): void {
  const length = tree.kind.length < 1 << 20 ? tree.kind.length * 2 : Math.ceil(tree.kind.length * 1.4);
  tree.kind = widened(tree.kind, length);
  tree.parent = widened(tree.parent, length);
  tree.nameAt = widened(tree.nameAt, length + 1);
  const classes = new Uint8Array(length);
  classes.set(tree.nameClass);
  tree.nameClass = classes;
}

function widened(column: Uint32Array, length: number): Uint32Array {
  const wider = new Uint32Array(length);
  wider.set(column);
  return wider;
}

function grown(bytes: Uint8Array, needed: number): Uint8Array {
  const wider = new Uint8Array(Math.max(needed, Math.ceil(bytes.length * (bytes.length < 1 << 22 ? 2 : 1.4))));
  wider.set(bytes);
  return wider;
}

/** The name of a row within its folder. */
export function nameAtRow(tree: Tree, row: number): BytePath {
  return pathOfBytes(tree.names, tree.nameAt[row], tree.nameAt[row + 1]);
}

/** Row 0 is `/`. */
export function pathOfRow(tree: Tree, row: number): BytePath {
  const names: string[] = [];
  for (let at = row; at !== 0; at = tree.parent[at] as number) names.push(nameAtRow(tree, at));
  return `/${names.toReversed().join('/')}` as BytePath;
}

/** FNV-1a over 32 bits, carried on from the parent's: one number for a whole path without writing the path out. */
const SEED = 0x811c9dc5;
function stepHash(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function hashName(tree: Tree, row: number, parentHash: number): number {
  let hash = stepHash(parentHash, 47);
  const end = tree.nameAt[row + 1] as number;
  for (let at = tree.nameAt[row] as number; at < end; at++) hash = stepHash(hash, tree.names[at] as number);
  return hash >>> 0;
}

function hashPath(path: string): number {
  let hash = SEED;
  for (const byte of bytesOfPath(path === '/' ? '' : path)) hash = stepHash(hash, byte);
  return hash >>> 0;
}

/** Rows of many paths in one pass; a path that is not in the tree is missing from the answer. Hits are compared byte by byte. */
export function locate(tree: Tree, paths: Iterable<BytePath>): Map<BytePath, number> {
  const wanted = new Map<number, BytePath[]>();
  for (const path of paths) {
    const hash = hashPath(path);
    const same = wanted.get(hash);
    if (same === undefined) wanted.set(hash, [path]);
    else same.push(path);
  }
  const found = new Map<BytePath, number>();
  if (wanted.size === 0) return found;
  const hashes = new Uint32Array(tree.size);
  // A small filter before the map: most rows are not asked for.
  const filter = new Uint8Array(1 << 16);
  for (const hash of wanted.keys()) filter[hash & 0xffff] = 1;
  for (let row = 0; row < tree.size; row++) {
    const hash = row === 0 ? SEED : hashName(tree, row, hashes[tree.parent[row] as number] as number);
    hashes[row] = hash;
    if (filter[hash & 0xffff] === 0) continue;
    const same = wanted.get(hash);
    if (same === undefined) continue;
    const path = pathOfRow(tree, row);
    if (same.includes(path)) found.set(path, row);
  }
  return found;
}
