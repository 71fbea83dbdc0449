// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advisorySources } from '../../triage/advisory/advisory.port.ts';
import { keysOf } from '../../triage/advisory/advisory-key.ts';
import { syncAdvisories } from '../../triage/advisory/sync.ts';
import type { AdvisoryFiles } from '../../triage/advisory/advisory-files.port.ts';
import { err, ok } from '../../kernel/result.ts';
import { systemClock } from '../system/system.ts';
import { importAdvisories, NothingToImport } from './import.ts';
import { fetchOutside } from '../outside-http/fetch-outside.ts';
import { openMirror } from './mirror.ts';
import { openAdvisories } from './store.ts';

const KEV = JSON.stringify({
  catalogVersion: '2026.11.01',
  dateReleased: '2026-11-01T00:00:00Z',
  count: 1,
  vulnerabilities: [
    {
      cveID: 'CVE-2026-0001',
      vendorProject: 'Example',
      product: 'Board',
      vulnerabilityName: 'x',
      dateAdded: '2026-11-01',
      shortDescription: 'x',
      requiredAction: 'x',
      dueDate: '2026-11-22',
      knownRansomwareCampaignUse: 'Unknown',
      notes: '',
      cwes: [],
    },
  ],
});

describe('adapters/advisories/mirror', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-mirror-'));
  const data = mkdtempSync(join(tmpdir(), 'matoi-advisories-'));
  const files: AdvisoryFiles = {
    open: () => openAdvisories(data),
    async import(request) {
      try {
        return ok(await importAdvisories({ folder: data, now: systemClock.now, keysOf }, request));
      } catch (error) {
        if (error instanceof NothingToImport) return err('empty');
        throw error;
      }
    },
  };
  const held: { server?: Server; url: string; asked: string[] } = { url: '', asked: [] };

  beforeAll(async () => {
    const server = createServer((request, response) => {
      held.asked.push(request.url ?? '');
      if (request.url === '/mirror/known_exploited_vulnerabilities.json') response.end(KEV);
      else if (request.url === '/mirror/cve.zip') response.writeHead(302, { location: 'http://elsewhere.invalid/cve.zip' }).end();
      else if (request.url === '/mirror/osv.zip') response.writeHead(503).end();
      else response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    held.server = server;
    held.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mirror`;
  });
  afterAll(async () => {
    await new Promise((done) => held.server?.close(done));
    for (const each of [folder, data]) rmSync(each, { recursive: true, force: true });
  });

  it('takes what a folder has and says what it has not', async () => {
    writeFileSync(join(folder, 'kev.json'), KEV);
    writeFileSync(join(folder, 'epss.csv'), 'nothing of the kind\n');
    const mirror = openMirror(folder, data, fetchOutside);
    const rows = mirror === null ? [] : await syncAdvisories(files, mirror, () => undefined);

    expect(rows.find(({ source }) => source === 'kev')).toMatchObject({ is: 'imported', records: 1 });
    expect(rows.find(({ source }) => source === 'epss')).toMatchObject({ is: 'unreadable' });
    expect(rows.filter(({ is }) => is === 'absent')).toHaveLength(advisorySources.length - 2);
  });

  it('asks an address for fixed names only, follows no redirect, and leaves nothing behind', async () => {
    const mirror = openMirror(held.url, data, fetchOutside);
    const rows = mirror === null ? [] : await syncAdvisories(files, mirror, () => undefined);

    expect(rows.map(({ source, is }) => `${source} ${is}`)).toEqual([
      'kev imported',
      'epss absent',
      'ssvc absent',
      'cpansa absent',
      'myjvn absent',
      'osv unreachable',
      'cve unreachable',
      'nvd absent',
      'csaf absent',
    ]);
    expect(held.asked.every((path) => path.startsWith('/mirror/'))).toBe(true);
    expect(readdirSync(data).filter((name) => name.startsWith('incoming-'))).toEqual([]);
    expect(existsSync(data)).toBe(true);
  });

  it('is nothing where the operator named nothing that is there', () => {
    expect(openMirror(join(folder, 'absent'), data, fetchOutside)).toBeNull();
    expect(openMirror('ftp://example.invalid/', data, fetchOutside)).toBeNull();
  });
});
