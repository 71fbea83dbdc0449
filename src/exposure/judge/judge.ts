// SPDX-License-Identifier: Apache-2.0
import type { Areas } from '../tenant/tenant-areas.ts';
import { STRANGERS } from '../tenant/classes.ts';
import type { Classes, CredentialClass, Exceptions } from '../tenant/classes.ts';
import type { Hits } from './finding-columns.ts';
import { addHit, createHits, LIST, PLANT, REPLACE } from './finding-columns.ts';
import { typeCode } from '../tree/inode-classes.ts';
import { isCodeClass, isSecretClass } from '../tree/file-role.ts';
import { EXEC, mayChange, READ, threeBits, WRITE } from '../permission/permission.ts';
import { addDifference, addSeen, createTallies, reachOf, seenBits } from './reach.ts';
import type { Reach, Tallies } from './reach.ts';
import { ruleNumber } from './rules.ts';
import type { Tree } from '../tree/tree.ts';

/** Directories behind Basic authentication: row of the directory, and which rows hold its rules. */
export type Protected = { readonly rows: readonly number[]; readonly within: Int32Array | null };

export type TreeJudgement = {
  readonly hits: Hits;
  readonly reach: readonly Reach[];
  readonly exceptions: Exceptions;
  /** `class/directory` -> a file there that the class reads around the password. */
  readonly protectedSample: ReadonlyMap<string, number>;
};

/** What a directory lets through, for one class. */
const ENTER = 1;
const FOUND = 2;
const NAMES = 4;
const SWAP = 8;
/** Strangers read this file; strangers have a finding here. */
const READS = 16;
const MARK = 32;
const TOP = ENTER | FOUND | NAMES;

/** Bits of a kind for a credential: READ, WRITE, EXEC, and CHANGE when WRITE and EXEC come from one grant. */
const CHANGE = 64;

type Pass = {
  readonly tree: Tree;
  readonly areas: Areas;
  readonly guarded: Protected;
  readonly firstAudited: number;
  /** Strangers' state of each row. */
  readonly state: Uint8Array;
  readonly typeOfKind: Uint8Array;
  readonly modeOfKind: Uint16Array;
  readonly hits: Hits;
  readonly tallies: Tallies;
  readonly protectedSample: Map<string, number>;
  readonly exceptions: Map<number, Set<number>>;
};

/** One pass over all rows for strangers (parents come before children), then the rows at which somebody is no stranger. */
export function judge(tree: Tree, areas: Areas, classes: Classes, guarded: Protected, firstAudited: number): TreeJudgement {
  const kinds = tree.kinds.count();
  const pass: Pass = {
    tree,
    areas,
    guarded,
    firstAudited,
    state: new Uint8Array(tree.size),
    typeOfKind: Uint8Array.from({ length: kinds }, (_, kind) => tree.kinds.typeOf(kind)),
    modeOfKind: Uint16Array.from({ length: kinds }, (_, kind) => tree.kinds.modeOf(kind)),
    hits: createHits(),
    tallies: createTallies(classes.everyone.length + 1, classes.all.length),
    protectedSample: new Map(),
    exceptions: new Map(),
  };
  const strangers = classes.all[STRANGERS] as CredentialClass;
  const bits = Uint8Array.from({ length: kinds }, (_, kind) => bitsOfKind(tree, kind, strangers));
  strangersPass(pass, bits);
  differencesPass(pass, classes, bits);
  settleSamples(pass);
  const { hits, exceptions, protectedSample, tallies } = pass;
  return { hits, exceptions, protectedSample, reach: classes.all.map((each) => reachOf(tallies, each.number, each.own)) };
}

function bitsOfKind(tree: Tree, kind: number, each: CredentialClass): number {
  const inode = tree.kinds.inode(kind);
  return threeBits(inode, each.credential) | (mayChange(inode, each.credential).granted ? CHANGE : 0);
}

