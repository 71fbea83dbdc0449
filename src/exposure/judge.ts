// SPDX-License-Identifier: Apache-2.0
import type { Areas } from './areas.ts';
import type { Apart, CredentialClass } from './classes.ts';
import { typeCode } from './kinds-table.ts';
import { isCodeClass, isSecretClass } from './names.ts';
import { EXEC, mayChange, READ, threeBits, WRITE } from './permission.ts';
import { ruleNumber } from './rules.ts';
import type { Tree } from './tree.ts';

const copiedInto = <T extends Uint32Array | Uint16Array | Uint8Array>(column: T, fresh: T): T => (fresh.set(column), fresh);

/** Rights of a grant, in one byte. READ, WRITE and EXEC are the kernel's. */
export const REPLACE = 8;
export const LIST = 16;
export const PLANT = 32;

/** (row, rule, class, rights) in columns. */
export type Hits = { count: number; row: Uint32Array; rule: Uint8Array; group: Uint16Array; rights: Uint8Array };

/** What one class reaches in areas that are not its own: the two numbers, and what they are part of. */
export type Reach = {
  readonly group: number;
  objects: number;
  stat: number;
  readable: number;
  listable: number;
  listableAndReadable: number;
};

/** Directories behind Basic authentication: row of the directory, and which rows hold its rules. */
export type Protected = { readonly rows: readonly number[]; readonly within: Int32Array | null };

export type Judged = { readonly hits: Hits; readonly reach: readonly Reach[]; readonly protectedSample: ReadonlyMap<string, number> };

const ENTER = 1;
const FOUND = 2;
const NAMES = 4;
const SWAP = 8;

export function createHits(): Hits {
  return { count: 0, row: new Uint32Array(1024), rule: new Uint8Array(1024), group: new Uint16Array(1024), rights: new Uint8Array(1024) };
}

export function addHit(hits: Hits, row: number, rule: number, group: number, rights: number): void {
  const at = hits.count;
  if (at === hits.row.length) {
    hits.row = copiedInto(hits.row, new Uint32Array(at * 2));
    hits.rule = copiedInto(hits.rule, new Uint8Array(at * 2));
    hits.group = copiedInto(hits.group, new Uint16Array(at * 2));
    hits.rights = copiedInto(hits.rights, new Uint8Array(at * 2));
  }
  hits.row[at] = row;
  hits.rule[at] = rule;
  hits.group[at] = group;
  hits.rights[at] = rights;
  hits.count = at + 1;
}

/** One pass for each class over all rows: parents come before children, so what a directory lets through is known in time. */
export function judge(tree: Tree, areas: Areas, classes: readonly CredentialClass[], guarded: Protected, firstAudited: number): Judged {
  const hits = createHits();
  const protectedSample = new Map<string, number>();
  const state = new Uint8Array(tree.size);
  const pass: Pass = { tree, areas, guarded, firstAudited, state, hits, protectedSample };
  const reach = classes.filter((each) => !each.answersOnly).map((each) => onePass(pass, each));
  return { hits, reach, protectedSample };
}

/** Bits of a kind for a credential: READ, WRITE, EXEC, and CHANGE when WRITE and EXEC come from one grant. */
const CHANGE = 64;

function bitsOfKinds(tree: Tree, each: CredentialClass): Uint8Array {
  return Uint8Array.from({ length: tree.kinds.count() }, (_, kind) => {
    const inode = tree.kinds.inode(kind);
    return threeBits(inode, each.credential) | (mayChange(inode, each.credential).granted ? CHANGE : 0);
  });
}

type Pass = {
  readonly tree: Tree;
  readonly areas: Areas;
  readonly guarded: Protected;
  readonly firstAudited: number;
  readonly state: Uint8Array;
  readonly hits: Hits;
  readonly protectedSample: Map<string, number>;
};

