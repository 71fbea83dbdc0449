// SPDX-License-Identifier: Apache-2.0
import { shown } from '../path/bytes.ts';
import type { Host } from '../host/host.port.ts';
import { askedAbout, limits, neverConsidered } from '../path/limits.ts';
import type { Told } from '../path/limits.ts';
import { kernelConsultsAcl } from '../permission/acl.ts';
import { decide, EXEC } from '../permission/permission.ts';
import type { Scan } from '../audit/scan.ts';
import { pathOfRow } from '../tree/tree.ts';

/** Stands before every result: what was looked at, what was not, and what that means. `incomplete` is never clean. */
export type Completeness = {
  readonly status: 'complete' | 'incomplete';
  readonly reasons: readonly Told[];
  readonly roots: readonly string[];
  readonly objects: number;
  readonly permissionDenied: number;
  readonly goneMeanwhile: number;
  readonly otherErrors: number;
  readonly errorSamples: readonly string[];
  readonly refusedRecords: number;
  readonly beyondPathMax: number;
  readonly mountsSkipped: readonly { readonly path: string; readonly type: string }[];
  readonly networkFileSystems: readonly string[];
  readonly acls: {
    readonly evaluated: boolean;
    /** Of those that were asked. */
    readonly objectsWithAcl: number;
    /** Ordinary files whose ACL, if any, could only take away what is no finding: not asked. */
    readonly ordinaryFilesNotAsked: number;
  };
  readonly fileCapabilities: 'read' | 'not read';
  /** Kernel settings that the verdicts depend on; null when not known. */
  readonly sysctls: Readonly<Record<string, number | null>>;
  readonly notConsidered: readonly Told[];
  readonly tenants: number;
  /** Whom the run looked at, by name, at most NAMES_KEPT; absent in runs from before they were kept. */
  readonly tenantNames?: readonly string[];
  readonly homesMissing: readonly string[];
  readonly sharedCredentials: readonly string[];
  readonly credentialClasses: number;
  /** A directory above the root that strangers cannot pass: then nothing below is exposed by these paths. */
  readonly closedAbove: string | null;
  readonly passwordFilesNotCheckable: number;
  readonly accessFilesUnread: number;
  readonly accountLinesRefused: number;
  readonly proof: Told;
};

const SYSCTLS = [
  'fs/protected_symlinks',
  'fs/protected_hardlinks',
  'fs/protected_regular',
  'fs/protected_fifos',
  'kernel/yama/ptrace_scope',
];

