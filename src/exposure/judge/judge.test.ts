// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAclHex } from '../permission/acl.ts';
import { areasOf } from '../tenant/tenant-areas.ts';
import { bytesOfPath } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { classesOf, counts } from '../tenant/classes.ts';
import type { Exceptions, Member } from '../tenant/classes.ts';
import type { Credential } from '../permission/credential.ts';
import { LIST, PLANT, REPLACE } from './finding-columns.ts';
import type { Hits } from './finding-columns.ts';
import { judge } from './judge.ts';
import { typeCode } from '../tree/inode-classes.ts';
import { EXEC, mayChange, READ, threeBits, WRITE } from '../permission/permission.ts';
import { ruleIds } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { Tenant } from '../tenant/tenants.ts';
import { addRow, createTree, pathOfRow } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';

const TENANTS = 5;
const idOf = (number: number) => 1000 + number;
const mode = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(0o755, 0o711, 0o750, 0o770, 0o775, 0o777, 0o700, 0o644, 0o664, 0o666, 0o640, 0o600, 0o604, 0o722),
  },
  { weight: 1, arbitrary: fc.constantFrom(0o1777, 0o1775, 0o1722, 0o4755, 0o4711, 0o2755, 0o2745, 0o6771, 0o4700) },
);
/** Kinds of names: an object of no account, a secret, a file that is run when it is read. */
const NAMES = ['page', 'dump.sql', '.bashrc'] as const;
const owner = fc.integer({ min: 0, max: TENANTS });
/** 1..TENANTS: private groups; 6 and 7: groups that several share; 0: root. */
const group = fc.integer({ min: 0, max: TENANTS + 2 });
const aclHex = (uid: number, gid: number, perms: readonly [number, number, number]) => {
  const entry = (tag: number, perm: number, id: number) =>
    [tag, 0, perm, 0, id & 255, (id >> 8) & 255, (id >> 16) & 255, id >>> 24].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `0x02000000${entry(1, 7, 0xffffffff)}${entry(2, perms[0], uid)}${entry(4, 5, 0xffffffff)}${entry(8, perms[1], gid)}${entry(16, perms[2], 0xffffffff)}${entry(32, 5, 0xffffffff)}`;
};
const node = fc.record({
  parent: fc.nat(),
  type: fc.constantFrom('d', 'd', 'd', 'f', 'f', 'f', 'f', 's', 'p', 'b', 'c', 'l' as const),
  name: fc.constantFrom(...NAMES),
  capable: fc.boolean(),
  mode,
  owner,
  group,
  acl: fc.option(fc.tuple(owner, group, fc.tuple(fc.nat(7), fc.nat(7), fc.nat(7))), { freq: 3 }),
});

type Grown = Omit<typeof node extends fc.Arbitrary<infer One> ? One : never, 'acl'> & {
  readonly acl: readonly [number, number, readonly [number, number, number]] | null;
};

function grow(nodes: readonly Grown[]): Tree {
  const tree = createTree();
  const kinds = tree.kinds;
  const add = (parent: number, name: string, kind: number) => addRow(tree, parent, kind, bytesOfPath(name), 0, name.length);
  add(0, '', kinds.intern(typeCode.d, 0o755, 0, 0, 0));
  add(0, 'srv', kinds.intern(typeCode.d, 0o755, 0, 0, 0));
  const folders = [1];
  for (let number = 1; number <= TENANTS; number++)
    folders.push(add(1, `t${number}`, kinds.intern(typeCode.d, number === 5 ? 0o700 : 0o711, idOf(number), idOf(number), 0)));
  nodes.forEach((each, at) => {
    const acl = each.acl === null ? 0 : kinds.internAcl(aclHex(idOf(each.acl[0]), idOf(each.acl[1]), each.acl[2]), parseAclHex);
    const kind = kinds.intern(
      typeCode[each.type],
      each.mode,
      each.owner === 0 ? 0 : idOf(each.owner),
      each.group === 0 ? 0 : idOf(each.group),
      acl,
    );
    const row = add(folders[each.parent % folders.length] as number, each.name === 'page' ? `n${at}` : each.name, kind);
    if (each.type === 'd') folders.push(row);
    if (each.capable) tree.capable.add(row);
  });
  return tree;
}

