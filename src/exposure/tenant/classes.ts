// SPDX-License-Identifier: Apache-2.0
import { aclTag } from '../permission/acl.ts';
import type { Areas } from './tenant-areas.ts';
import type { Credential } from '../permission/credential.ts';
import type { Kinds } from '../tree/inode-classes.ts';
import type { Tenant } from './tenants.ts';
import type { Tree } from '../tree/tree.ts';

/**
 * Most tenants are strangers to each other's objects: no uid, group or ACL entry in another's area speaks of them. All
 * of them are class 0, and the whole tree is judged once for it. Whoever is spoken of somewhere (a shared group, a file
 * left in another's home) belongs to a class of its own, which is judged only where it could differ from a stranger.
 */
export type CredentialClass = {
  readonly number: number;
  /** What is evaluated: only the groups that matter; a uid that nothing mentions, unless the class is one credential's. */
  readonly credential: Credential;
  readonly members: readonly Member[];
  /** The one tenant of a class that is a single credential's: its own area is not audited for it. 0: none. */
  readonly own: number;
  /** Objects of others lie below its own directories: how it passes those matters. */
  readonly holdsOthers: boolean;
  /** Its uid has no account: it counts as an attacker only in the areas of tenants, since what else it owns may be its own. */
  readonly unknown: boolean;
};
export type Member = {
  /** null: a credential of a web runtime, or one that several sites share. */
  readonly tenant: Tenant | null;
  readonly credential: Credential;
  readonly inClass: number;
  /** The area of the tenant whose uid it is, which it owns: not audited for it. 0: none. */
  readonly own: number;
  /** A uid that no account list knows. */
  readonly unknown: boolean;
};

export type Classes = {
  /** By number; the strangers first, even when there are none. */
  readonly all: readonly CredentialClass[];
  readonly everyone: readonly Member[];
  /** For each kind the classes other than strangers that it speaks of. */
  readonly ofKind: readonly (readonly number[] | undefined)[];
};

/** At which rows which classes are no strangers: there the strangers' findings do not speak for them. */
export type Exceptions = ReadonlyMap<number, ReadonlySet<number>>;

export const STRANGERS = 0;

/** No object is owned by it and no ACL names it: 2^32-2 is the last uid there can be. */
export const NOBODY_AT_ALL = 0xfffffffe;
const NOT_SEEN = -1;
const SEVERAL = -2;

/** `unknown`: uids that own something and have no account. */
export function classesOf(
  tree: Tree,
  areas: Areas,
  tenants: readonly Tenant[],
  shared: readonly Credential[],
  unknown: readonly Credential[] = [],
): Classes {
  const given = [
    ...tenants.map((tenant) => ({ tenant, credential: tenant.credential, unknown: false })),
    ...shared.map((credential) => ({ tenant: null, credential, unknown: false })),
    ...unknown.map((credential) => ({ tenant: null, credential, unknown: true })),
  ];
  const spoken = spokenOf(tree, areas, tenants, given);
  const holding = areasAroundOthers(tree, areas);
  const found = [{ credential: stranger('strangers', []), members: [] as Member[], own: 0, holdsOthers: false, unknown: false }];
  const numbers = new Map<string, number>([['', STRANGERS]]);
  const byUid = new Map(tenants.map((tenant) => [tenant.credential.uid, tenant.number]));
  const everyone = given.map(({ tenant, credential, unknown: noAccount }): Member => {
    const own = tenant?.number ?? byUid.get(credential.uid) ?? 0;
    const alone = tenant === null || spoken.alone.has(own) || holding.has(own);
    const groups = [...new Set([credential.gid, ...credential.groups])]
      .filter((group) => spoken.beyond(group, own) && (alone || spoken.holders.get(group) === null))
      .toSorted((a, b) => a - b);
    const key = alone ? `uid ${credential.uid}/${credential.gid}` : groups.join(',');
    const number = numbers.get(key) ?? found.length;
    if (number === found.length) {
      numbers.set(key, number);
      const plain = stranger(alone ? credential.name : key, groups);
      found.push({
        credential: alone ? { ...plain, uid: credential.uid } : plain,
        members: [],
        own: alone ? own : 0,
        holdsOthers: holding.has(own),
        unknown: noAccount,
      });
    }
    const member = { tenant, credential, inClass: number, own, unknown: noAccount };
    found[number]?.members.push(member);
    return member;
  });
  const all = found.map((each, number): CredentialClass => ({ ...each, number }));
  return { all, everyone, ofKind: classesOfKinds(tree.kinds, all) };
}