/** Whether a run looked at everything, and each reason why not. */
export function completenessOf(scan: Scan, host: Pick<Host, 'sysctl'>): Completeness {
  const { gathered } = scan;
  const ends = [...gathered.ends, ...scan.attributes.ends];
  const total = (of: (end: Scan['gathered']['ends'][number]) => number) => ends.reduce((sum, end) => sum + of(end), 0);
  const denied = total((end) => end.denied);
  const beyond = beyondPathMax(scan);
  const deepUnread = scan.attributes.deepRead ? total((end) => end.tooLong) : beyond;
  const other = total((end) => end.other);
  const refused = gathered.refusedRecords + scan.attributes.refused;
  const networks = gathered.networkMounts.length;
  const badLines = scan.accounts.refusedLines;
  const reasons = [
    ...ends.flatMap((end) => (end.cut === null ? [] : [limits.cut(shown(end.cut))])),
    ...(denied > 0 ? [limits.refused(denied)] : []),
    ...(scan.attributes.evaluated ? [] : [limits.noAcls()]),
    ...(scan.attributes.evaluated && !scan.attributes.capabilities ? [limits.noCapabilities()] : []),
    ...(refused > 0 ? [limits.badRecords(refused)] : []),
    ...(deepUnread > 0 ? [limits.deepUnread(deepUnread)] : []),
    ...(networks > 0 ? [limits.network(networks)] : []),
    ...(other > 0 ? [limits.otherErrors(other)] : []),
    ...(scan.tenants.length === 0 ? [limits.noTenants()] : []),
    ...(badLines > 0 ? [limits.accountLines(badLines)] : []),
    ...scan.settingsUnread.map((path) => limits.settingsUnread(shown(path))),
    ...unknownIds(scan),
    ...scan.usersUnknown.map((user) => limits.userUnknown(shown(user))),
  ];
  return {
    status: reasons.length === 0 ? 'complete' : 'incomplete',
    reasons,
    roots: [shown(scan.root)],
    objects: gathered.tree.size - gathered.firstAudited,
    permissionDenied: denied,
    goneMeanwhile: total((end) => end.gone),
    otherErrors: other,
    errorSamples: ends.flatMap((end) => end.samples.map((sample) => shown(sample))).slice(0, 20),
    refusedRecords: refused,
    beyondPathMax: beyond,
    mountsSkipped: gathered.mountsSkipped.map((mount) => ({ path: shown(mount.point), type: mount.fsType })),
    networkFileSystems: gathered.networkMounts.map((mount) => shown(mount.point)),
    acls: {
      evaluated: scan.attributes.evaluated,
      objectsWithAcl: scan.attributes.objects,
      ordinaryFilesNotAsked: scan.attributes.spared,
    },
    fileCapabilities: scan.attributes.capabilities ? 'read' : 'not read',
    sysctls: Object.fromEntries(SYSCTLS.map((name) => [name.replaceAll('/', '.'), host.sysctl(name)])),
    notConsidered: [
      ...gathered.sameTrees.map(({ mount, original }) => limits.sameTree(shown(mount.point), shown(original))),
      ...scan.beyond,
      ...neverConsidered,
    ],
    tenants: scan.tenants.length,
    tenantNames: scan.tenants.slice(0, NAMES_KEPT).map((tenant) => shown(tenant.name)),
    homesMissing: scan.areas.homesMissing.map((tenant) => shown(tenant.name)).slice(0, 1000),
    sharedCredentials: scan.shared.map((member) => shown(member.credential.name)),
    credentialClasses: scan.classes.all.length,
    closedAbove: closedAbove(scan),
    passwordFilesNotCheckable: scan.guarded.unknown,
    accessFilesUnread: scan.guarded.unread,
    accountLinesRefused: scan.accounts.refusedLines,
    proof: scan.proofs.unable ?? askedAbout(scan.proofs.asked),
  };
}

const NAMES_KEPT = 20_000;
const NUMBERS_NAMED = 5;

function unknownIds({ unknownIds: { users, groups }, gathered }: Scan): readonly Told[] {
  const named = (ids: typeof users) =>
    ids
      .slice(0, NUMBERS_NAMED)
      .map(({ id, objects, row }) => `${id}: ${objects}, ${shown(pathOfRow(gathered.tree, row))}`)
      .join('; ');
  return [
    ...(users.length === 0 ? [] : [limits.ownersUnknown(users.length, named(users))]),
    ...(groups.length === 0 ? [] : [limits.groupsUnknown(groups.length, named(groups))]),
  ];
}

function beyondPathMax(scan: Scan): number {
  const { tree } = scan.gathered;
  const length = new Uint32Array(tree.size);
  let beyond = 0;
  for (let row = 1; row < tree.size; row++) {
    length[row] = (length[tree.parent[row] as number] as number) + 1 + (tree.nameAt[row + 1] as number) - (tree.nameAt[row] as number);
    if ((length[row] as number) > 4095) beyond += 1;
  }
  return beyond;
}

/** The first directory from `/` to the root that no class may search. */
function closedAbove(scan: Scan): string | null {
  const { tree, firstAudited } = scan.gathered;
  const classes = scan.classes.all.filter((each) => each.members.length > 0);
  if (classes.length === 0) return null;
  for (let row = 0; row < firstAudited; row++) {
    const inode = tree.kinds.inode(tree.kind[row] as number);
    if (classes.every((each) => !decide(inode, each.credential, EXEC, kernelConsultsAcl).granted)) return shown(pathOfRow(tree, row));
  }
  return null;
}
