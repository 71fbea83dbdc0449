// SPDX-License-Identifier: Apache-2.0
import { bytesOfPath, isWithin, nameOf, pathOfBytes } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Host } from '../host/host.port.ts';
import { typeCode } from './inode-classes.ts';
import { isNetwork, parseMountInfo, sameTreesBelow } from '../host/mounts.ts';
import type { Mount, SameTree } from '../host/mounts.ts';
import { rowParser } from './row-parser.ts';
import { addRow, createTree, nameAtRow, pathOfRow } from './tree.ts';
import type { Tree } from './tree.ts';
import type { StreamEnd, Walker } from './walker.port.ts';

export type Gathered = {
  readonly tree: Tree;
  /** The root's row: rows before it are its ancestors, which are asked but not audited. */
  readonly firstAudited: number;
  readonly ends: readonly StreamEnd[];
  readonly refusedRecords: number;
  readonly mountsSkipped: readonly Mount[];
  /** Bind mounts of what was walked under another path: looked at once. */
  readonly sameTrees: readonly SameTree[];
  readonly networkMounts: readonly Mount[];
};

/** `share` of the start points is behind us, from 0 to 1: what a remaining time can be told from. */
export type WalkProgress = (rows: number, share: number) => void;
export type GatherDeps = { readonly host: Host; readonly walker: Walker; readonly progress?: WalkProgress };

/** Start points are looked for until there are this many for each walk, or a level is too wide to go on. */
const STARTS_PER_SHARD = 16;
const WIDE_LEVEL = 100_000;
const PSEUDO = new Set([
  'proc',
  'sysfs',
  'devpts',
  'devtmpfs',
  'cgroup',
  'cgroup2',
  'securityfs',
  'debugfs',
  'tracefs',
  'bpf',
  'pstore',
  'mqueue',
  'configfs',
  'fusectl',
]);

/** `root` is absolute and leads through no link. Reads the whole tree once. */
export async function gather(deps: GatherDeps, root: BytePath): Promise<Gathered> {
  const tree = createTree();
  const top = plantAncestors(tree, deps.host, root);
  const allMounts = parseMountInfo(deps.host.mountInfo() ?? new Uint8Array());
  const mounts = allMounts.filter((mount) => isWithin(mount.point, root));
  const sameTrees = sameTreesBelow(allMounts, root);
  const twice = new Set<string>(sameTrees.map(({ mount }) => mount.point));
  const pseudo = new Set<string>([
    ...mounts.filter((mount) => PSEUDO.has(mount.fsType) || isNetwork(mount)).map((mount) => mount.point),
    ...twice,
  ]);
  const state: Walking = { tree, ends: [], refused: 0, walked: new Set<string>([root]), twice, done: 0, of: 0 };
  const starts = await walkTop(deps, state, top, pseudo);
  state.done = 0;
  state.of = starts.length;
  await Promise.all(shardsOf(starts, deps.walker.shards).map((rows) => walkRows(deps, state, rows, null)));
  return {
    tree,
    firstAudited: top,
    ends: state.ends,
    refusedRecords: state.refused,
    mountsSkipped: mounts.filter((mount) => !state.walked.has(mount.point)),
    sameTrees,
    networkMounts: mounts.filter((mount) => isNetwork(mount)),
  };
}

type Walking = {
  readonly tree: Tree;
  readonly ends: StreamEnd[];
  refused: number;
  readonly walked: Set<string>;
  /** Mount points whose tree is walked under another path. */
  readonly twice: ReadonlySet<string>;
  done: number;
  of: number;
};

/** Rows for `/` and every directory down to `root`; gives the root's row. */
function plantAncestors(tree: Tree, host: Host, root: BytePath): number {
  let row = 0;
  let path = '';
  const names = root.split('/').filter((name) => name !== '');
  for (const name of ['', ...names]) {
    path = name === '' ? '/' : path === '/' ? `/${name}` : `${path}/${name}`;
    const found = host.look(path as BytePath);
    if (found.is !== 'there') throw new Error(`${path} cannot be looked at: ${found.code}`);
    const kind = tree.kinds.intern(typeCode[found.type], found.mode, found.uid, found.gid, 0);
    const bytes = bytesOfPath(name);
    row = addRow(tree, row, kind, bytes, 0, bytes.length);
  }
  return row;
}

/** Level by level until there are enough directories to share out. What has been printed once is not printed again. */
async function walkTop(deps: GatherDeps, state: Walking, root: number, pseudo: ReadonlySet<string>): Promise<readonly number[]> {
  let starts: readonly number[] = [root];
  if (!deps.walker.byLevel) return starts;
  const wanted = deps.walker.shards * STARTS_PER_SHARD;
  for (let level = 0; level < 6 && starts.length > 0 && starts.length < wanted; level++) {
    const before = state.tree.size;
    await walkRows(deps, state, starts, 1);
    const next: number[] = [];
    for (let row = before; row < state.tree.size; row++)
      if (state.tree.kinds.typeOf(state.tree.kind[row] as number) === typeCode.d && !pseudo.has(pathOfRow(state.tree, row))) next.push(row);
    starts = next;
    if (state.tree.size - before > WIDE_LEVEL) break;
  }
  return starts;
}

function shardsOf(rows: readonly number[], shards: number): readonly (readonly number[])[] {
  return Array.from({ length: shards }, (_, shard) => rows.filter((_, at) => at % shards === shard)).filter((some) => some.length > 0);
}

async function walkRows(deps: GatherDeps, state: Walking, rows: readonly number[], depth: number | null): Promise<void> {
  if (rows.length === 0) return;
  const { tree } = state;
  const paths = rows.map((row) => pathOfRow(tree, row));
  for (const path of paths) state.walked.add(path);
  let next = 0;
  const lastNames = new Set<string>([...state.twice].map((path) => nameOf(path as BytePath)));
  const leftOut = (row: number) =>
    lastNames.size > 0 && row !== 0 && lastNames.has(nameAtRow(tree, row)) && state.twice.has(pathOfRow(tree, row));
  // Start points come back in the order given; one that has gone is passed over.
  const parser = rowParser(
    tree,
    (name) => {
      const given = pathOfBytes(name);
      for (let at = next; at < rows.length; at++) {
        const row = rows[at] as number;
        if (given !== (row === 0 ? '/' : nameAtRow(tree, row))) continue;
        state.done += at + 1 - next;
        next = at + 1;
        return { row };
      }
      return null;
    },
    leftOut,
  );
  const end = await deps.walker.walk(paths, depth, (chunk) => {
    parser.push(chunk);
    deps.progress?.(tree.size, state.of === 0 ? 0 : state.done / state.of);
  });
  state.ends.push(parser.rest() > 0 && end.cut === null ? { ...end, cut: 'the list ends in the middle of a record' } : end);
  state.refused += parser.refused();
}
