// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAclHex } from './acl.ts';
import { areasOf } from './areas.ts';
import { bytesOfPath } from './bytes.ts';
import type { BytePath } from './bytes.ts';
import { classesOf, counts } from './classes.ts';
import type { Classes, Exceptions } from './classes.ts';
import type { Credential } from './credential.ts';
import type { Hits } from './hits.ts';
import { judge } from './judge.ts';
import { typeCode } from './kinds-table.ts';
import { EXEC, mayChange, READ, threeBits, WRITE } from './permission.ts';
import { ruleNumber } from './rules.ts';
import type { Tenant } from './tenants.ts';
import { addRow, createTree, pathOfRow } from './tree.ts';
import type { Tree } from './tree.ts';

const TENANTS = 5;
const idOf = (number: number) => 1000 + number;
const mode = fc.constantFrom(0o755, 0o711, 0o750, 0o770, 0o775, 0o777, 0o1777, 0o700, 0o644, 0o664, 0o666, 0o640, 0o600, 0o604);
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
  folder: fc.boolean(),
  secret: fc.boolean(),
  mode,
  owner,
  group,
  acl: fc.option(fc.tuple(owner, group, fc.tuple(fc.nat(7), fc.nat(7), fc.nat(7))), { freq: 3 }),
});

function grow(
  nodes: readonly {
    parent: number;
    folder: boolean;
    secret: boolean;
    mode: number;
    owner: number;
    group: number;
    acl: readonly [number, number, readonly [number, number, number]] | null;
  }[],
): Tree {
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
      each.folder ? typeCode.d : typeCode.f,
      each.mode,
      each.owner === 0 ? 0 : idOf(each.owner),
      each.group === 0 ? 0 : idOf(each.group),
      acl,
    );
    const row = add(folders[each.parent % folders.length] as number, each.secret ? `dump${at}.sql` : `n${at}`, kind);
    if (each.folder) folders.push(row);
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

/** One credential, one object, nothing remembered: what the passes must come to. */
function naive(tree: Tree, row: number, credential: Credential): string[] {
  const inode = tree.kinds.inode(tree.kind[row] as number);
  for (let at = tree.parent[row] as number; ; at = tree.parent[at] as number) {
    if ((threeBits(tree.kinds.inode(tree.kind[at] as number), credential) & EXEC) === 0) return [];
    if (at === 0) break;
  }
  const bits = threeBits(inode, credential);
  if (inode.type === 'd')
    return mayChange(inode, credential).granted ? [(inode.mode & 0o1000) === 0 ? 'replaceable' : 'shared-directory'] : [];
  const secret = tree.nameClass[row] !== 0;
  return [...(secret && bits & READ ? ['readable-secret'] : []), ...(bits & WRITE ? ['tamperable'] : [])];
}

const RULES = ['replaceable', 'shared-directory', 'readable-secret', 'tamperable'] as const;

function told(classes: Classes, hits: Hits, exceptions: Exceptions, areaOf: Uint32Array, tenant: Tenant): Set<string> {
  const found = new Set<string>();
  const member = classes.everyone[tenant.number - 1];
  for (let at = 0; at < hits.count; at++) {
    const row = hits.row[at] as number;
    const rule = RULES.find((each) => ruleNumber[each] === hits.rule[at]);
    if (rule !== undefined && member !== undefined && counts(member, hits.group[at] as number, areaOf[row] as number, exceptions.get(row)))
      found.add(`${row} ${rule}`);
  }
  return found;
}

describe('exposure/judge', () => {
  it('comes to the same for every tenant as asking about each object alone', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), (nodes) => {
        const tree = grow(nodes.map((each) => ({ ...each, acl: null })));
        checked(tree);
      }),
      { numRuns: 400 },
    );
  });

  it('so too with ACLs that name single tenants and shared groups', () => {
    fc.assert(
      fc.property(fc.array(node, { maxLength: 40 }), (nodes) => checked(grow(nodes))),
      { numRuns: 400 },
    );
  });
});

function checked(tree: Tree): void {
  const areas = areasOf(tree, tenants, 1, '/srv' as BytePath);
  const classes = classesOf(tree, areas, tenants, []);
  const { hits, exceptions, reach } = judge(tree, areas, classes, { rows: [], within: null }, 1);
  for (const tenant of tenants) {
    const wanted = new Set<string>();
    let readable = 0;
    for (let row = 1; row < tree.size; row++) {
      if (areas.of[row] === tenant.number) continue;
      for (const rule of naive(tree, row, tenant.credential)) wanted.add(`${row} ${rule}`);
      if (reads(tree, row, tenant.credential)) readable += 1;
    }
    const said = told(classes, hits, exceptions, areas.of, tenant);
    expect([...said].toSorted(), tenant.name).toEqual([...wanted].toSorted());
    const each = classes.all[classes.everyone[tenant.number - 1]?.inClass ?? 0];
    if (each !== undefined && each.own !== 0) expect(reach[each.number]?.readable, `${tenant.name} reads`).toBe(readable);
  }
  expect(pathOfRow(tree, 1)).toBe('/srv');
}

function reads(tree: Tree, row: number, credential: Credential): boolean {
  const inode = tree.kinds.inode(tree.kind[row] as number);
  if (inode.type !== 'f' || (threeBits(inode, credential) & READ) === 0) return false;
  for (let at = tree.parent[row] as number; ; at = tree.parent[at] as number) {
    if ((threeBits(tree.kinds.inode(tree.kind[at] as number), credential) & EXEC) === 0) return false;
    if (at === 0) return true;
  }
}