const credentialOf = (number: number): Credential => ({
  name: `t${number}`,
  uid: idOf(number),
  gid: idOf(number),
  // 6 is shared by 1, 2 and 3; 7 by 3 and 4.
  groups: [...(number <= 3 ? [idOf(6)] : []), ...(number === 3 || number === 4 ? [idOf(7)] : [])],
});
const tenants = Array.from(
  { length: TENANTS },
  (_, at): Tenant => ({ number: at + 1, name: `t${at + 1}`, credential: credentialOf(at + 1), home: `/srv/t${at + 1}` as BytePath }),
);

/** A web runtime that several sites share, in the group of two tenants; a uid that owns things and has no account. */
const runtime: Credential = { name: 'web', uid: 33, gid: 33, groups: [idOf(6)] };
const nobodys: Credential = { name: '#1000', uid: idOf(0), gid: idOf(0), groups: [] };

/** Whether every directory above the row lets the credential through. */
function enters(tree: Tree, row: number, credential: Credential): boolean {
  for (let at = row; at !== 0; ) {
    at = tree.parent[at] as number;
    if ((threeBits(tree.kinds.inode(tree.kind[at] as number), credential) & EXEC) === 0) return false;
  }
  return true;
}

/** Whether the row's name can be come by, from the audited directory down, by listing each one above it. */
function isListed(tree: Tree, row: number, credential: Credential): boolean {
  for (let at = row; at > FIRST; ) {
    at = tree.parent[at] as number;
    if ((threeBits(tree.kinds.inode(tree.kind[at] as number), credential) & (READ | EXEC)) !== (READ | EXEC)) return false;
  }
  return true;
}

const FIRST = 1;
const inodeAt = (tree: Tree, row: number) => tree.kinds.inode(tree.kind[row] as number);
const readsFile = (tree: Tree, row: number, credential: Credential): boolean =>
  inodeAt(tree, row).type === 'f' && (threeBits(inodeAt(tree, row), credential) & READ) !== 0 && enters(tree, row, credential);

/** One credential, one object, nothing remembered: what the passes must come to, as `rule rights`. */
function naive(tree: Tree, row: number, credential: Credential): string[] {
  if (!enters(tree, row, credential)) return [];
  const inode = inodeAt(tree, row);
  const parent = inodeAt(tree, tree.parent[row] as number);
  const swaps = row !== 0 && mayChange(parent, credential).granted && (parent.mode & 0o1000) === 0;
  const bits = threeBits(inode, credential);
  const rights = bits | (swaps ? REPLACE : 0);
  const name = nameOf(tree, row);
  const setsId = (inode.mode & 0o4000) !== 0 || ((inode.mode & 0o2000) !== 0 && (inode.mode & 0o010) !== 0);
  const found: Partial<Record<RuleId, boolean>> = {
    replaceable: inode.type === 'd' && mayChange(inode, credential).granted && (inode.mode & 0o1000) === 0,
    'shared-directory': inode.type === 'd' && mayChange(inode, credential).granted && (inode.mode & 0o1000) !== 0,
    'readable-secret': inode.type === 'f' && name === 'dump.sql' && (bits & READ) !== 0,
    'code-execution': inode.type === 'f' && name === '.bashrc' && ((bits & WRITE) !== 0 || swaps),
    tamperable: inode.type === 'f' && name !== '.bashrc' && (bits & WRITE) !== 0,
    'set-id': inode.type === 'f' && setsId && (bits & EXEC) !== 0,
    'file-capability': inode.type === 'f' && tree.capable.has(row) && (bits & EXEC) !== 0,
    socket: (inode.type === 's' || inode.type === 'p') && (bits & WRITE) !== 0,
    device: (inode.type === 'b' || inode.type === 'c') && (bits & (READ | WRITE)) !== 0,
  };
  const more = inode.type === 'd' ? PLANT | (bits & READ ? LIST : 0) : 0;
  return Object.entries(found).flatMap(([rule, holds]) => (holds ? [`${rule} ${rights | more}`] : []));
}

const nameOf = (tree: Tree, row: number): string => pathOfRow(tree, row).split('/').at(-1) ?? '';

function told(member: Member, hits: Hits, exceptions: Exceptions, areaOf: Uint32Array): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at < hits.count; at++) {
    const row = hits.row[at] as number;
    if (counts(member, hits.group[at] as number, areaOf[row] as number, exceptions.get(row)))
      found.add(`${row} ${ruleIds[hits.rule[at] as number]} ${hits.rights[at]}`);
  }
  return found;
}

