// SPDX-License-Identifier: Apache-2.0
import { isWithin, joined, parentOf, pathOfBytes, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { typeCode } from '../tree/inode-classes.ts';
import { classNumber } from '../tree/file-role.ts';
import { locate, pathOfRow } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';

/** What an .htaccess says about who may pass. Only these directives are looked at; nothing of the file is kept. */
export type AccessFile = { readonly protects: boolean; readonly passwordFile: string | null };

/** Apache directives: case-insensitive, one a line, `\` at the end carries on, `#` begins a comment line. */
export function parseAccessFile(bytes: Uint8Array): AccessFile {
  let basic = false;
  let required = false;
  let passwordFile: string | null = null;
  for (const line of pathOfBytes(bytes)
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)) {
    const found = /^\s*(AuthType|AuthUserFile|AuthDigestFile|Require)\s+(.*?)\s*$/i.exec(line);
    if (found === null) continue;
    const value = unquoted(found[2] ?? '');
    const word = (found[1] ?? '').toLowerCase();
    if (word === 'authtype') basic = /^(basic|digest)$/i.test(value);
    else if (word === 'require') required ||= /^(valid-user|user|group|file-owner|file-group)\b/i.test(value);
    else passwordFile = value;
  }
  return { protects: passwordFile !== null || (basic && required), passwordFile };
}

function unquoted(value: string): string {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted?.[2] ?? value;
}

export type Guarded = {
  /** Rows of directories that an .htaccess protects. */
  readonly rows: readonly number[];
  /** For each row the number of the nearest protected directory, or -1; null when there is none at all. */
  readonly within: Int32Array | null;
  /** Password files outside the tree, with the directory they belong to: to be asked of the host one by one. */
  readonly outside: readonly { readonly path: BytePath; readonly directory: number }[];
  /** AuthUserFile relative to a server root that is not known. */
  readonly unknown: number;
  readonly unread: number;
};

/** Reads each .htaccess once; marks password files in the tree as secrets, wherever they lie. */
export function guardedBy(tree: Tree, root: BytePath, read: (path: BytePath) => Uint8Array | null, serverRoot: BytePath | null): Guarded {
  const rows: number[] = [];
  const files = new Map<BytePath, number>();
  let unknown = 0;
  let unread = 0;
  for (let row = 1; row < tree.size; row++) {
    if (tree.nameClass[row] !== classNumber['access-control'] || tree.kinds.typeOf(tree.kind[row] as number) !== typeCode.f) continue;
    const bytes = read(pathOfRow(tree, row));
    if (bytes === null) {
      unread += 1;
      continue;
    }
    const said = parseAccessFile(bytes);
    const directory = tree.parent[row] as number;
    if (said.protects) rows.push(directory);
    if (said.passwordFile === null) continue;
    const path = said.passwordFile.startsWith('/') ? said.passwordFile : serverRoot === null ? null : joined(serverRoot, said.passwordFile);
    if (path === null || path.includes('%{') || path.includes('\0')) unknown += 1;
    else files.set(plain(path), directory);
  }
  const located = locate(tree, files.keys());
  for (const row of located.values()) tree.nameClass[row] = classNumber['password-file'];
  const outside = [...files].flatMap(([path, directory]) => (located.has(path) || isWithin(path, root) ? [] : [{ path, directory }]));
  return { rows, within: rows.length === 0 ? null : nearest(tree, rows), outside, unknown, unread };
}

/** Without `.` and `..`, as a text; a link on the way is the host's to follow. */
function plain(path: string): BytePath {
  let at = '/' as BytePath;
  for (const part of tidied(path).split('/').slice(1)) at = part === '..' ? parentOf(at) : joined(at, part);
  return at;
}

function nearest(tree: Tree, rows: readonly number[]): Int32Array {
  const within = new Int32Array(tree.size).fill(-1);
  rows.forEach((row, number) => {
    within[row] = number;
  });
  for (let row = 1; row < tree.size; row++) if ((within[row] as number) < 0) within[row] = within[tree.parent[row] as number] as number;
  return within;
}