function stranger(name: string, groups: readonly number[]): Credential {
  return { name, uid: NOBODY_AT_ALL, gid: groups[0] ?? NOBODY_AT_ALL, groups: groups.slice(1) };
}

/** Tenants below whose directories something of another area lies. */
function areasAroundOthers(tree: Tree, areas: Areas): ReadonlySet<number> {
  const around = new Set<number>();
  for (let row = 1; row < tree.size; row++) {
    const area = areas.of[tree.parent[row] as number] as number;
    if (area !== 0 && area !== areas.of[row]) around.add(area);
  }
  return around;
}

type Spoken = {
  /** Tenants whose uid, or a group that is theirs alone, stands on something beyond their own area. */
  readonly alone: ReadonlySet<number>;
  /** The one tenant that is in a group, or null when several credentials are. */
  readonly holders: ReadonlyMap<number, number | null>;
  readonly beyond: (group: number, own: number) => boolean;
};

function spokenOf(
  tree: Tree,
  areas: Areas,
  tenants: readonly Tenant[],
  given: readonly { readonly tenant: Tenant | null; readonly credential: Credential }[],
): Spoken {
  const holders = new Map<number, number | null>();
  for (const { tenant, credential } of given)
    for (const group of new Set([credential.gid, ...credential.groups]))
      holders.set(group, holders.has(group) || tenant === null ? null : tenant.number);
  const byUid = new Map(tenants.map((tenant) => [tenant.credential.uid, tenant.number]));
  const areaOfGroup = new Map<number, number>();
  const alone = new Set<number>();
  areaOfKinds(tree, areas).forEach((area, kind) => {
    if (area === NOT_SEEN) return;
    const { users, groups } = idsOfKind(tree.kinds, kind);
    for (const number of [...users.map((uid) => byUid.get(uid)), ...groups.map((gid) => holders.get(gid))])
      if (typeof number === 'number' && number !== area) alone.add(number);
    for (const group of groups) {
      const before = areaOfGroup.get(group);
      areaOfGroup.set(group, before === undefined || before === area ? area : SEVERAL);
    }
  });
  // Who has no area of their own is spoken of wherever the group stands, in nobody's area too.
  const beyond = (group: number, own: number) => areaOfGroup.has(group) && (own === 0 || areaOfGroup.get(group) !== own);
  return { alone, holders, beyond };
}

/** For each kind the one area in which it stands, or SEVERAL; 0 is nobody's area. */
function areaOfKinds(tree: Tree, areas: Areas): Int32Array {
  const areaOf = new Int32Array(tree.kinds.count()).fill(NOT_SEEN);
  for (let row = 0; row < tree.size; row++) {
    const kind = tree.kind[row] as number;
    const area = areas.of[row] as number;
    const before = areaOf[kind] as number;
    if (before === NOT_SEEN) areaOf[kind] = area;
    else if (before !== area) areaOf[kind] = SEVERAL;
  }
  return areaOf;
}

function idsOfKind(kinds: Kinds, kind: number): { readonly users: readonly number[]; readonly groups: readonly number[] } {
  const acl = kinds.acl(kinds.aclOf(kind)) ?? [];
  const named = (tag: number) => acl.filter((entry) => entry.tag === tag).map((entry) => entry.id);
  return { users: [kinds.uidOf(kind), ...named(aclTag.user)], groups: [kinds.gidOf(kind), ...named(aclTag.group)] };
}

function classesOfKinds(kinds: Kinds, all: readonly CredentialClass[]): Classes['ofKind'] {
  const byUid = new Map<number, number[]>();
  const byGroup = new Map<number, number[]>();
  const add = (map: Map<number, number[]>, id: number, number: number) => {
    if (id !== NOBODY_AT_ALL) map.set(id, [...(map.get(id) ?? []), number]);
  };
  for (const { number, credential } of all.slice(1)) {
    add(byUid, credential.uid, number);
    for (const group of new Set([credential.gid, ...credential.groups])) add(byGroup, group, number);
  }
  return Array.from({ length: kinds.count() }, (_, kind) => {
    const { users, groups } = idsOfKind(kinds, kind);
    const found = new Set([...users.flatMap((uid) => byUid.get(uid) ?? []), ...groups.flatMap((gid) => byGroup.get(gid) ?? [])]);
    return found.size === 0 ? undefined : [...found];
  });
}

/** Does this member stand for strangers (or its class) at an object of `tenant`? Never in its own area. */
export function counts(member: Member, group: number, tenant: number, excepted: ReadonlySet<number> | undefined): boolean {
  if (member.own !== 0 && member.own === tenant) return false;
  return group === STRANGERS ? excepted?.has(member.inClass) !== true : member.inClass === group;
}