function onePass(pass: Pass, each: CredentialClass): Reach {
  const { tree, areas, firstAudited, state } = pass;
  const bits = bitsOfKinds(tree, each);
  const typeOfKind = Uint8Array.from({ length: bits.length }, (_, kind) => tree.kinds.typeOf(kind));
  const modeOfKind = Uint16Array.from({ length: bits.length }, (_, kind) => tree.kinds.modeOf(kind));
  const only = each.members.length === 1 ? (each.members[0]?.tenant?.number ?? 0) : 0;
  const { kind: kinds, parent: parents } = tree;
  const reach: Reach = { group: each.number, objects: 0, stat: 0, readable: 0, listable: 0, listableAndReadable: 0 };

  for (let row = 0; row < tree.size; row++) {
    const above = row === 0 ? ENTER | FOUND | NAMES : (state[parents[row] as number] as number);
    const kind = kinds[row] as number;
    const audited = row >= firstAudited && (only === 0 || areas.of[row] !== only);
    if (audited) reach.objects += 1;
    if ((above & ENTER) === 0) {
      state[row] = 0;
      continue;
    }
    const bit = bits[kind] as number;
    const type = typeOfKind[kind] as number;
    const found = row <= firstAudited || (above & (FOUND | NAMES)) === (FOUND | NAMES);
    if (type === typeCode.d) {
      const sticky = ((modeOfKind[kind] as number) & 0o1000) !== 0;
      state[row] = (bit & EXEC ? ENTER : 0) | (found ? FOUND : 0) | (bit & READ ? NAMES : 0) | ((bit & CHANGE) !== 0 && !sticky ? SWAP : 0);
    } else state[row] = 0;
    if (!audited) continue;
    reach.stat += 1;
    if (found) reach.listable += 1;
    if (type === typeCode.f && bit & READ) {
      reach.readable += 1;
      if (found) reach.listableAndReadable += 1;
    }
    if (bit !== 0 || (above & SWAP) !== 0) emit(pass, each.number, row, type, modeOfKind[kind] as number, bit, above);
  }
  for (const apart of each.apart) askApart(pass, apart);
  return reach;
}

/** A member whose uid single objects mention: what lies above them is the class's own answer, the objects are asked anew. */
function askApart(pass: Pass, { member, number, rows }: Apart): void {
  const { tree, state } = pass;
  for (const row of rows) {
    const above = state[tree.parent[row] as number] as number;
    const inode = tree.kinds.inode(tree.kind[row] as number);
    if ((above & ENTER) === 0 || row < pass.firstAudited) continue;
    emit(pass, number, row, typeCode[inode.type], inode.mode, threeBits(inode, member.credential), above);
  }
}

/** Findings of one object that can be reached, for one class. */
function emit(pass: Pass, group: number, row: number, type: number, mode: number, bit: number, above: number): void {
  const { tree, hits, guarded } = pass;
  const hit = (rule: number, rights: number) => addHit(hits, row, rule, group, rights);
  const rights = (bit & 7) | ((above & SWAP) !== 0 ? REPLACE : 0);
  if (type === typeCode.d) {
    if ((bit & CHANGE) === 0) return;
    const sticky = (mode & 0o1000) !== 0;
    hit(sticky ? ruleNumber['shared-directory'] : ruleNumber.replaceable, rights | PLANT | (bit & READ ? LIST : 0));
  } else if (type === typeCode.f) {
    const named = tree.nameClass[row] as number;
    if (bit & READ) {
      if (isSecretClass(named)) hit(ruleNumber['readable-secret'], rights);
      if (guarded.within !== null) noteProtected(row, guarded.within[row] as number, group, named, pass.protectedSample);
    }
    if (isCodeClass(named)) {
      if (rights & (WRITE | REPLACE)) hit(ruleNumber['code-execution'], rights);
    } else if (bit & WRITE) hit(ruleNumber.tamperable, rights);
    if (bit & EXEC) {
      if ((mode & 0o4000) !== 0 || (mode & 0o2010) === 0o2010) hit(ruleNumber['set-id'], rights);
      if (tree.capable.size > 0 && tree.capable.has(row)) hit(ruleNumber['file-capability'], rights);
    }
  } else if (type === typeCode.s || type === typeCode.p) {
    if (bit & WRITE) hit(ruleNumber.socket, rights);
  } else if ((type === typeCode.b || type === typeCode.c) && bit & (READ | WRITE)) hit(ruleNumber.device, rights);
}

/** Remembers the first file of a protected directory that the class can read. `.htaccess` and password files do not count. */
function noteProtected(row: number, directory: number, group: number, named: number, sample: Map<string, number>): void {
  if (directory < 0 || isCodeClass(named) || isSecretClass(named)) return;
  const key = `${group}/${directory}`;
  if (!sample.has(key)) sample.set(key, row);
}
