// SPDX-License-Identifier: Apache-2.0
import type { Credential } from './credential.ts';
import { inGroup } from './credential.ts';

/** Tags of one entry, as `include/uapi/linux/posix_acl.h` numbers them. */
export const aclTag = { userObj: 1, user: 2, groupObj: 4, group: 8, mask: 16, other: 32 } as const;

export type AclEntry = { readonly tag: number; readonly perm: number; readonly id: number };
export type Acl = readonly AclEntry[];

export type AclRule = 'acl-owner' | 'acl-named-user' | 'acl-owning-group' | 'acl-named-group' | 'acl-no-group-suffices' | 'acl-other';

/** `system.posix_acl_access`: u32 version 2, then entries of {u16 tag, u16 perm, u32 id}, all little-endian. null: not that. */
export function parseAclXattr(bytes: Uint8Array): Acl | null {
  if (bytes.length < 4 || (bytes.length - 4) % 8 !== 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 2) return null;
  const entries: AclEntry[] = [];
  for (let at = 4; at < bytes.length; at += 8)
    entries.push({ tag: view.getUint16(at, true), perm: view.getUint16(at + 2, true) & 7, id: view.getUint32(at + 4, true) });
  return entries;
}

/** `0x0200…` as `getfattr -e hex` prints it. */
export function parseAclHex(hex: string): Acl | null {
  const digits = hex.startsWith('0x') ? hex.slice(2) : hex;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return parseAclXattr(bytes);
}

/**
 * Does the kernel ask the ACL at all? Only when the group bits (which hold the mask) are not 000: with 000 a named
 * user falls through to the group and other bits, although acl(5) says denied (fs/namei.c, acl_permission_check).
 */
export function kernelConsultsAcl(mode: number): boolean {
  return (mode & 0o070) !== 0;
}

/**
 * The kernel's own order (fs/posix_acl.c, posix_acl_permission): named user; else any one owning or named group entry
 * that alone has all of `want` (no union over entries); else denied if a group matched; else other. The mask binds all
 * but owner and other.
 */
export function askAcl(acl: Acl, owner: number, group: number, credential: Credential, want: number): { granted: boolean; rule: AclRule } {
  let groupMatched = false;
  for (const entry of acl) {
    const suffices = (entry.perm & want) === want;
    switch (entry.tag) {
      case aclTag.userObj:
        if (owner === credential.uid) return { granted: suffices, rule: 'acl-owner' };
        break;
      case aclTag.user:
        if (entry.id === credential.uid) return { granted: suffices && maskAllows(acl, want), rule: 'acl-named-user' };
        break;
      case aclTag.groupObj:
      case aclTag.group: {
        if (!inGroup(credential, entry.tag === aclTag.groupObj ? group : entry.id)) break;
        groupMatched = true;
        if (suffices)
          return { granted: maskAllows(acl, want), rule: entry.tag === aclTag.groupObj ? 'acl-owning-group' : 'acl-named-group' };
        break;
      }
      case aclTag.other:
        return groupMatched ? { granted: false, rule: 'acl-no-group-suffices' } : { granted: suffices, rule: 'acl-other' };
      default:
        break;
    }
  }
  return { granted: false, rule: 'acl-other' };
}

function maskAllows(acl: Acl, want: number): boolean {
  const mask = acl.find((entry) => entry.tag === aclTag.mask);
  return mask === undefined || (mask.perm & want) === want;
}
