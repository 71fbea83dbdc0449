// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockedFolders, lockedPackages, purlOf } from '../../scripts/packages/locked.ts';
import { sbomOf } from '../../scripts/packages/sbom.ts';
import { readCycloneDx } from '../../src/adapters/inventory-files/sbom.ts';
import { VERSION } from '../../src/wiring/base/version.ts';
import { removeTree } from '../support/remove-tree.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'matoi-packages-'));
afterAll(() => removeTree(folder));
const packages = lockedFolders.flatMap((one) => lockedPackages(root, one));
const versionOf = (name: string): string => packages.find((one) => one.name === name)?.version ?? '';

/** An OSV record of our own making; `events` as OSV writes them. */
function osvRecord(id: string, name: string, events: readonly object[], more: object = {}): void {
  const affected = [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }];
  writeFileSync(join(folder, `${id}.json`), JSON.stringify({ id, modified: '2026-11-01T00:00:00Z', summary: id, affected, ...more }));
}

function audit(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts', 'audit-offline.ts'), ...args], { encoding: 'utf8' });
  return { status, lines: stdout.trim().split('\n'), last: stdout.trim().split('\n').at(-1) ?? '' };
}

describe('conventions/packages', () => {
  it('says that nothing is established where there are no data', () => {
    expect(audit()).toMatchObject({ status: 3, last: expect.stringContaining('NOTHING ESTABLISHED') as string });
    expect(audit(join(folder, 'absent'))).toMatchObject({ status: 3 });
  });

  it('finds a package that runs in an affected range, and no namesake, older range or withdrawn record', () => {
    osvRecord('TEST-fixed-before', 'zod', [{ introduced: '0' }, { fixed: '3.0.0' }]);
    osvRecord('TEST-withdrawn', 'kysely', [{ introduced: '0' }], { withdrawn: '2026-10-01T00:00:00Z' });
    osvRecord('TEST-namesake', 'static', [{ introduced: '0' }]);
    const clean = audit(folder);
    expect(clean).toMatchObject({ status: 0, last: expect.stringContaining('NO KNOWN ADVISORY') as string });
    expect(clean.lines).toHaveLength(1);

    osvRecord('TEST-hit', '@fastify/static', [{ introduced: '1.0.0' }, { last_affected: versionOf('@fastify/static') }]);
    osvRecord('TEST-tool', 'vitest', [{ introduced: '0' }]);
    const { status, lines, last } = audit(folder);
    expect(status).toBe(1);
    expect(lines.filter((line) => line.startsWith('affected')).map((line) => /TEST-[a-z]+/.exec(line)?.[0])).toEqual([
      'TEST-hit',
      'TEST-tool',
    ]);
    expect(lines.find((line) => line.includes('TEST-tool'))).toContain('(development)');
    expect(last).toContain('AFFECTED: 1 packages that run');
    expect(last).toContain('as of 2026-11-01');
  });

  it('the desk calls itself what package.json says', () => {
    expect(VERSION).toBe((JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version);
  });

  it('lists in the bill of materials each package that runs, once for each place, and none that only builds', () => {
    const product = { name: 'matoi', version: '9.9.9' };
    const text = sbomOf(product, packages);
    expect(sbomOf(product, packages)).toBe(text);
    const running = packages.filter(({ development }) => !development);
    const read = readCycloneDx('sbom.json', JSON.parse(text));
    expect((read?.ok === true ? read.items : []).map(({ name, version }) => `${name}@${version}`).toSorted()).toEqual(
      running.map(({ name, version }) => `${name}@${version}`).toSorted(),
    );
    const direct = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
    const names = new Set(running.map(({ name }) => name));
    expect(Object.keys(direct.dependencies).filter((name) => !names.has(name))).toEqual([]);
    expect(['vitest', 'playwright-core', 'typescript', 'oxlint', 'vite'].filter((name) => names.has(name))).toEqual([]);
    expect(text).toContain('"purl": "pkg:npm/%40fastify/static@');
    expect(purlOf({ name: '@a/b', version: '1.0.0+x' })).toBe('pkg:npm/%40a/b@1.0.0%2Bx');
  });
});
