// SPDX-License-Identifier: Apache-2.0
import { base64OfPath, shown } from '../path/bytes.ts';
import { counts, STRANGERS } from '../tenant/classes.ts';
import type { Member } from '../tenant/classes.ts';
import { detailOfLink, detailOfName, detailOfPlace, detailOfType } from './detail-words.ts';
import { LIST, NO_GROUP, PLANT, REPLACE } from '../judge/finding-columns.ts';
import { proofs } from '../path/limits.ts';
import type { Told } from '../path/limits.ts';
import { nameClasses } from '../tree/file-role.ts';
import { EXEC, READ, WRITE } from '../permission/permission.ts';
import { askedAs, DERIVED, LONGEST_PATH, REFUTED } from '../prove/prove.ts';
import { ruleIds, ruleNumber, rules } from '../judge/rules.ts';
import type { RuleId } from '../judge/rules.ts';
import type { Scan } from '../audit/scan.ts';
import type { Severity } from '../judge/severity.ts';
import { pathOfRow } from '../tree/tree.ts';

export type GrantedRight = 'list' | 'read' | 'write' | 'replace' | 'plant' | 'exec';

/** Who may do what. `tenants` counts them; `names` holds the first ones; `everyOther` when nobody but the owner is left out. */
export type Grant = {
  readonly to: 'tenants' | 'shared';
  readonly tenants: number;
  readonly everyOther: boolean;
  readonly names: readonly string[];
  readonly rights: readonly GrantedRight[];
};

export type Finding = {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** For eyes; `pathBytes` is the path. */
  readonly path: string;
  readonly pathBytes: string;
  readonly type: string;
  readonly mode: string;
  readonly acl: boolean;
  readonly owner: string;
  readonly group: string;
  /** The customer's account whose area it is; null where it is nobody's. */
  readonly tenant: string | null;
  /** What kind of secret or file it is, or where a link leads. */
  readonly detail: Told;
  readonly grants: readonly Grant[];
  readonly proof: 'proved' | 'derived';
  /** How it was proved, or why it could only be derived. */
  readonly proofReason: Told;
};

const NAMES_SHOWN = 20;

/** In the order of rows; grants of one finding stand together. Refuted hits are left out (they are counted in the totals). */
export function* findingsOf(scan: Scan): Generator<Finding> {
  const { hits } = scan;
  const { verdict } = scan.proofs;
  const order = Uint32Array.from({ length: hits.count }, (_, at) => at).sort(
    (a, b) => (hits.row[a] as number) - (hits.row[b] as number) || (hits.rule[a] as number) - (hits.rule[b] as number) || a - b,
  );
  for (let from = 0; from < order.length; ) {
    const first = order[from] as number;
    let to = from + 1;
    while (to < order.length && hits.row[order[to] as number] === hits.row[first] && hits.rule[order[to] as number] === hits.rule[first])
      to += 1;
    const standing = [...order.subarray(from, to)].filter((at) => verdict[at] !== REFUTED && hasSomebody(scan, at));
    if (standing.length > 0) yield finding(scan, hits.row[first] as number, ruleIds[hits.rule[first] as number] as RuleId, standing);
    from = to;
  }
  for (const outside of scan.outside) yield outsideFinding(scan, outside);
}

/** Hits that the kernel refused, by rule: shown in the totals, never dropped in silence. */
export function refutedCount(scan: Scan): number {
  return scan.proofs.verdict.reduce((sum, verdict) => sum + (verdict === REFUTED ? 1 : 0), 0);
}

/** Where everybody is excepted or the victim is the only member, nobody has the strangers' rights. */
function hasSomebody(scan: Scan, at: number): boolean {
  return scan.hits.group[at] === NO_GROUP || askedAs(scan, at) !== null;
}

function finding(scan: Scan, row: number, rule: RuleId, hitsAt: readonly number[]): Finding {
  const { tree } = scan.gathered;
  const path = pathOfRow(tree, row);
  const kind = tree.kind[row] as number;
  const inode = tree.kinds.inode(kind);
  const tenant = scan.areas.of[row] as number;
  const proved = hitsAt.every((at) => scan.proofs.verdict[at] !== DERIVED);
  return {
    rule,
    severity: severityOf(scan, rule, row),
    path: shown(path),
    pathBytes: base64OfPath(path),
    type: inode.type,
    mode: inode.mode.toString(8).padStart(4, '0'),
    acl: inode.acl !== null,
    owner: userName(scan, inode.uid),
    group: groupName(scan, inode.gid),
    tenant: tenantName(scan, tenant),
    detail: detailOf(scan, rule, row),
    grants: grantsOf(scan, hitsAt, tenant),
    proof: proved ? 'proved' : 'derived',
    proofReason: proved ? provedHow(scan, hitsAt[0] as number) : derivedWhy(scan, rule, path.length),
  };
}

function severityOf(scan: Scan, rule: RuleId, row: number): Severity {
  if (rule === 'link-out' && scan.links.get(row)?.into !== 'elsewhere') return 'high';
  return rules[rule].severity;
}

function detailOf(scan: Scan, rule: RuleId, row: number): Told {
  const link = scan.links.get(row);
  if (rule === 'link-out' && link !== undefined) return detailOfLink(link.into, shown(link.target));
  const { tree } = scan.gathered;
  const named = nameClasses[tree.nameClass[row] as number] ?? 'plain';
  return named === 'plain' ? detailOfType(tree.kinds.inode(tree.kind[row] as number).type) : detailOfName(named);
}

type Bag = { readonly rights: readonly GrantedRight[]; tenants: number; readonly names: string[]; readonly shared: Member[] };

