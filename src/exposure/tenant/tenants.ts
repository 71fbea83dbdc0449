// SPDX-License-Identifier: Apache-2.0
import type { Account } from './accounts.ts';
import { isWithin, joined, tidied } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Credential } from '../permission/credential.ts';

/** One customer's account on the host. Number 0 is kept for "nobody's". */
export type Tenant = { readonly number: number; readonly name: string; readonly credential: Credential; readonly home: BytePath };

/**
 * Tenants are the accounts whose home lies under the audited root (given as it stands in passwd, or below the root when
 * the tree is an image mounted there). Accounts that share one uid are one tenant under the first name: the kernel
 * cannot tell them apart. The root account is never a tenant.
 */
export function tenantsUnder(root: BytePath, accounts: readonly Account[], credentials: readonly Credential[]): readonly Tenant[] {
  const tenants: Tenant[] = [];
  const seen = new Set<number>();
  accounts.forEach((account, at) => {
    const credential = credentials[at];
    if (credential === undefined || account.uid === 0 || seen.has(account.uid)) return;
    const home = homeUnder(root, account.home);
    if (home === null) return;
    seen.add(account.uid);
    tenants.push({ number: tenants.length + 1, name: account.name, credential, home });
  });
  if (tenants.length > 0) return tenants;
  // An image: passwd says /home/a, the tree stands under ROOT/home/a.
  accounts.forEach((account, at) => {
    const credential = credentials[at];
    if (credential === undefined || account.uid < 1000 || account.uid === 65_534 || seen.has(account.uid)) return;
    if (!account.home.startsWith('/') || account.home === '/') return;
    seen.add(account.uid);
    tenants.push({ number: tenants.length + 1, name: account.name, credential, home: tidied(joined(root, account.home.slice(1))) });
  });
  return tenants;
}

function homeUnder(root: BytePath, home: BytePath): BytePath | null {
  return home.startsWith('/') && home !== root && home !== '/' && isWithin(home, root) ? home : null;
}