/** What a row lets through to its own entries, when it is a directory that can be reached. */
function stateOf(type: number, mode: number, bit: number, found: boolean): number {
  if (type !== typeCode.d) return 0;
  const swap = (bit & CHANGE) !== 0 && (mode & 0o1000) === 0;
  return (bit & EXEC ? ENTER : 0) | (found ? FOUND : 0) | (bit & READ ? NAMES : 0) | (swap ? SWAP : 0);
}

const isFound = (pass: Pass, row: number, above: number) => row <= pass.firstAudited || (above & (FOUND | NAMES)) === (FOUND | NAMES);

function strangersPass(pass: Pass, bits: Uint8Array): void {
  const { tree, areas, firstAudited, state, typeOfKind, modeOfKind, tallies } = pass;
  const { kind: kinds, parent: parents } = tree;
  for (let row = 0; row < tree.size; row++) {
    const above = row === 0 ? TOP : (state[parents[row] as number] as number);
    const kind = kinds[row] as number;
    const bit = bits[kind] as number;
    const type = typeOfKind[kind] as number;
    const enters = (above & ENTER) !== 0;
    const found = isFound(pass, row, above);
    if (enters) state[row] = stateOf(type, modeOfKind[kind] as number, bit, found);
    if (row < firstAudited) continue;
    const seen = seenBits(enters, found, type === typeCode.f && (bit & READ) !== 0);
    addSeen(tallies, areas.of[row] as number, seen);
    if (!enters || (bit === 0 && (above & SWAP) === 0)) continue;
    const marked = emit(pass, STRANGERS, row, type, modeOfKind[kind] as number, bit, above);
    state[row] = (state[row] as number) | (marked ? MARK : 0) | (type === typeCode.f && (bit & READ) !== 0 ? READS : 0);
  }
}

/** Rows of which a class is spoken, and rows below a directory that it passes otherwise than a stranger does. */
function differencesPass(pass: Pass, classes: Classes, strangersBits: Uint8Array): void {
  const { tree, state, exceptions, hits } = pass;
  if (classes.all.length === 1) return;
  const split = new Uint8Array(tree.size);
  const otherwise = new Map<number, Map<number, number>>();
  const memories = classes.all.map(() => new Map<number, number>());

  const ask = (row: number, each: CredentialClass, aboveHere: number, above: number): void => {
    const area = pass.areas.of[row] as number;
    const own = each.own !== 0 && area === each.own;
    if (own && !each.holdsOthers) return;
    const kind = tree.kind[row] as number;
    const memory = memories[each.number] as Map<number, number>;
    const bit = memory.get(kind) ?? bitsOfKind(tree, kind, each);
    memory.set(kind, bit);
    const strangersBit = strangersBits[kind] as number;
    if (bit === strangersBit && above === aboveHere) return;
    const type = pass.typeOfKind[kind] as number;
    const mode = pass.modeOfKind[kind] as number;
    const [enters, found] = [(above & ENTER) !== 0, isFound(pass, row, above)];
    const now = enters ? stateOf(type, mode, bit, found) : 0;
    if (type === typeCode.d && now !== ((state[row] as number) & (TOP | SWAP))) {
      otherwise.set(row, (otherwise.get(row) ?? new Map<number, number>()).set(each.number, now));
      split[row] = 1;
    }
    if (own || row < pass.firstAudited || (each.unknown && area === 0)) return;
    const reads = (some: number) => type === typeCode.f && (some & READ) !== 0;
    const before = seenBits((aboveHere & ENTER) !== 0, isFound(pass, row, aboveHere), reads(strangersBit));
    addDifference(pass.tallies, each.number, seenBits(enters, found, reads(bit)), before);
    const count = hits.count;
    const marked = enters && emit(pass, each.number, row, type, mode, bit, above);
    if (marked || hits.count > count || ((state[row] as number) & MARK) !== 0)
      exceptions.set(row, (exceptions.get(row) ?? new Set<number>()).add(each.number));
  };

  for (let row = 0; row < tree.size; row++) {
    const spoken = classes.ofKind[tree.kind[row] as number];
    const parent = tree.parent[row] as number;
    const inherited = row !== 0 && split[parent] === 1 ? otherwise.get(parent) : undefined;
    if (spoken === undefined && inherited === undefined) continue;
    const aboveHere = row === 0 ? TOP : (state[parent] as number) & (TOP | SWAP);
    for (const number of spoken ?? []) ask(row, classes.all[number] as CredentialClass, aboveHere, inherited?.get(number) ?? aboveHere);
    for (const [number, above] of inherited ?? [])
      if (spoken?.includes(number) !== true) ask(row, classes.all[number] as CredentialClass, aboveHere, above);
  }
}

