// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import { parseId } from '../permission/credential.ts';
import type { Credential } from '../permission/credential.ts';

export type Account = { readonly name: string; readonly uid: number; readonly gid: number; readonly home: BytePath };
export type Group = { readonly name: string; readonly gid: number; readonly members: readonly string[] };

/** Lines that are no account stay counted: a file that is half read must not look whole. */
export type Accounts = { readonly accounts: readonly Account[]; readonly groups: readonly Group[]; readonly refusedLines: number };

/** passwd(5) and group(5), or what `getent passwd` and `getent group` print. Names are bytes. */
export function parseAccounts(passwd: Uint8Array, group: Uint8Array): Accounts {
  let refusedLines = 0;
  const accounts = linesOf(passwd).flatMap((line): Account[] => {
    const [name, , uidText, gidText, , home] = line.split(':');
    const uid = parseId(uidText ?? '');
    const gid = parseId(gidText ?? '');
    if (name === undefined || name === '' || uid === null || gid === null || home === undefined) {
      refusedLines += 1;
      return [];
    }
    return [{ name, uid, gid, home: tidied(home) }];
  });
  const groups = linesOf(group).flatMap((line): Group[] => {
    const [name, , gidText, members] = line.split(':');
    const gid = parseId(gidText ?? '');
    if (name === undefined || name === '' || gid === null) {
      refusedLines += 1;
      return [];
    }
    return [{ name, gid, members: (members ?? '').split(',').filter((member) => member !== '') }];
  });
  return { accounts, groups, refusedLines };
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return pathOfBytes(bytes)
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('+') && !line.startsWith('-'));
}

/** What a process of this account runs as: its own group and every group that lists it. */
export function credentialsOf({ accounts, groups }: Accounts): readonly Credential[] {
  const memberOf = new Map<string, number[]>();
  for (const group of groups) for (const member of group.members) memberOf.set(member, [...(memberOf.get(member) ?? []), group.gid]);
  return accounts.map(({ name, uid, gid }) => ({
    name,
    uid,
    gid,
    groups: [...new Set(memberOf.get(name) ?? [])].filter((id) => id !== gid).toSorted((a, b) => a - b),
  }));
}
