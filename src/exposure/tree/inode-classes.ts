// SPDX-License-Identifier: Apache-2.0
import type { Acl } from '../permission/acl.ts';
import type { FileType, Inode } from '../permission/permission.ts';

const TYPES = ['?', 'f', 'd', 'l', 's', 'p', 'b', 'c'] as const satisfies readonly FileType[];
export const typeCode = { '?': 0, f: 1, d: 2, l: 3, s: 4, p: 5, b: 6, c: 7 } as const satisfies Record<FileType, number>;

/**
 * Every different (type, mode, uid, gid, ACL) once. A million objects have some ten thousand of them, and a verdict
 * without its path depends on nothing else: this is where equivalence classes come from.
 */
export type Kinds = {
  readonly count: () => number;
  readonly intern: (type: number, mode: number, uid: number, gid: number, acl: number) => number;
  readonly typeOf: (kind: number) => number;
  readonly modeOf: (kind: number) => number;
  readonly uidOf: (kind: number) => number;
  readonly gidOf: (kind: number) => number;
  readonly aclOf: (kind: number) => number;
  readonly inode: (kind: number) => Inode;
  /** Number of an ACL (0 stands for none). */
  readonly internAcl: (hex: string, parse: (hex: string) => Acl | null) => number;
  readonly acl: (id: number) => Acl | null;
};

/**
 * Numbers each combination of type, mode, owner, group and ACL once, so that a tree of millions of files holds a few
 * thousand of them.
 */
export function createKinds(): Kinds {
  let capacity = 1024;
  let fields = new Uint32Array(capacity * 4); // type << 16 | mode, uid, gid, acl
  let slots = new Int32Array(4096).fill(-1);
  let count = 0;
  const acls: (Acl | null)[] = [null];
  const aclIds = new Map<string, number>();

  function place(head: number, uid: number, gid: number, acl: number): number {
    let hash =
      Math.imul(head ^ Math.imul(uid, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(gid + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(acl, 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const kind = slots[slot] as number;
      if (kind < 0) return slot;
      const at = kind * 4;
      if (fields[at] === head && fields[at + 1] === uid && fields[at + 2] === gid && fields[at + 3] === acl) return slot;
      slot = (slot + 1) & mask;
    }
  }

  function grow(): void {
    capacity *= 2;
    const wider = new Uint32Array(capacity * 4);
    wider.set(fields);
    fields = wider;
    slots = new Int32Array(capacity * 4).fill(-1);
    for (let kind = 0; kind < count; kind++) {
      const at = kind * 4;
      slots[place(fields[at] as number, fields[at + 1] as number, fields[at + 2] as number, fields[at + 3] as number)] = kind;
    }
  }

  const head = (kind: number) => fields[kind * 4] as number;
  const uidOf = (kind: number) => fields[kind * 4 + 1] as number;
  const gidOf = (kind: number) => fields[kind * 4 + 2] as number;
  const aclOf = (kind: number) => fields[kind * 4 + 3] as number;
  return {
    count: () => count,
    intern(type, mode, uid, gid, acl) {
      const first = (type << 16) | mode;
      const slot = place(first, uid, gid, acl);
      const known = slots[slot] as number;
      if (known >= 0) return known;
      fields.set([first, uid, gid, acl], count * 4);
      slots[slot] = count;
      count += 1;
      if (count === capacity) grow();
      return count - 1;
    },
    typeOf: (kind) => head(kind) >>> 16,
    modeOf: (kind) => head(kind) & 0xffff,
    uidOf,
    gidOf,
    aclOf,
    inode: (kind) => ({
      type: TYPES[head(kind) >>> 16] ?? '?',
      mode: head(kind) & 0xffff,
      uid: uidOf(kind),
      gid: gidOf(kind),
      acl: acls[aclOf(kind)] ?? null,
    }),
    internAcl(hex, parse) {
      const known = aclIds.get(hex);
      if (known !== undefined) return known;
      const acl = parse(hex);
      const id = acl === null ? 0 : acls.push(acl) - 1;
      aclIds.set(hex, id);
      return id;
    },
    acl: (id) => acls[id] ?? null,
  };
}
