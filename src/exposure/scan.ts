// SPDX-License-Identifier: Apache-2.0
import { credentialsOf } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { areasOf } from './areas.ts';
import type { Areas } from './areas.ts';
import { rightsAsker } from './ask-rights.ts';
import { readAttributes } from './attributes.ts';
import type { AttributesRead } from './attributes.ts';
import { guardedBy } from './basic-auth.ts';
import type { Guarded } from './basic-auth.ts';
import type { BytePath } from './bytes.ts';
import { classesOf } from './classes.ts';
import type { Classes, Exceptions, Member } from './classes.ts';
import type { Credential } from './credential.ts';
import { gather } from './gather.ts';
import type { Gathered } from './gather.ts';
import { addHit, LIST, NO_GROUP } from './hits.ts';
import type { Hits } from './hits.ts';
import type { Host } from './host.port.ts';
import { judge } from './judge.ts';
import { unable } from './limits.ts';
import { hardLinksAcross, linksOut } from './links.ts';
import type { LinkOut } from './links.ts';
import { parseMountInfo } from './mounts.ts';
import { proveHits } from './prove.ts';
import type { Proofs } from './prove.ts';
import type { Prover } from './prover.port.ts';
import type { Reach } from './reach.ts';
import { rightsOf } from './rights.ts';
import { ruleNumber } from './rules.ts';
import { tenantsUnder } from './tenants.ts';
import type { Tenant } from './tenants.ts';
import type { Walker } from './walker.port.ts';

export type ScanDeps = {
  readonly host: Host;
  readonly walker: Walker;
  readonly prover: Prover;
  /** Content of an .htaccess: a regular file, not through a link, at most 64 kB; null otherwise. */
  readonly readSmall: (path: BytePath) => Uint8Array | null;
};

export type Phase = 'walk' | 'attributes' | 'judge' | 'prove';
/** `share` of the phase is done, from 0 to 1; null when nobody can tell. */
export type Progress = (phase: Phase, rows: number, share: number | null) => void;

export type ScanWanted = {
  readonly root: BytePath;
  readonly accounts: Accounts;
  /** Credentials under which several sites run (mod_php): each counts as an attacker. */
  readonly shared: readonly Credential[];
  readonly serverRoot: BytePath | null;
  /** Settings files that could not be read, and users in them that no account list knows. */
  readonly settingsUnread?: readonly BytePath[];
  readonly usersUnknown?: readonly string[];
  readonly prove: boolean;
  /** Where tenants live, when only one home of it is audited now: all of them stay possible attackers. */
  readonly tenantsRoot?: BytePath;
  readonly progress?: Progress;
};

/** Everything that a report is made from, still in columns. */
export type Scan = {
  readonly root: BytePath;
  readonly gathered: Gathered;
  readonly attributes: AttributesRead;
  readonly tenants: readonly Tenant[];
  readonly areas: Areas;
  readonly classes: Classes;
  /** Credentials that several sites run under. */
  readonly shared: readonly Member[];
  readonly exceptions: Exceptions;
  readonly guarded: Guarded;
  readonly links: ReadonlyMap<number, LinkOut>;
  readonly harmlessLinks: number;
  readonly hits: Hits;
  readonly reach: readonly Reach[];
  readonly proofs: Proofs;
  readonly outside: readonly OutsideSecret[];
  readonly settingsUnread: readonly BytePath[];
  readonly usersUnknown: readonly string[];
  readonly accounts: Accounts;
  readonly userNames: ReadonlyMap<number, string>;
  readonly groupNames: ReadonlyMap<number, string>;
};

/** A password file that an .htaccess names outside the audited root, and which classes read it. */
export type OutsideSecret = {
  readonly path: BytePath;
  readonly directory: number;
  readonly tenant: number;
  readonly groups: readonly number[];
};

