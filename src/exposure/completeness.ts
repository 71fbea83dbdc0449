// SPDX-License-Identifier: Apache-2.0
import { shown } from './bytes.ts';
import type { Host } from './host.port.ts';
import { kernelConsultsAcl } from './acl.ts';
import { decide, EXEC } from './permission.ts';
import type { Scan } from './scan.ts';
import { pathOfRow } from './tree.ts';

/** Stands before every result: what was looked at, what was not, and what that means. `incomplete` is never clean. */
export type Completeness = {
  readonly status: 'complete' | 'incomplete';
  readonly reasons: readonly string[];
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
  readonly acls: { readonly evaluated: boolean; readonly objectsWithAcl: number };
  readonly fileCapabilities: 'read' | 'not read';
  /** Kernel settings that the verdicts depend on; null when not known. */
  readonly sysctls: Readonly<Record<string, number | null>>;
  readonly notConsidered: readonly string[];
  readonly tenants: number;
  readonly homesMissing: readonly string[];
  readonly sharedCredentials: readonly string[];
  readonly credentialClasses: number;
  /** A directory above the root that strangers cannot pass: then nothing below is exposed by these paths. */
  readonly closedAbove: string | null;
  readonly passwordFilesNotCheckable: number;
  readonly accessFilesUnread: number;
  readonly accountLinesRefused: number;
  readonly proof: string;
  readonly advisoryData: string;
};

const SYSCTLS = [
  'fs/protected_symlinks',
  'fs/protected_hardlinks',
  'fs/protected_regular',
  'fs/protected_fifos',
  'kernel/yama/ptrace_scope',
];

export function completenessOf(scan: Scan, host: Pick<Host, 'sysctl'>): Completeness {
  const { gathered } = scan;
  const total = (of: (end: Scan['gathered']['ends'][number]) => number) => gathered.ends.reduce((sum, end) => sum + of(end), 0);
  const deep = beyondPathMax(scan);
  const denied = total((end) => end.denied);
  const reasons = [
    ...gathered.ends.flatMap((end) => (end.cut === null ? [] : [`a list was cut: ${end.cut}`])),
    ...(denied > 0 ? [`${denied} objects refused to be read`] : []),
    ...(gathered.acls.evaluated ? [] : ['ACLs are not evaluated: getfattr is missing']),
    ...(gathered.refusedRecords > 0 ? [`${gathered.refusedRecords} records could not be read`] : []),
    ...(deep > 0 ? [`${deep} paths are longer than PATH_MAX: ACLs there are not evaluated`] : []),
    ...(gathered.networkMounts.length > 0 ? ['network file systems: their server decides, not this kernel'] : []),
    ...(total((end) => end.other) > 0 ? ['the tools reported other errors'] : []),
    ...(scan.tenants.length === 0 ? ['no account has its home under the root: nobody to ask for'] : []),
  ];
  return {
    status: reasons.length === 0 ? 'complete' : 'incomplete',
    reasons,
    roots: [shown(scan.root)],
    objects: gathered.tree.size - gathered.firstAudited,
    permissionDenied: denied,
    goneMeanwhile: total((end) => end.gone),
    otherErrors: total((end) => end.other),
    errorSamples: gathered.ends.flatMap((end) => end.samples.map((sample) => shown(sample))).slice(0, 20),
    refusedRecords: gathered.refusedRecords,
    beyondPathMax: deep,
    mountsSkipped: gathered.mountsSkipped.map((mount) => ({ path: shown(mount.point), type: mount.fsType })),
    networkFileSystems: gathered.networkMounts.map((mount) => shown(mount.point)),
    acls: { evaluated: gathered.acls.evaluated, objectsWithAcl: gathered.acls.objects },
    fileCapabilities: gathered.capabilitiesRead ? 'read' : 'not read',
    sysctls: Object.fromEntries(SYSCTLS.map((name) => [name.replaceAll('/', '.'), host.sysctl(name)])),
    notConsidered: [
      'jails and mount namespaces of tenants',
      'SELinux, AppArmor and other LSMs',
      'open_basedir and disable_functions (a CGI passes them by)',
    ],
    tenants: scan.tenants.length,
    homesMissing: scan.areas.homesMissing.map((tenant) => shown(tenant.name)).slice(0, 1000),
    sharedCredentials: scan.classes.flatMap((each) =>
      each.members.flatMap((member) => (member.tenant === null ? [shown(member.credential.name)] : [])),
    ),
    credentialClasses: scan.reach.length,
    closedAbove: closedAbove(scan),
    passwordFilesNotCheckable: scan.guarded.unknown,
    accessFilesUnread: scan.guarded.unread,
    accountLinesRefused: scan.accounts.refusedLines,
    proof: scan.proofs.unable ?? `the kernel was asked about ${scan.proofs.asked} findings`,
    advisoryData: 'not part of this run',
  };
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
  if (scan.classes.length === 0) return null;
  for (let row = 0; row < firstAudited; row++) {
    const inode = tree.kinds.inode(tree.kind[row] as number);
    if (scan.classes.every((each) => !decide(inode, each.credential, EXEC, kernelConsultsAcl).granted)) return shown(pathOfRow(tree, row));
  }
  return null;
}
