// SPDX-License-Identifier: Apache-2.0
import type { Accounts } from './accounts.ts';
import { aclTag } from '../permission/acl.ts';
import type { Credential } from '../permission/credential.ts';
import { NOBODY_AT_ALL } from './classes.ts';
import type { Kinds } from '../tree/inode-classes.ts';
import type { Tree } from '../tree/tree.ts';

/** `objects` speak of this number; `row` is the first of them. */
export type UnknownId = { readonly id: number; readonly objects: number; readonly row: number };
export type UnknownIds = { readonly users: readonly UnknownId[]; readonly groups: readonly UnknownId[] };

/** As many are judged as attackers of their own; that there are more is said all the same. */
const MOST_JUDGED = 64;

/**
 * Numbers that own something in the tree, or that an ACL names, and that no account list knows: a directory service that
 * was not asked, or a customer who has left. The kernel lets a process with that number in all the same. A group counts
 * only where it may do more than everybody.
 */
export function unknownIdsOf(tree: Tree, { accounts, groups }: Accounts): UnknownIds {
  const knownUsers = new Set(accounts.map((account) => account.uid));
  const knownGroups = new Set([...groups.map((group) => group.gid), ...accounts.map((account) => account.gid)]);
  const ofKind = Array.from({ length: tree.kinds.count() }, (_, kind) => {
    const spoken = spokenOf(tree.kinds, kind);
    const users = spoken.users.filter((uid) => uid !== 0 && !knownUsers.has(uid));
    const unknownGroups = spoken.groups.filter((gid) => gid !== 0 && !knownGroups.has(gid));
    return users.length + unknownGroups.length === 0 ? null : { users: [...new Set(users)], groups: [...new Set(unknownGroups)] };
  });
  const users = new Map<number, UnknownId>();
  const found = new Map<number, UnknownId>();
  if (ofKind.some((each) => each !== null))
    for (let row = 0; row < tree.size; row++) {
      const each = ofKind[tree.kind[row] as number];
      if (each === undefined || each === null) continue;
      for (const id of each.users) count(users, id, row);
      for (const id of each.groups) count(found, id, row);
    }
  return { users: mostFirst(users), groups: mostFirst(found) };
}

/** What a process with such a number is taken to be: no group is known of it. */
export function credentialsOfUnknown({ users }: UnknownIds): readonly Credential[] {
  return users.slice(0, MOST_JUDGED).map(({ id }) => ({ name: `uid ${id}`, uid: id, gid: NOBODY_AT_ALL, groups: [] }));
}

function spokenOf(kinds: Kinds, kind: number): { readonly users: readonly number[]; readonly groups: readonly number[] } {
  const acl = kinds.acl(kinds.aclOf(kind)) ?? [];
  const named = (tag: number) => acl.filter((entry) => entry.tag === tag).map((entry) => entry.id);
  const mode = kinds.modeOf(kind);
  const groupMayMore = ((mode >> 3) & 7 & ~mode) !== 0;
  return {
    users: [kinds.uidOf(kind), ...named(aclTag.user)],
    groups: [...(groupMayMore ? [kinds.gidOf(kind)] : []), ...named(aclTag.group)],
  };
}

function count(into: Map<number, UnknownId>, id: number, row: number): void {
  const before = into.get(id);
  into.set(id, before === undefined ? { id, objects: 1, row } : { ...before, objects: before.objects + 1 });
}

function mostFirst(found: ReadonlyMap<number, UnknownId>): readonly UnknownId[] {
  return [...found.values()].toSorted((a, b) => b.objects - a.objects || a.id - b.id);
}