/** All who have the same rights stand in one grant: those who may do the most come first. */
function grantsOf(scan: Scan, hitsAt: readonly number[], tenant: number): readonly Grant[] {
  const bags = new Map<string, Bag>();
  for (const at of hitsAt) {
    if (scan.hits.group[at] === NO_GROUP) continue;
    const rights = rightNamesOf(scan.hits.rights[at] as number, scan.hits.rule[at] as number);
    const bag = bags.get(rights.join(',')) ?? { rights, tenants: 0, names: [], shared: [] };
    fill(bag, scan, at, tenant);
    bags.set(rights.join(','), bag);
  }
  return [...bags.values()]
    .flatMap((bag) => grantsFrom(scan, bag, tenant))
    .toSorted((a, b) => b.rights.length - a.rights.length || b.tenants - a.tenants);
}

/** Counted by class, not one by one: strangers may be thousands, and there is a grant for each finding. */
function fill(bag: Bag, scan: Scan, at: number, tenant: number): void {
  const { everyone, all } = scan.classes;
  const group = scan.hits.group[at] as number;
  const excepted = group === STRANGERS ? scan.exceptions.get(scan.hits.row[at] as number) : undefined;
  const members = group === STRANGERS ? everyone : (all[group]?.members ?? []);
  const tenantsOf = (some: readonly Member[]) => some.reduce((sum, { tenant: of }) => sum + (of === null ? 0 : 1), 0);
  // Tenants come first, in the order of their numbers.
  const victim = group === STRANGERS ? everyone[tenant - 1] : members.find((member) => member.tenant?.number === tenant);
  const victimCounts = victim !== undefined && excepted?.has(victim.inClass) !== true;
  let sum = (group === STRANGERS ? scan.tenants.length : tenantsOf(members)) - (victimCounts ? 1 : 0);
  for (const number of excepted ?? []) sum -= tenantsOf(all[number]?.members ?? []);
  bag.tenants += sum;
  for (const member of members) {
    if (bag.names.length === NAMES_SHOWN) break;
    if (member.tenant !== null && counts(member, group, tenant, excepted)) bag.names.push(shown(member.credential.name));
  }
  for (const member of group === STRANGERS ? scan.shared : members)
    if (member.tenant === null && counts(member, group, tenant, excepted)) bag.shared.push(member);
}

function grantsFrom(scan: Scan, { rights, tenants, names, shared }: Bag, tenant: number): readonly Grant[] {
  const everyOther = tenants > 0 && tenants === scan.tenants.length - (tenant === 0 ? 0 : 1);
  const sharedNames = shared.slice(0, NAMES_SHOWN).map((member) => shown(member.credential.name));
  return [
    ...(tenants > 0 ? [{ to: 'tenants' as const, tenants, everyOther, names, rights }] : []),
    ...(shared.length > 0 ? [{ to: 'shared' as const, tenants: 0, everyOther: false, names: sharedNames, rights }] : []),
  ];
}

function rightNamesOf(bits: number, rule: number): readonly GrantedRight[] {
  if (rule === ruleNumber['protected-directory']) return ['read'];
  const named = [
    [LIST, 'list'],
    [READ, 'read'],
    [WRITE, 'write'],
    [REPLACE, 'replace'],
    [PLANT, 'plant'],
    [EXEC, 'exec'],
  ] as const;
  return named.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}

function provedHow(scan: Scan, at: number): Told {
  const member = askedAs(scan, at);
  return member === null ? proofs.noAnswer() : proofs.asked(shown(member.credential.name), member.credential.uid);
}

function derivedWhy(scan: Scan, rule: RuleId, length: number): Told {
  if (rule === 'link-out') return proofs.linkText();
  if (rule === 'hard-link-across') return proofs.sameInode();
  if (length > LONGEST_PATH) return proofs.beyondPathMax();
  return scan.proofs.unable ?? proofs.noAnswer();
}

const outsideRules = {
  'password-file': { rule: 'readable-secret', type: 'f', right: 'read' },
  socket: { rule: 'socket', type: 's', right: 'write' },
  sessions: { rule: 'shared-directory', type: 'd', right: 'plant' },
} as const satisfies Record<Scan['outside'][number]['is'], object>;

function outsideFinding(scan: Scan, outside: Scan['outside'][number]): Finding {
  const { rule, type, right } = outsideRules[outside.is];
  const of = outside.members;
  const bag: Bag = {
    rights: [right],
    tenants: of.filter((member) => member.tenant !== null).length,
    names: of.flatMap((member) => (member.tenant === null ? [] : [shown(member.credential.name)])).slice(0, NAMES_SHOWN),
    shared: of.filter((member) => member.tenant === null),
  };
  return {
    rule,
    severity: rules[rule].severity,
    path: shown(outside.path),
    pathBytes: base64OfPath(outside.path),
    type,
    mode: '',
    acl: false,
    owner: '',
    group: '',
    tenant: tenantName(scan, outside.tenant),
    detail: outside.is === 'password-file' ? detailOfName('password-file') : detailOfPlace[outside.is],
    grants: grantsFrom(scan, bag, outside.tenant),
    proof: 'derived',
    proofReason: proofs.outsideRoot(),
  };
}

function tenantName(scan: Scan, number: number): string | null {
  const tenant = number === 0 ? undefined : scan.tenants[number - 1];
  return tenant === undefined ? null : shown(tenant.name);
}

function userName(scan: Scan, uid: number): string {
  const known = scan.userNames.get(uid);
  return known === undefined ? String(uid) : shown(known);
}

function groupName(scan: Scan, gid: number): string {
  const known = scan.groupNames.get(gid);
  return known === undefined ? String(gid) : shown(known);
}
