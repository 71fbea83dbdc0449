// SPDX-License-Identifier: Apache-2.0
/**
 * For every distribution of CPANSA, an inventory of its affected versions: is each advisory found, those without a CVE too, and
 * with its range? The expectation is read from the YAML by a second, plain reading. Exit 1 when one is missed.
 */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { importAdvisories } from '../../src/adapters/advisories/import.ts';
import { openAdvisories } from '../../src/adapters/advisories/store.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import { keysOf } from '../../src/triage/advisory/advisory-key.ts';
import type { InventoryItem } from '../../src/triage/inventory/inventory.ts';
import { matchItem } from '../../src/triage/advisory/match.ts';
import { removeTree } from '../support/remove-tree.ts';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/advisories/cpansa');
const store = mkdtempSync(join(tmpdir(), 'matoi-cpansa-'));
type Row = { readonly id: string; readonly affected_versions?: unknown; readonly cves?: readonly string[] };
const figures = { advisories: 0, withoutCve: 0, found: 0, withoutRange: 0 };
try {
  await importAdvisories(
    { folder: store, now: systemClock.now, keysOf },
    { source: 'cpansa', path: folder, mode: 'whole', url: null, recordsAsOf: null },
  );
  const advisories = openAdvisories(store);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yml'))) {
    const file = parse(readFileSync(join(folder, name), 'utf8')) as { distribution: string; advisories?: readonly Row[] };
    for (const row of file.advisories ?? []) {
      const ranges = [row.affected_versions ?? []].flat().map(String);
      figures.advisories += 1;
      if ((row.cves ?? []).length === 0) figures.withoutCve += 1;
      // Written the two ways in which an inventory may name it: as distribution and as module.
      for (const written of new Set([file.distribution, file.distribution.replaceAll('-', '::')])) {
        const item: InventoryItem = {
          id: '1',
          kind: 'software',
          name: written,
          version: versionIn(ranges),
          ecosystem: 'cpan',
          host: null,
          path: null,
          owner: null,
          exposure: 'unknown',
          from: 'prove',
        };
        const match = matchItem(item, advisories).matches.find((one) => one.advisory.id === row.id);
        if (match === undefined) console.log(`missed: ${row.id} for ${written} ${item.version} (${ranges.join(' ; ')})`);
        else if (written === file.distribution) figures.found += 1;
        if (match !== undefined && match.range === '' && ranges.length > 0) figures.withoutRange += 1;
      }
    }
  }
  advisories.close();
} finally {
  removeTree(store);
}
console.log(
  `${figures.advisories} advisories (${figures.withoutCve} without a CVE): found ${figures.found}, without their range ${figures.withoutRange}`,
);
process.exitCode = figures.found === figures.advisories && figures.withoutRange === 0 ? 0 : 1;

/** A version inside the first stretch, as a person would choose one. */
function versionIn(ranges: readonly string[]): string {
  const first = ranges[0] ?? '';
  const inclusive = /(?:>=|<=|==|=)\s*([\w.]+)/.exec(first)?.[1];
  if (inclusive !== undefined) return inclusive;
  const above = /(?<![<=])>\s*([\w.]+)/.exec(first)?.[1];
  if (above !== undefined) return `${above}${above.includes('.') ? '1' : '.1'}`;
  return /^\s*[\w.]+\s*$/.test(first) ? first.trim() : '0.000001';
}