describe('exposure/judge', () => {
  it('comes to the same for every tenant as asking about each object alone', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), (nodes) => checked(grow(nodes.map((each) => ({ ...each, acl: null }))))),
      { numRuns: 250 },
    );
  });

  it('so too with ACLs that name single tenants and shared groups', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), (nodes) => checked(grow(nodes))),
      { numRuns: 250 },
    );
  });

  it('what lies above the audited directory is passed, and not judged', () => {
    const tree = createTree();
    const { kinds } = tree;
    const add = (parent: number, name: string, type: number, bits: number) =>
      addRow(tree, parent, kinds.intern(type, bits, 0, 0, 0), bytesOfPath(name), 0, name.length);
    add(0, '', typeCode.d, 0o755);
    add(0, 'tmp', typeCode.d, 0o1777);
    const top = add(0, 'srv', typeCode.d, 0o711);
    const page = add(top, 'page', typeCode.f, 0o666);
    const areas = areasOf(tree, [], top, '/srv' as BytePath);
    const { hits, reach } = judge(tree, areas, classesOf(tree, areas, [], [runtime]), { rows: [], within: null }, top);

    expect(Array.from(hits.row.subarray(0, hits.count))).toEqual([page]);
    // The directory itself is found by its path; what lies in it cannot be listed.
    expect(reach[0]).toEqual({ group: 0, objects: 2, stat: 2, readable: 1, listable: 1, listableAndReadable: 0 });
  });
});

function checked(tree: Tree): void {
  const areas = areasOf(tree, tenants, FIRST, '/srv' as BytePath);
  const classes = classesOf(tree, areas, tenants, [runtime], [nobodys]);
  const guarded = guardSome(tree);
  const { hits, exceptions, reach, protectedSample } = judge(tree, areas, classes, guarded, FIRST);
  for (const member of classes.everyone) {
    const { credential } = member;
    const audited = (row: number) => (member.own === 0 || areas.of[row] !== member.own) && !(member.unknown && areas.of[row] === 0);
    const rows = Array.from({ length: tree.size - FIRST }, (_, at) => at + FIRST);
    const wanted = rows.filter(audited).flatMap((row) => naive(tree, row, credential).map((found) => `${row} ${found}`));
    const said = [...told(member, hits, exceptions, areas.of)].filter((line) => audited(Number(line.split(' ')[0])));
    expect(said.toSorted(), credential.name).toEqual(wanted.toSorted());

    const each = classes.all[member.inClass];
    if (each !== undefined && each.own !== 0 && !each.unknown)
      expect(reach[each.number], credential.name).toEqual({ group: each.number, ...reachOf(tree, rows.filter(audited), credential) });

    guarded.rows.forEach((at, directory) => {
      if (!audited(at)) return;
      const sample =
        protectedSample.get(`${member.inClass}/${directory}`) ??
        (exceptions.get(at)?.has(member.inClass) === true ? undefined : protectedSample.get(`0/${directory}`));
      const held = rows.filter(
        (row) =>
          guarded.within?.[row] === directory && nameOf(tree, row).startsWith('n') && audited(row) && readsFile(tree, row, credential),
      );
      expect([credential.name, at, sample !== undefined && held.includes(sample)]).toEqual([credential.name, at, held.length > 0]);
    });
  }
  expect(pathOfRow(tree, 1)).toBe('/srv');
}

/** Two of the tenants' homes are behind a password, all the way down. */
function guardSome(tree: Tree): { readonly rows: readonly number[]; readonly within: Int32Array } {
  const rows = [2, 3];
  const within = new Int32Array(tree.size).fill(-1);
  for (let row = 0; row < tree.size; row++)
    within[row] = rows.includes(row) ? rows.indexOf(row) : row === 0 ? -1 : (within[tree.parent[row] as number] as number);
  return { rows, within };
}

function reachOf(tree: Tree, rows: readonly number[], credential: Credential) {
  const seen = rows.filter((row) => enters(tree, row, credential));
  const listed = seen.filter((row) => isListed(tree, row, credential));
  const isRead = (row: number) => readsFile(tree, row, credential);
  return {
    objects: rows.length,
    stat: seen.length,
    readable: seen.filter(isRead).length,
    listable: listed.length,
    listableAndReadable: listed.filter(isRead).length,
  };
}
