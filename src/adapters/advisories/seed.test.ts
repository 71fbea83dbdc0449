// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { keysOf } from '../../triage/advisory/advisory-key.ts';
import { advisoryStatus } from '../../triage/advisory/advisory-status.ts';
import { importAdvisories } from './import.ts';
import { kevSeed } from './seed.ts';
import { openAdvisories } from './store.ts';

const folder = mkdtempSync(join(tmpdir(), 'matoi-seed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const now = '2026-11-21T00:00:00.000Z' as Instant;

function catalogue(date: string): string {
  const path = join(folder, `kev-${date}.json`);
  const vulnerabilities = [{ cveID: 'CVE-2026-0001', vulnerabilityName: 'own', product: 'own', vendorProject: 'own', dateAdded: date }];
  writeFileSync(path, JSON.stringify({ dateReleased: `${date}T00:00:00Z`, vulnerabilities }));
  return path;
}
async function opened(name: string, date: string | null) {
  const own = join(folder, name);
  if (date !== null)
    await importAdvisories(
      { folder: own, now: () => now, keysOf },
      { source: 'kev', path: catalogue(date), mode: 'whole', url: null, recordsAsOf: null },
    );
  return openAdvisories(own, [kevSeed(keysOf)]);
}

describe('adapters/advisories/seed', () => {
  test('an empty desk answers from the shipped copy, and every word of it is dated', async () => {
    const advisories = await opened('empty', null);
    expect(advisories.byNumber('cve-2024-4577').map((record) => record.kev?.added)).toEqual(['2024-06-12']);
    expect(advisories.byNumber('CVE-1999-0001')).toEqual([]);
    const kev = advisoryStatus(advisories.manifests(), now).find((row) => row.source === 'kev');
    expect(kev).toMatchObject({ state: 'old', recordsAsOf: '2025-08-25', records: 1404, ageDays: 453 });
    expect(kev?.say.en).toMatch(/^Copy of 2025-08-25 that came with the desk\. 453 days old/);
    expect(kev?.say.ja).toMatch(/^同梱の写し（2025-08-25 のもの）。453 日前/);
  });

  test('what was imported later goes before the copy, wholly', async () => {
    const advisories = await opened('newer', '2026-11-20');
    expect(advisories.byNumber('CVE-2024-4577')).toEqual([]);
    expect(advisories.byNumber('CVE-2026-0001')).toHaveLength(1);
    expect(advisories.manifests().map((manifest) => manifest.recordsAsOf)).toEqual(['2026-11-20']);
  });

  test('what was imported but is older gives way', async () => {
    const advisories = await opened('older', '2024-01-01');
    expect(advisories.byNumber('CVE-2024-4577')).toHaveLength(1);
    expect(advisories.byNumber('CVE-2026-0001')).toEqual([]);
  });
});
