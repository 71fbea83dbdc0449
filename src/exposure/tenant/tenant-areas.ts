// SPDX-License-Identifier: Apache-2.0
import { isWithin } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Tenant } from './tenants.ts';
import { locate } from '../tree/tree.ts';
import type { Tree } from '../tree/tree.ts';

/** Whose area each row lies in: the tenant of the nearest home above it, else the tenant that owns it, else 0. */
export type Areas = {
  readonly of: Uint32Array;
  /** Rows of homes that exist. */
  readonly homes: ReadonlyMap<number, Tenant>;
  readonly homesMissing: readonly Tenant[];
};

/** To which tenant each row of the tree belongs, by its home and its owner; homes that are not there are listed. */
export function areasOf(tree: Tree, tenants: readonly Tenant[], firstAudited: number, root: BytePath): Areas {
  const rows = locate(
    tree,
    tenants.map((tenant) => tenant.home),
  );
  const homes = new Map<number, Tenant>();
  const homesMissing: Tenant[] = [];
  for (const tenant of tenants) {
    const row = rows.get(tenant.home);
    if (row === undefined) {
      if (isWithin(tenant.home, root)) homesMissing.push(tenant);
    } else if (!homes.has(row)) homes.set(row, tenant);
  }
  const byUid = new Map(tenants.map((tenant) => [tenant.credential.uid, tenant.number]));
  const ownerOfKind = Uint32Array.from({ length: tree.kinds.count() }, (_, kind) => byUid.get(tree.kinds.uidOf(kind)) ?? 0);
  const homeNumber = new Uint32Array(tree.size);
  for (const [row, tenant] of homes) homeNumber[row] = tenant.number;

  const of = new Uint32Array(tree.size);
  const inHome = new Uint8Array(tree.size);
  for (let row = firstAudited; row < tree.size; row++) {
    const parent = tree.parent[row] as number;
    const own = homeNumber[row] as number;
    if (own !== 0) {
      of[row] = own;
      inHome[row] = 1;
    } else if (inHome[parent] === 1) {
      of[row] = of[parent] as number;
      inHome[row] = 1;
    } else of[row] = ownerOfKind[tree.kind[row] as number] as number;
  }
  return { of, homes, homesMissing };
}
