// SPDX-License-Identifier: Apache-2.0
import type { Acl } from '../permission/acl.ts';
import { kernelConsultsAcl } from '../permission/acl.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Credential } from '../permission/credential.ts';
import type { Flags } from '../host/host.port.ts';
import { isMountPoint, mountOf } from '../host/mounts.ts';
import type { Mount } from '../host/mounts.ts';
import { decide, EXEC, mayChange, READ, stickyForbids, WRITE } from '../permission/permission.ts';
import type { BitRule, Inode } from '../permission/permission.ts';
import type { Missing, Place, Step, Trail } from '../host/resolve.ts';

export const rightNames = ['list', 'stat', 'read', 'write', 'replace', 'exec'] as const;
export type Right = (typeof rightNames)[number];

/** Rules that decide beside mode bits and ACLs. */
export type PathRule =
  | BitRule
  | 'protected-symlinks'
  | 'sticky'
  | 'read-only-mount'
  | 'noexec-mount'
  | 'immutable'
  | 'append-only'
  | 'mount-point'
  | 'not-a-directory'
  | 'root-directory'
  | 'missing';

/** The component that decides, and the rule by which it does. `detail` is the errno for `missing`. */
export type Why = { readonly component: BytePath; readonly rule: PathRule; readonly detail?: string };
export type Verdict = { readonly granted: boolean; readonly why: Why };
export type Rights = Readonly<Record<Right, Verdict>>;

/** What must be known beside the trail. `aclOf` answers for every place of the trail. */
export type Surroundings = {
  readonly aclOf: (path: BytePath) => Acl | null;
  readonly flagsOf: (path: BytePath) => Flags | null;
  readonly mounts: readonly Mount[];
  readonly protectedSymlinks: boolean;
  /** A wrong reading can be handed in to show what it would give; the kernel's own otherwise. */
  readonly consults?: (mode: number) => boolean;
};

/**
 * What one credential may do to one object:
 *   stat     the path can be reached and lstat answers
 *   list     it is (or leads to) a directory whose names can be read
 *   read, write, exec   access(2) with R_OK, W_OK, X_OK; links are followed
 *   replace  the name itself can be removed or renamed within its directory; links are not followed
 */
export function rightsOf(trail: Trail, credential: Credential, around: Surroundings): Rights {
  const blocked = firstBlock(trail.toLeaf, credential, around);
  if (blocked !== null) return all({ granted: false, why: blocked });
  const { leaf } = trail;
  if ('missing' in leaf) return all({ granted: false, why: missing(leaf) });

  const replace = mayReplace(trail.directory, leaf, credential, around);
  const stat: Verdict = { granted: true, why: lastSearch(trail, credential, around) };
  const beyond = firstBlock(trail.beyond, credential, around);
  if (beyond !== null || 'missing' in trail.end) {
    const no: Verdict = { granted: false, why: beyond ?? missing(trail.end as Missing) };
    return { list: no, stat, read: no, write: no, replace, exec: no };
  }
  const { end } = trail;
  const read = access(end, READ, credential, around);
  return {
    list: end.node.type === 'd' ? read : { granted: false, why: { component: end.path, rule: 'not-a-directory' } },
    stat,
    read,
    write: access(end, WRITE, credential, around),
    replace,
    exec: access(end, EXEC, credential, around),
  };
}

function all(verdict: Verdict): Rights {
  return { list: verdict, stat: verdict, read: verdict, write: verdict, replace: verdict, exec: verdict };
}

function missing(place: Missing): Why {
  return { component: place.path, rule: 'missing', detail: place.missing };
}

/** What the rules need of an object; a symbolic link has no ACL. */
export function inodeOf(place: Place, around: Pick<Surroundings, 'aclOf'>): Inode {
  const { type, mode, uid, gid } = place.node;
  return { type, mode, uid, gid, acl: type === 'l' ? null : around.aclOf(place.path) };
}

function firstBlock(steps: readonly Step[], credential: Credential, around: Surroundings): Why | null {
  for (const step of steps) {
    if (step.is === 'search') {
      const decision = decide(inodeOf(step.at, around), credential, EXEC, around.consults ?? kernelConsultsAcl);
      if (!decision.granted) return { component: step.at.path, rule: decision.rule };
    } else if (around.protectedSymlinks && linkIsProtected(step, credential)) {
      return { component: step.link.path, rule: 'protected-symlinks' };
    }
  }
  return null;
}

/** fs/namei.c may_follow_link(): in a sticky, world-writable directory a link is followed only by its owner or when the directory's owner made it. */
function linkIsProtected(step: Extract<Step, { is: 'follow' }>, credential: Credential): boolean {
  const { link, directory } = step;
  if (link.node.uid === credential.uid) return false;
  if ((directory.node.mode & 0o1002) !== 0o1002) return false;
  return directory.node.uid !== link.node.uid;
}

/** Why the leaf can be reached: the last directory searched. */
function lastSearch(trail: Trail, credential: Credential, around: Surroundings): Why {
  if (trail.directory === null) return { component: '/' as BytePath, rule: 'root-directory' };
  const { rule } = decide(inodeOf(trail.directory, around), credential, EXEC, around.consults ?? kernelConsultsAcl);
  return { component: trail.directory.path, rule };
}

/** access(2) on the object that the path ends in. */
function access(end: Place, want: number, credential: Credential, around: Surroundings): Verdict {
  const { path, node } = end;
  const no = (rule: PathRule): Verdict => ({ granted: false, why: { component: path, rule } });
  const mount = mountOf(around.mounts, path);
  const special = node.type !== 'f' && node.type !== 'd' && node.type !== 'l';
  if (want === EXEC && node.type === 'f' && mount?.noExec === true) return no('noexec-mount');
  if (want === WRITE && !special && mount?.readOnly === true) return no('read-only-mount');
  if (want === WRITE && around.flagsOf(path)?.immutable === true) return no('immutable');
  const { granted, rule } = decide(inodeOf(end, around), credential, want, around.consults ?? kernelConsultsAcl);
  return { granted, why: { component: path, rule } };
}

function no(component: BytePath, rule: PathRule): Verdict {
  return { granted: false, why: { component, rule } };
}

/** fs/namei.c may_delete(): WRITE and EXEC on the directory, the sticky rule, flags of both, and nothing mounted on it. */
function mayReplace(directory: Place | null, leaf: Place, credential: Credential, around: Surroundings): Verdict {
  if (directory === null) return no('/' as BytePath, 'root-directory');
  const folder = inodeOf(directory, around);
  const decision = mayChange(folder, credential, around.consults ?? kernelConsultsAcl);
  if (!decision.granted) return no(directory.path, decision.rule);
  if (mountOf(around.mounts, directory.path)?.readOnly === true) return no(directory.path, 'read-only-mount');
  const folderFlags = around.flagsOf(directory.path);
  if (folderFlags?.immutable === true) return no(directory.path, 'immutable');
  if (folderFlags?.append === true) return no(directory.path, 'append-only');
  if (stickyForbids(folder, leaf.node, credential)) return no(leaf.path, 'sticky');
  const flags = around.flagsOf(leaf.path);
  if (flags?.immutable === true) return no(leaf.path, 'immutable');
  if (flags?.append === true) return no(leaf.path, 'append-only');
  if (isMountPoint(around.mounts, leaf.path)) return no(leaf.path, 'mount-point');
  return { granted: true, why: { component: directory.path, rule: decision.rule } };
}
