// SPDX-License-Identifier: Apache-2.0
import { aclTag } from './acl.ts';
import type { Areas } from './areas.ts';
import type { Credential } from './credential.ts';
import { typeCode } from './kinds-table.ts';
import type { Tenant } from './tenants.ts';
import type { Tree } from './tree.ts';

/**
 * Credentials between which nothing in the tree can tell, outside their own areas: the groups that matter are the same.
 * So two thousand strangers cost one pass, and one more pass for each different set of shared groups. A member whose uid
 * is mentioned on single objects of others is asked about those apart (`apart`); one that is mentioned on a directory of
 * others may see everything below it differently, and gets a class of its own.
 */
export type CredentialClass = {
  readonly number: number;
  /** What the passes evaluate: only the groups that matter; a uid that nothing mentions, unless there is one member. */
  readonly credential: Credential;
  readonly members: readonly Member[];
  readonly apart: readonly Apart[];
  /** The class that holds such a member's own answers; it has no pass. */
  readonly answersOnly: boolean;
};
export type Member = { readonly tenant: Tenant | null; readonly credential: Credential };
export type Apart = { readonly member: Member; readonly number: number; readonly rows: readonly number[] };

export type Classes = {
  readonly all: readonly CredentialClass[];
  /** Rows at which a tenant does not count as a member of its class. */
  readonly exceptions: ReadonlyMap<number, ReadonlySet<number>>;
};

/** No object is owned by it and no ACL names it: 2^32-2 is the last uid there can be. */
const NOBODY_AT_ALL = 0xfffffffe;
const SEVERAL = 0xffffffff;

export function classesOf(tree: Tree, areas: Areas, tenants: readonly Tenant[], shared: readonly Credential[]): Classes {
  const mentions = mentionsIn(tree, areas);
  const members: Member[] = [
    ...tenants.map((tenant) => ({ tenant, credential: tenant.credential })),
    ...shared.map((credential) => ({ tenant: null, credential })),
  ];
  const holders = holdersOf(members);
  const rows = rowsMentioning(tree, areas, tenants, holders);
  const classes = new Map<string, { credential: Credential; members: Member[]; apart: { member: Member; rows: readonly number[] }[] }>();
  for (const member of members) {
    const { uid, gid, groups, name } = member.credential;
    const own = member.tenant?.number ?? 0;
    const single = rows.get(own);
    const alone = member.tenant === null || single === null;
    const matter = [...new Set([gid, ...groups])]
      .filter((group) => mentionedBeyond(mentions.get(group), own) && (alone || holders.get(group) === null))
      .toSorted((a, b) => a - b);
    const key = alone ? `uid ${uid}/${gid}` : matter.join(',');
    const credential: Credential = {
      name: alone ? name : key,
      uid: alone ? uid : NOBODY_AT_ALL,
      gid: matter[0] ?? NOBODY_AT_ALL,
      groups: matter.slice(1),
    };
    const each = classes.get(key) ?? { credential, members: [], apart: [] };
    each.members.push(member);
    if (!alone && single !== undefined) each.apart.push({ member, rows: single });
    classes.set(key, each);
  }
  return numbered([...classes.values()]);
}

/** The one tenant that is in a group, or null when several credentials are: a private group says no more than a uid. */
function holdersOf(members: readonly Member[]): ReadonlyMap<number, number | null> {
  const holders = new Map<number, number | null>();
  for (const { tenant, credential } of members)
    for (const group of new Set([credential.gid, ...credential.groups]))
      holders.set(group, holders.has(group) || tenant === null ? null : tenant.number);
  return holders;
}

type Found = {
  readonly credential: Credential;
  readonly members: readonly Member[];
  readonly apart: readonly { readonly member: Member; readonly rows: readonly number[] }[];
};

function numbered(found: readonly Found[]): Classes {
  let next = found.length;
  const answers: CredentialClass[] = [];
  const exceptions = new Map<number, Set<number>>();
  const passes = found.map((each, number): CredentialClass => {
    const apart = each.apart.map(({ member, rows }): Apart => {
      for (const row of rows) exceptions.set(row, (exceptions.get(row) ?? new Set()).add(member.tenant?.number ?? 0));
      answers.push({ number: next, credential: member.credential, members: [member], apart: [], answersOnly: true });
      next += 1;
      return { member, number: next - 1, rows };
    });
    return { number, credential: each.credential, members: each.members, apart, answersOnly: false };
  });
  return { all: [...passes, ...answers], exceptions };
}

/** For each tenant the rows of others that mention its uid or its private group; null when a directory is among them. */
function rowsMentioning(
  tree: Tree,
  areas: Areas,
  tenants: readonly Tenant[],
  holders: ReadonlyMap<number, number | null>,
): ReadonlyMap<number, readonly number[] | null> {
  const byUid = new Map(tenants.map((tenant) => [tenant.credential.uid, tenant.number]));
  const ofKind: (readonly number[] | undefined)[] = [];
  for (let kind = 0; kind < tree.kinds.count(); kind++) {
    const acl = tree.kinds.acl(tree.kinds.aclOf(kind)) ?? [];
    const users = [tree.kinds.uidOf(kind), ...acl.filter((entry) => entry.tag === aclTag.user).map((entry) => entry.id)];
    const groups = [tree.kinds.gidOf(kind), ...acl.filter((entry) => entry.tag === aclTag.group).map((entry) => entry.id)];
    const numbers = [...users.map((uid) => byUid.get(uid)), ...groups.map((gid) => holders.get(gid))].filter(
      (number) => typeof number === 'number',
    );
    if (numbers.length > 0) ofKind[kind] = [...new Set(numbers)];
  }
  const rows = new Map<number, number[] | null>();
  for (let row = 0; row < tree.size; row++) {
    const kind = tree.kind[row] as number;
    const numbers = ofKind[kind];
    if (numbers === undefined) continue;
    for (const number of numbers) {
      if (areas.of[row] === number) continue;
      const before = rows.get(number);
      if (tree.kinds.typeOf(kind) === typeCode.d) rows.set(number, null);
      else if (before === undefined) rows.set(number, [row]);
      else before?.push(row);
    }
  }
  return rows;
}

function mentionedBeyond(area: number | undefined, own: number): boolean {
  return area !== undefined && area !== own;
}

/** For each group id the one area that mentions it, or SEVERAL; 0 is nobody's area. */
function mentionsIn(tree: Tree, areas: Areas): ReadonlyMap<number, number> {
  const areaOfKind = new Int32Array(tree.kinds.count()).fill(-1);
  for (let row = 0; row < tree.size; row++) {
    const kind = tree.kind[row] as number;
    const area = areas.of[row] as number;
    const before = areaOfKind[kind] as number;
    if (before === -1) areaOfKind[kind] = area;
    else if (before !== area) areaOfKind[kind] = -2;
  }
  const mentions = new Map<number, number>();
  areaOfKind.forEach((found, kind) => {
    if (found === -1) return;
    const area = found === -2 ? SEVERAL : found;
    const named = (tree.kinds.acl(tree.kinds.aclOf(kind)) ?? []).filter((entry) => entry.tag === aclTag.group).map((entry) => entry.id);
    for (const id of [tree.kinds.gidOf(kind), ...named]) {
      const before = mentions.get(id);
      mentions.set(id, before === undefined || before === area ? area : SEVERAL);
    }
  });
  return mentions;
}
