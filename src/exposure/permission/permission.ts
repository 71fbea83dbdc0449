// SPDX-License-Identifier: Apache-2.0
import { askAcl, kernelConsultsAcl } from './acl.ts';
import type { Acl, AclRule } from './acl.ts';
import type { Credential } from './credential.ts';
import { inGroup, isCapable } from './credential.ts';

export const READ = 4;
export const WRITE = 2;
export const EXEC = 1;

/** As `find -printf %y` names types: file, directory, link, socket, pipe, block and character device, unknown. */
export type FileType = 'f' | 'd' | 'l' | 's' | 'p' | 'b' | 'c' | '?';

/** What the kernel looks at when it decides about one object, without its path. */
export type Inode = {
  readonly type: FileType;
  /** Permission bits with setuid, setgid and sticky: 0..07777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** null: it has none, or none could be read (the completeness header says which). */
  readonly acl: Acl | null;
};

export type BitRule = 'owner-bits' | 'group-bits' | 'other-bits' | 'capability' | AclRule;
export type Decision = { readonly granted: boolean; readonly rule: BitRule };

/**
 * Mode bits and ACL of one object for one credential, as fs/namei.c generic_permission() decides. Mount and inode flags
 * come on top (see rights.ts). `consults` exists so that a proof can show what a wrong reading would give.
 */
export function decide(inode: Inode, credential: Credential, want: number, consults = kernelConsultsAcl): Decision {
  const plain = decidePlain(inode, credential, want, consults);
  if (plain.granted || !isCapable(credential)) return plain;
  const overridden = inode.type === 'd' || (want & EXEC) === 0 || (inode.mode & 0o111) !== 0;
  return overridden ? { granted: true, rule: 'capability' } : plain;
}

function decidePlain(inode: Inode, credential: Credential, want: number, consults: (mode: number) => boolean): Decision {
  const { mode } = inode;
  if (inode.uid === credential.uid) return bits(mode >> 6, want, 'owner-bits');
  if (inode.acl !== null && consults(mode)) return askAcl(inode.acl, inode.uid, inode.gid, credential, want);
  if (inGroup(credential, inode.gid)) return bits(mode >> 3, want, 'group-bits');
  return bits(mode, want, 'other-bits');
}

function bits(mode: number, want: number, rule: BitRule): Decision {
  return { granted: (mode & want) === want, rule };
}

/** All three answers at once, as READ | WRITE | EXEC bits. Each right is asked alone: an ACL may grant two only apart. */
export function threeBits(inode: Inode, credential: Credential): number {
  let answer = 0;
  for (const want of [READ, WRITE, EXEC]) if (decide(inode, credential, want).granted) answer |= want;
  return answer;
}

/** WRITE and EXEC in one question, as changing a directory needs: one ACL entry must grant both. */
export function mayChange(directory: Inode, credential: Credential, consults = kernelConsultsAcl): Decision {
  return decide(directory, credential, WRITE | EXEC, consults);
}

/** In a sticky directory only the object's owner, the directory's owner and CAP_FOWNER may remove or rename. */
export function stickyForbids(directory: Inode, object: Pick<Inode, 'uid'>, credential: Credential): boolean {
  if ((directory.mode & 0o1000) === 0) return false;
  return object.uid !== credential.uid && directory.uid !== credential.uid && !isCapable(credential);
}