/** Findings of one object that can be reached, for one class. True when something was said about it. */
function emit(pass: Pass, group: number, row: number, type: number, mode: number, bit: number, above: number): boolean {
  const { tree, hits, guarded } = pass;
  const before = hits.count;
  const hit = (rule: number, rights: number) => addHit(hits, row, rule, group, rights);
  const rights = (bit & 7) | ((above & SWAP) !== 0 ? REPLACE : 0);
  let sampled = false;
  if (type === typeCode.d) {
    if ((bit & CHANGE) === 0) return false;
    const sticky = (mode & 0o1000) !== 0;
    hit(sticky ? ruleNumber['shared-directory'] : ruleNumber.replaceable, rights | PLANT | (bit & READ ? LIST : 0));
  } else if (type === typeCode.f) {
    const named = tree.nameClass[row] as number;
    if (bit & READ) {
      if (isSecretClass(named)) hit(ruleNumber['readable-secret'], rights);
      if (guarded.within !== null) sampled = noteProtected(pass, row, guarded.within[row] as number, group);
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
  return sampled || hits.count > before;
}

/** `.htaccess` and password files do not count as what a protected directory holds. */
const holdsContent = (named: number) => !isCodeClass(named) && !isSecretClass(named);

/** Remembers the first file of a protected directory that the class can read. */
function noteProtected(pass: Pass, row: number, directory: number, group: number): boolean {
  if (directory < 0 || !holdsContent(pass.tree.nameClass[row] as number)) return false;
  const key = `${group}/${directory}`;
  if (!pass.protectedSample.has(key)) pass.protectedSample.set(key, row);
  return true;
}

/**
 * A class that is shut out of the strangers' sample may still read another file of that directory as a stranger. And
 * where a class has an answer of its own, the strangers' one does not speak for it.
 */
function settleSamples({ tree, state, guarded, protectedSample, exceptions }: Pass): void {
  const except = (directory: number, group: number) => {
    const row = guarded.rows[directory] as number;
    exceptions.set(row, (exceptions.get(row) ?? new Set<number>()).add(group));
  };
  const wanted = new Map<number, Set<number>>();
  for (const [key, sample] of protectedSample) {
    const [group, directory] = key.split('/').map(Number) as [number, number];
    if (group !== STRANGERS) except(directory, group);
    else
      for (const shutOut of exceptions.get(sample) ?? []) {
        except(directory, shutOut);
        if (!protectedSample.has(`${shutOut}/${directory}`))
          wanted.set(directory, (wanted.get(directory) ?? new Set<number>()).add(shutOut));
      }
  }
  if (wanted.size === 0 || guarded.within === null) return;
  for (let row = 0; row < tree.size; row++) {
    const groups = wanted.get(guarded.within[row] as number);
    if (groups === undefined || ((state[row] as number) & READS) === 0 || !holdsContent(tree.nameClass[row] as number)) continue;
    for (const group of groups) {
      const key = `${group}/${guarded.within[row]}`;
      if (exceptions.get(row)?.has(group) !== true && !protectedSample.has(key)) protectedSample.set(key, row);
    }
  }
}
