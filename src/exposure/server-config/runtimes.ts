// SPDX-License-Identifier: Apache-2.0
import { credentialsOf } from '../tenant/accounts.ts';
import type { Accounts } from '../tenant/accounts.ts';
import type { RunsAs } from './apache-config.ts';
import type { BytePath } from '../path/bytes.ts';
import { parseId } from '../permission/credential.ts';
import type { Credential } from '../permission/credential.ts';
import { tenantsUnder } from '../tenant/tenants.ts';

/**
 * Credentials that web runtimes use and that are not already a tenant's own: a pool or suEXEC entry with another group,
 * or a user that several sites share. suEXEC and FPM both call initgroups-like set-up from the account's own groups.
 * `unknown` holds users that no account list knows: nobody can be asked for them.
 */
export function credentialsOfRuntimes(
  accounts: Accounts,
  runs: readonly RunsAs[],
  root: BytePath,
): { readonly credentials: readonly Credential[]; readonly unknown: readonly string[] } {
  const known = credentialsOf(accounts);
  const tenants = tenantsUnder(root, accounts.accounts, known);
  const found = new Map<string, Credential>();
  const unknown = new Set<string>();
  for (const { user, group } of runs) {
    const account = known.find((credential) => credential.name === user || String(credential.uid) === user);
    const uid = account?.uid ?? parseId(user);
    const gid = group === null ? account?.gid : (accounts.groups.find((each) => each.name === group)?.gid ?? parseId(group) ?? undefined);
    if (uid === null || uid === undefined || gid === undefined) {
      unknown.add(group === null ? user : `${user}:${group}`);
      continue;
    }
    if (uid === 0) continue;
    const own = tenants.find((tenant) => tenant.credential.uid === uid);
    if (own !== undefined && (own.credential.gid === gid || own.credential.groups.includes(gid))) continue;
    found.set(`${uid}/${gid}`, { name: account?.name ?? `uid ${uid}`, uid, gid, groups: account?.groups ?? [] });
  }
  return { credentials: [...found.values()], unknown: [...unknown] };
}
