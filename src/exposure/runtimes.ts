// SPDX-License-Identifier: Apache-2.0
import { credentialsOf } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import { pathOfBytes } from './bytes.ts';
import type { BytePath } from './bytes.ts';
import { parseId } from './credential.ts';
import type { Credential } from './credential.ts';
import { tenantsUnder } from './tenants.ts';

export type RunsAs = { readonly user: string; readonly group: string | null };

/** Apache: `SuexecUserGroup USER GROUP` and mod_ruid2's `RUidGid USER GROUP`; `#1000` is a number. */
export function runsAsInApache(bytes: Uint8Array): readonly RunsAs[] {
  return pathOfBytes(bytes)
    .split(/\r?\n/)
    .flatMap((line) => {
      const found = /^\s*(?:SuexecUserGroup|RUidGid)\s+("?)([^\s"]+)\1\s+("?)([^\s"]+)\3/i.exec(line);
      return found?.[2] === undefined ? [] : [{ user: found[2].replace(/^#/, ''), group: (found[4] ?? '').replace(/^#/, '') || null }];
    });
}

/** PHP-FPM pools: `user = …`, `group = …` below `[name]`; `;` begins a comment. A pool without a group takes the user's. */
export function runsAsInPools(bytes: Uint8Array): readonly RunsAs[] {
  const pools: { user: string | null; group: string | null }[] = [{ user: null, group: null }];
  for (const line of pathOfBytes(bytes).split(/\r?\n/)) {
    if (/^\s*\[[^\]]+\]/.test(line)) pools.push({ user: null, group: null });
    const found = /^\s*(user|group)\s*=\s*"?([^;"\s]+)/.exec(line);
    const pool = pools.at(-1);
    if (found?.[2] === undefined || pool === undefined) continue;
    if (found[1] === 'user') pool.user = found[2];
    else pool.group = found[2];
  }
  return pools.flatMap(({ user, group }) => (user === null ? [] : [{ user, group }]));
}

/**
 * Credentials that web runtimes use and that are not already a tenant's own: a pool or suEXEC entry with another group,
 * or a user that several sites share. suEXEC and FPM both call initgroups-like set-up from the account's own groups.
 */
export function credentialsOfRuntimes(
  accounts: Accounts,
  apache: readonly Uint8Array[],
  pools: readonly Uint8Array[],
  root: BytePath,
): readonly Credential[] {
  const known = credentialsOf(accounts);
  const tenants = tenantsUnder(root, accounts.accounts, known);
  const runs = [...apache.flatMap(runsAsInApache), ...pools.flatMap(runsAsInPools)];
  const found = new Map<string, Credential>();
  for (const { user, group } of runs) {
    const account = known.find((credential) => credential.name === user || String(credential.uid) === user);
    const uid = account?.uid ?? parseId(user);
    if (uid === null || uid === undefined || uid === 0) continue;
    const gid =
      group === null
        ? (account?.gid ?? uid)
        : (accounts.groups.find((each) => each.name === group)?.gid ?? parseId(group) ?? account?.gid ?? uid);
    const own = tenants.find((tenant) => tenant.credential.uid === uid);
    if (own !== undefined && (own.credential.gid === gid || own.credential.groups.includes(gid))) continue;
    found.set(`${uid}/${gid}`, { name: account?.name ?? `uid ${uid}`, uid, gid, groups: account?.groups ?? [] });
  }
  return [...found.values()];
}
