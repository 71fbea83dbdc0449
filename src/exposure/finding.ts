// SPDX-License-Identifier: Apache-2.0
import { base64OfPath, shown } from './bytes.ts';
import type { Member } from './classes.ts';
import { askedAs, counts, DERIVED, NO_GROUP, REFUTED } from './prove.ts';
import { LIST, PLANT, REPLACE } from './judge.ts';
import { nameClasses } from './names.ts';
import { EXEC, READ, WRITE } from './permission.ts';
import { ruleIds, ruleNumber, rules } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { Scan } from './scan.ts';
import type { Severity } from './severity.ts';
import { pathOfRow } from './tree.ts';

const namesOf = (some: readonly Member[]) => some.slice(0, NAMES_SHOWN).map((member) => shown(member.credential.name));

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
  readonly detail: string;
  readonly grants: readonly Grant[];
  readonly proof: 'proved' | 'derived';
  /** How it was proved, or why it could only be derived. */
  readonly proofReason: string;
};

const NAMES_SHOWN = 20;

/** In the order of rows; grants of one finding stand together. Refuted hits are left out (they are counted in the totals). */
export function* findingsOf(scan: Scan): Generator<Finding> {
  const { hits, proofs } = scan;
  const order = Uint32Array.from({ length: hits.count }, (_, at) => at).sort(
    (a, b) => (hits.row[a] as number) - (hits.row[b] as number) || (hits.rule[a] as number) - (hits.rule[b] as number) || a - b,
  );
  for (let from = 0; from < order.length; ) {
    const first = order[from] as number;
    let to = from + 1;
    while (to < order.length && hits.row[order[to] as number] === hits.row[first] && hits.rule[order[to] as number] === hits.rule[first])
      to += 1;
    const standing = [...order.subarray(from, to)].filter((at) => proofs.verdict[at] !== REFUTED);
    if (standing.length > 0) yield finding(scan, hits.row[first] as number, ruleIds[hits.rule[first] as number] as RuleId, standing);
    from = to;
  }
  for (const outside of scan.outside) yield outsideFinding(scan, outside);
}

/** Hits that the kernel refused, by rule: shown in the totals, never dropped in silence. */
export function refutedCount(scan: Scan): number {
  return scan.proofs.verdict.reduce((sum, verdict) => sum + (verdict === REFUTED ? 1 : 0), 0);
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
    proofReason: proved ? provedHow(scan, hitsAt[0] as number, tenant) : derivedWhy(scan, rule, path.length),
  };
}

function severityOf(scan: Scan, rule: RuleId, row: number): Severity {
  if (rule === 'link-out' && scan.links.get(row)?.into !== 'elsewhere') return 'high';
  return rules[rule].severity;
}

function detailOf(scan: Scan, rule: RuleId, row: number): string {
  const link = scan.links.get(row);
  if (rule === 'link-out' && link !== undefined) return `${link.into} -> ${shown(link.target)}`;
  return nameClasses[scan.gathered.tree.nameClass[row] as number] ?? 'plain';
}

/** Members of all classes that have the same rights stand in one grant: those who may do the most come first. */
function grantsOf(scan: Scan, hitsAt: readonly number[], tenant: number): readonly Grant[] {
  const byRights = new Map<string, { rights: readonly GrantedRight[]; members: Member[] }>();
  for (const at of hitsAt) {
    const group = scan.hits.group[at] as number;
    const each = scan.classes[group];
    if (group === NO_GROUP || each === undefined) continue;
    const rights = rightNamesOf(scan.hits.rights[at] as number, scan.hits.rule[at] as number);
    const key = rights.join(',');
    const same = byRights.get(key) ?? { rights, members: [] };
    for (const member of each.members)
      if (counts(each, member, tenant, scan.exceptions.get(scan.hits.row[at] as number))) same.members.push(member);
    byRights.set(key, same);
  }
  return [...byRights.values()]
    .flatMap(({ rights, members }) => grantOf(scan, members, tenant, rights))
    .toSorted((a, b) => b.rights.length - a.rights.length || b.tenants - a.tenants);
}

function grantOf(scan: Scan, members: readonly Member[], tenant: number, rights: readonly GrantedRight[]): readonly Grant[] {
  const tenants = members.filter((member) => member.tenant !== null);
  const shared = members.filter((member) => member.tenant === null);
  const everyOther = tenants.length > 0 && tenants.length === scan.tenants.length - (tenant === 0 ? 0 : 1);
  return [
    ...(tenants.length > 0 ? [{ to: 'tenants' as const, tenants: tenants.length, everyOther, names: namesOf(tenants), rights }] : []),
    ...(shared.length > 0 ? [{ to: 'shared' as const, tenants: 0, everyOther: false, names: namesOf(shared), rights }] : []),
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

function provedHow(scan: Scan, at: number, tenant: number): string {
  const each = scan.classes[scan.hits.group[at] as number];
  const member = each === undefined ? null : askedAs(each, tenant, scan.exceptions.get(scan.hits.row[at] as number));
  return member === null ? '' : `access(2) granted to ${shown(member.credential.name)} (uid ${member.credential.uid})`;
}

function derivedWhy(scan: Scan, rule: RuleId, length: number): string {
  if (rule === 'link-out') return 'read off the text of the link; who follows it depends on the program';
  if (rule === 'hard-link-across') return 'same device and inode number under both paths';
  if (length > 4095) return 'the path is longer than PATH_MAX: the kernel cannot be asked by path, and ACLs there are not evaluated';
  return scan.proofs.unable ?? 'the kernel could not be asked about this one';
}

function outsideFinding(scan: Scan, outside: Scan['outside'][number]): Finding {
  const of = outside.groups
    .flatMap((group) => scan.classes[group]?.members ?? [])
    .filter((member) => member.tenant?.number !== outside.tenant);
  return {
    rule: 'readable-secret',
    severity: rules['readable-secret'].severity,
    path: shown(outside.path),
    pathBytes: base64OfPath(outside.path),
    type: 'f',
    mode: '',
    acl: false,
    owner: '',
    group: '',
    tenant: tenantName(scan, outside.tenant),
    detail: 'password-file',
    grants: grantOf(scan, of, outside.tenant, ['read']),
    proof: 'derived',
    proofReason: 'outside the audited root: computed from every component of its path, not asked of the kernel',
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
