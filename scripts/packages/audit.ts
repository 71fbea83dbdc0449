// SPDX-License-Identifier: Apache-2.0
import { importAdvisories } from '../../src/adapters/advisories/import.ts';
import { openAdvisories } from '../../src/adapters/advisories/store.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import type { InventoryItem } from '../../src/triage/inventory/inventory.ts';
import { keysOf } from '../../src/triage/advisory/advisory-key.ts';
import type { AdvisoryManifest } from '../../src/triage/advisory/advisory.port.ts';
import { matchItem } from '../../src/triage/advisory/match.ts';
import type { Match } from '../../src/triage/advisory/match.ts';
import { purlOf } from './locked.ts';
import type { LockedPackage } from './locked.ts';

export type AuditRow = { readonly found: LockedPackage; readonly matches: readonly Match[] };
export type Audit = {
  readonly data: AdvisoryManifest;
  readonly looked: number;
  /** Packages that no record at hand names: of these nothing is said. */
  readonly unnamed: number;
  readonly rows: readonly AuditRow[];
};

/** Holds the packages against an export of OSV (a zip, a folder or a file), with the desk's own reader and comparison; `folder` is scratch. */
export async function auditPackages(packages: readonly LockedPackage[], osv: string, folder: string): Promise<Audit> {
  const request = { source: 'osv', path: osv, mode: 'whole', url: null, recordsAsOf: null } as const;
  const data = await importAdvisories({ folder, now: systemClock.now, keysOf }, request);
  const advisories = openAdvisories(folder);
  try {
    const once = [...new Map(packages.map((one) => [purlOf(one), one])).values()];
    const judged = once.map((found) => ({ found, ...matchItem(itemOf(found), advisories) }));
    return {
      data,
      looked: once.length,
      unnamed: judged.filter(({ matchable }) => !matchable).length,
      rows: judged.filter(({ matches }) => matches.length > 0).map(({ found, matches }) => ({ found, matches })),
    };
  } finally {
    advisories.close();
  }
}

const itemOf = ({ name, version, place }: LockedPackage): InventoryItem => ({
  id: place.slice(0, 300),
  kind: 'software',
  name,
  version,
  ecosystem: 'npm',
  host: null,
  path: null,
  owner: null,
  exposure: 'unknown',
  from: 'package-lock.json',
});
