// SPDX-License-Identifier: Apache-2.0
import { aclDumpParser } from '../permission/acl-dump.ts';
import { parseAclHex } from '../permission/acl.ts';
import { joined } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Host } from '../host/host.port.ts';
import { typeCode } from '../tree/inode-classes.ts';
import type { Protected } from '../judge/judge.ts';
import { locate, nameAtRow, pathOfRow } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';
import type { StreamEnd, Walker } from '../tree/walker.port.ts';

export type AttributesRead = {
  readonly ends: readonly StreamEnd[];
  /** false: there is no tool here that reads ACLs. */
  readonly evaluated: boolean;
  readonly capabilities: boolean;
  /** Beyond PATH_MAX too. */
  readonly deepRead: boolean;
  readonly objects: number;
  readonly refused: number;
  /** Ordinary files that were not asked: their ACL, if they have one, can only take away what is no finding. */
  readonly spared: number;
};

/** ACLs and file capabilities of every object on which they can change a finding; ancestors of the root included. */
export async function readAttributes(
  deps: { readonly host: Host; readonly walker: Walker },
  tree: Tree,
  top: number,
  guarded: Pick<Protected, 'within'>,
): Promise<AttributesRead> {
  const { rows, spared } = rowsToAsk(tree, top, guarded);
  const acls = new Map<BytePath, string>();
  const capable = new Set<BytePath>();
  const parser = aclDumpParser(({ path, acl, capability }) => {
    if (acl !== null) acls.set(path, acl);
    if (capability) capable.add(path);
  });
  const answer = await deps.walker.attributes(pathsOf(tree, rows), parser.push);
  parser.end();
  const { dump } = await deps.host.acls(Array.from({ length: top }, (_, row) => pathOfRow(tree, row)));
  parser.push(dump);
  parser.end();
  for (const [path, row] of locate(tree, acls.keys())) {
    const { kinds } = tree;
    const kind = tree.kind[row] as number;
    const acl = kinds.internAcl(acls.get(path) ?? '', parseAclHex);
    tree.kind[row] = kinds.intern(kinds.typeOf(kind), kinds.modeOf(kind), kinds.uidOf(kind), kinds.gidOf(kind), acl);
  }
  for (const row of locate(tree, capable).values()) tree.capable.add(row);
  return {
    ends: answer === null ? [] : answer.ends,
    evaluated: answer !== null,
    capabilities: answer?.capabilities === true,
    deepRead: answer?.deepRead === true,
    objects: acls.size,
    refused: parser.refused(),
    spared: answer?.whole === true ? 0 : spared,
  };
}

/**
 * The kernel asks an ACL only where the group bits, its mask, are not 000; and no entry of it but the owner's gives more
 * than that mask. So an ACL on a plain file whose group bits say no more than its other bits can grant nothing new, and
 * where being read is no finding it can take nothing away that counts. Everything else is asked.
 */
function rowsToAsk(
  tree: Tree,
  top: number,
  { within }: Pick<Protected, 'within'>,
): { readonly rows: Uint32Array; readonly spared: number } {
  const { kinds } = tree;
  const always = Uint8Array.from({ length: kinds.count() }, (_, kind) => {
    const type = kinds.typeOf(kind);
    const mode = kinds.modeOf(kind);
    if (type === typeCode.l) return NEVER;
    const runs = type === typeCode.f && (mode & 0o011) !== 0;
    if ((mode & 0o070) === 0) return runs ? ALWAYS : NEVER;
    const ordinary = type === typeCode.f && !runs && (mode & 0o002) === 0 && ((mode >> 3) & ~mode & 7) === 0;
    return ordinary ? IF_NAMED : ALWAYS;
  });
  const found = new Uint32Array(tree.size - top);
  let count = 0;
  let spared = 0;
  for (let row = top; row < tree.size; row++) {
    const ask = always[tree.kind[row] as number] as number;
    if (ask === NEVER) continue;
    if (ask === IF_NAMED && tree.nameClass[row] === 0 && (within === null || (within[row] as number) < 0)) spared += 1;
    else found[count++] = row;
  }
  return { rows: found.subarray(0, count), spared };
}
const NEVER = 0;
const IF_NAMED = 1;
const ALWAYS = 2;

/** Neighbours share their folder: its path is written out once. */
function* pathsOf(tree: Tree, rows: Uint32Array): Generator<BytePath> {
  const folders = new Map<number, BytePath>();
  for (const row of rows) {
    const parent = tree.parent[row] as number;
    const folder = folders.get(parent) ?? pathOfRow(tree, parent);
    if (folders.size > REMEMBERED) folders.clear();
    folders.set(parent, folder);
    yield row === 0 ? folder : joined(folder, nameAtRow(tree, row));
  }
}
const REMEMBERED = 10_000;
