// SPDX-License-Identifier: Apache-2.0
import { credentialsOf } from '../tenant/accounts.ts';
import type { Accounts } from '../tenant/accounts.ts';
import { areasOf } from '../tenant/tenant-areas.ts';
import type { Areas } from '../tenant/tenant-areas.ts';
import { readAttributes } from './attributes.ts';
import { askOutside } from './outside.ts';
import type { Outside } from './outside.ts';
import type { ServerPlace } from '../server-config/fpm-reach.ts';
import type { AttributesRead } from './attributes.ts';
import { guardedBy } from '../server-config/basic-auth.ts';
import type { Guarded } from '../server-config/basic-auth.ts';
import type { BytePath } from '../path/bytes.ts';
import { classesOf } from '../tenant/classes.ts';
import type { Classes, Exceptions, Member } from '../tenant/classes.ts';
import type { Credential } from '../permission/credential.ts';
import { gather } from '../tree/gather.ts';
import type { Gathered } from '../tree/gather.ts';
import { addHit, LIST, NO_GROUP } from '../judge/finding-columns.ts';
import type { Hits } from '../judge/finding-columns.ts';
import type { Host } from '../host/host.port.ts';
import { judge } from '../judge/judge.ts';
import { unable } from '../path/limits.ts';
import type { Told } from '../path/limits.ts';
import { hardLinksAcross, linksOut } from '../tenant/links.ts';
import type { LinkOut } from '../tenant/links.ts';
import { parseMountInfo } from '../host/mounts.ts';
import { proveHits } from '../prove/prove.ts';
import type { Proofs } from '../prove/prove.ts';
import type { Prover } from '../prove/prover.port.ts';
import type { Reach } from '../judge/reach.ts';
import { ruleNumber } from '../judge/rules.ts';
import { credentialsOfUnknown, unknownIdsOf } from '../tenant/unknown-ids.ts';
import type { UnknownIds } from '../tenant/unknown-ids.ts';
import { tenantsUnder } from '../tenant/tenants.ts';
import type { Tenant } from '../tenant/tenants.ts';
import type { Walker } from '../tree/walker.port.ts';

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
  /** What the servers' settings open beyond the root. */
  readonly beyond?: readonly Told[];
  /** What the servers use beyond the root and that is there to be looked at. */
  readonly places?: readonly ServerPlace[];
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
  readonly outside: readonly Outside[];
  readonly settingsUnread: readonly BytePath[];
  readonly usersUnknown: readonly string[];
  readonly beyond: readonly Told[];
  readonly unknownIds: UnknownIds;
  readonly accounts: Accounts;
  readonly userNames: ReadonlyMap<number, string>;
  readonly groupNames: ReadonlyMap<number, string>;
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
  const unknownIds = unknownIdsOf(tree, accounts);
  const classes = classesOf(tree, areas, tenants, wanted.shared, credentialsOfUnknown(unknownIds));
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
    shared: classes.everyone.filter((member) => member.tenant === null && !member.unknown),
    exceptions,
    guarded,
    links: new Map(out.found.map((link) => [link.row, link])),
    harmlessLinks: out.harmless,
    hits,
    reach,
    proofs,
    outside: await askOutside(deps.host, wanted.root, { guarded, areas, classes, tenants, places: wanted.places ?? [] }),
    settingsUnread: wanted.settingsUnread ?? [],
    usersUnknown: wanted.usersUnknown ?? [],
    beyond: wanted.beyond ?? [],
    unknownIds,
    accounts,
    // The first name of an id counts, as getpwuid(3) answers.
    userNames: new Map(accounts.accounts.toReversed().map((account) => [account.uid, account.name])),
    groupNames: new Map(accounts.groups.toReversed().map((group) => [group.gid, group.name])),
  };
}
