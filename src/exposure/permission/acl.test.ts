// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { aclTag, askAcl, kernelConsultsAcl, parseAclHex, parseAclXattr } from './acl.ts';
import type { Acl } from './acl.ts';
import type { Credential } from './credential.ts';

const NONE = 0xffffffff;
const [r, w, x] = [4, 2, 1];
/** The file belongs to user 100 and group 200. */
const [OWNER, GROUP] = [100, 200];

const owner = (perm: number) => ({ tag: 1, perm, id: NONE });
const user = (id: number, perm: number) => ({ tag: 2, perm, id });
const owningGroup = (perm: number) => ({ tag: 4, perm, id: NONE });
const group = (id: number, perm: number) => ({ tag: 8, perm, id });
const mask = (perm: number) => ({ tag: 16, perm, id: NONE });
const other = (perm: number) => ({ tag: 32, perm, id: NONE });
const who = (uid: number, gid: number, ...groups: number[]): Credential => ({ name: `u${uid}`, uid, gid, groups });

describe('exposure/permission/acl', () => {
  // Each row is one path through posix_acl_permission() of Linux 6.12, fs/posix_acl.c.
  it.each<readonly [string, Acl, Credential, number, boolean, string]>([
    ['the owner has the owner’s bits', [owner(r), owningGroup(7), other(7)], who(OWNER, 1), r, true, 'acl-owner'],
    ['and no other’s, though they would give more', [owner(r), owningGroup(7), other(7)], who(OWNER, GROUP), w, false, 'acl-owner'],
    ['and the mask does not bind them', [owner(7), owningGroup(7), mask(0), other(0)], who(OWNER, 1), w, true, 'acl-owner'],
    [
      'a named user has that entry’s bits',
      [owner(0), user(5, r | w), owningGroup(0), mask(7), other(0)],
      who(5, 1),
      w,
      true,
      'acl-named-user',
    ],
    ['as far as the mask lets', [owner(7), user(5, r | w), owningGroup(7), mask(r), other(7)], who(5, 1), w, false, 'acl-named-user'],
    [
      'and no more, though group and others would',
      [owner(7), user(5, r), owningGroup(7), mask(7), other(7)],
      who(5, GROUP),
      w,
      false,
      'acl-named-user',
    ],
    [
      'the second of three named users is found',
      [owner(0), user(4, 0), user(5, r), user(6, 0), owningGroup(0), mask(7), other(0)],
      who(5, 1),
      r,
      true,
      'acl-named-user',
    ],
    [
      'a named user’s number is no group’s',
      [owner(0), user(300, 7), owningGroup(0), mask(7), other(0)],
      who(5, 1, 300),
      r,
      false,
      'acl-other',
    ],
    ['an entry for somebody else is none', [owner(0), user(6, 7), owningGroup(0), mask(7), other(r)], who(5, 1), r, true, 'acl-other'],
    ['the owning group has its bits', [owner(0), owningGroup(r), mask(7), other(0)], who(5, GROUP), r, true, 'acl-owning-group'],
    [
      'a supplementary group counts like the first',
      [owner(0), owningGroup(r), mask(7), other(0)],
      who(5, 1, 3, GROUP),
      r,
      true,
      'acl-owning-group',
    ],
    ['as far as the mask lets', [owner(7), owningGroup(r | w), mask(r), other(7)], who(5, GROUP), w, false, 'acl-owning-group'],
    ['where a mask stands, not where none does', [owner(7), owningGroup(r | w), other(0)], who(5, GROUP), w, true, 'acl-owning-group'],
    [
      'a named group has its bits',
      [owner(0), owningGroup(0), group(300, r), mask(7), other(0)],
      who(5, 1, 300),
      r,
      true,
      'acl-named-group',
    ],
    [
      'as far as the mask lets',
      [owner(0), owningGroup(0), group(300, 7), mask(r), other(7)],
      who(5, 1, 300),
      r | w,
      false,
      'acl-named-group',
    ],
    [
      'any one group that has all of it suffices',
      [owner(0), owningGroup(r), group(300, r | w), mask(7), other(0)],
      who(5, GROUP, 300),
      r | w,
      true,
      'acl-named-group',
    ],
    [
      'two groups that have it between them do not',
      [owner(7), owningGroup(r), group(300, w), mask(7), other(7)],
      who(5, GROUP, 300),
      r | w,
      false,
      'acl-no-group-suffices',
    ],
    [
      'a group that matched shuts the others’ bits off',
      [owner(7), owningGroup(0), mask(7), other(7)],
      who(5, GROUP),
      r,
      false,
      'acl-no-group-suffices',
    ],
    [
      'so does a named one',
      [owner(7), owningGroup(7), group(300, 0), mask(7), other(7)],
      who(5, 1, 300),
      r,
      false,
      'acl-no-group-suffices',
    ],
    [
      'who is nobody of these has the others’ bits',
      [owner(0), user(6, 7), owningGroup(7), group(300, 7), mask(7), other(x)],
      who(5, 1),
      x,
      true,
      'acl-other',
    ],
    ['and only these', [owner(7), user(6, 7), owningGroup(7), group(300, 7), mask(7), other(x)], who(5, 1), r, false, 'acl-other'],
    ['and the mask does not bind them', [owner(7), owningGroup(7), mask(0), other(r)], who(5, 1), r, true, 'acl-other'],
    ['an ACL without an entry for others gives nothing', [owner(7), user(6, 7), owningGroup(7), mask(7)], who(5, 1), r, false, 'acl-other'],
  ])('%s', (_, acl, credential, want, granted, rule) => {
    expect(askAcl(acl, OWNER, GROUP, credential, want)).toEqual({ granted, rule });
  });

  it('asks an ACL only where the group bits, which hold the mask, are not 000', () => {
    expect([0o000, 0o707, 0o7707, 0o010, 0o020, 0o040, 0o070].map((mode) => kernelConsultsAcl(mode))).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  it('reads what setfacl -m u:1000:rw- stores, as getfattr prints it', () => {
    const hex = '0x0200000001000700ffffffff02000600e803000004000500ffffffff10000700ffffffff20000500ffffffff';
    const acl = [owner(7), user(1000, 6), owningGroup(5), mask(7), other(5)];

    expect(parseAclHex(hex)).toEqual(acl);
    expect(parseAclHex(hex.slice(2).toUpperCase())).toEqual(acl);
    expect(Object.values(aclTag)).toEqual([1, 2, 4, 8, 16, 32]);
  });

  it('reads all bytes of an id, the three bits of a right, and a view that begins inside its buffer', () => {
    const bytes = Uint8Array.from([9, 9, 2, 0, 0, 0, 2, 0, 0xff, 0xff, 4, 3, 2, 1]).subarray(2);

    expect(parseAclXattr(bytes)).toEqual([user(0x01020304, 7)]);
    expect(parseAclXattr(Uint8Array.from([2, 0, 0, 0]))).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['another version', '0x03000000'],
    ['too short for a version', '0x020000'],
    ['a piece of an entry', '0x0200000001000700ffffff'],
    ['half a byte', '0x0200000001000700fffffff'],
    ['what is no hexadecimal digit', '0x0200000g'],
    ['a prefix in the middle', '020x0000'],
  ])('refuses %s', (_, hex) => {
    expect(parseAclHex(hex)).toBeNull();
  });
});