/** The audit of one root: walk, judge by classes, ask the kernel. Writes nothing under the root. */
export async function scan(deps: ScanDeps, wanted: ScanWanted): Promise<Scan> {
  const { progress, accounts } = wanted;
  const gathered = await gather({ ...deps, progress: (rows, share) => progress?.('walk', rows, share) }, wanted.root);
  const { tree, firstAudited } = gathered;
  progress?.('attributes', tree.size, null);
  const guarded = guardedBy(tree, wanted.root, deps.readSmall, wanted.serverRoot);
  const attributes = await readAttributes(deps, tree, firstAudited, guarded);

  progress?.('judge', tree.size, null);
  const tenants = tenantsUnder(wanted.tenantsRoot ?? wanted.root, accounts.accounts, credentialsOf(accounts));
  const areas = areasOf(tree, tenants, firstAudited, wanted.root);
  const classes = classesOf(tree, areas, tenants, wanted.shared);
  const { hits, reach, exceptions, protectedSample } = judge(tree, areas, classes, guarded, firstAudited);
  for (const key of protectedSample.keys()) {
    const [group, directory] = key.split('/').map(Number) as [number, number];
    addHit(hits, guarded.rows[directory] as number, ruleNumber['protected-directory'], group, 4 | LIST);
  }
  const out = linksOut(tree, areas);
  for (const link of out.found) addHit(hits, link.row, ruleNumber['link-out'], NO_GROUP, 0);
  for (const row of hardLinksAcross(tree, areas)) addHit(hits, row, ruleNumber['hard-link-across'], NO_GROUP, 0);

  progress?.('prove', tree.size, 0);
  const directoryNumber = new Map(guarded.rows.map((row, number) => [row, number]));
  const sampleOf = (row: number, group: number) => protectedSample.get(`${group}/${directoryNumber.get(row) ?? -1}`) ?? row;
  const around = { tree, areas, classes, exceptions, hits, sampleOf, mounts: parseMountInfo(deps.host.mountInfo() ?? new Uint8Array()) };
  const proofs = wanted.prove
    ? await proveHits(deps, around, (share) => progress?.('prove', tree.size, share))
    : { verdict: new Uint8Array(hits.count), unable: unable.notWanted(), asked: 0 };
  return {
    root: wanted.root,
    gathered,
    attributes,
    tenants,
    areas,
    classes,
    shared: classes.everyone.filter((member) => member.tenant === null),
    exceptions,
    guarded,
    links: new Map(out.found.map((link) => [link.row, link])),
    harmlessLinks: out.harmless,
    hits,
    reach,
    proofs,
    outside: await askOutside(deps.host, guarded, areas, classes),
    settingsUnread: wanted.settingsUnread ?? [],
    usersUnknown: wanted.usersUnknown ?? [],
    accounts,
    // The first name of an id counts, as getpwuid(3) answers.
    userNames: new Map(accounts.accounts.toReversed().map((account) => [account.uid, account.name])),
    groupNames: new Map(accounts.groups.toReversed().map((group) => [group.gid, group.name])),
  };
}

/** Password files beyond the root are few: each is resolved on the host itself, for each class that has members. */
async function askOutside(host: Host, guarded: Guarded, areas: Areas, classes: Classes): Promise<readonly OutsideSecret[]> {
  const [first] = classes.everyone;
  if (guarded.outside.length === 0 || first === undefined) return [];
  const asker = rightsAsker({ host, credential: first.credential });
  const trails = await asker.trails(guarded.outside.map((each) => each.path));
  return guarded.outside.flatMap(({ path, directory }, at) => {
    const trail = trails[at];
    const tenant = areas.of[directory] ?? 0;
    if (trail === undefined) return [];
    const groups = classes.all.filter(
      (each) =>
        each.members.some((member) => member.own === 0 || member.own !== tenant) &&
        rightsOf(trail, each.credential, asker.around).read.granted,
    );
    return groups.length === 0 ? [] : [{ path, directory, tenant, groups: groups.map((each) => each.number) }];
  });
}
