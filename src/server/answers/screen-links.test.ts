// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { screenLinks } from './screen-links.ts';

describe('server/screen-links', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'matoi-screens-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const built = (screens: unknown) => writeFileSync(join(folder, 'screens.json'), JSON.stringify(screens));

  it('names the files of the screen at an address; a written name before a placeholder', async () => {
    built({
      '/': ['/assets/now-1.js'],
      '/reports/$reportId': ['/assets/report-1.js', '/assets/list-1.js'],
      '/reports/new': ['/assets/new-1.js'],
    });
    expect(await screenLinks(folder, '/')).toBe('<link rel="modulepreload" crossorigin href="/assets/now-1.js">');
    expect(await screenLinks(folder, '/reports/R-2026-00001')).toContain('report-1.js');
    expect(await screenLinks(folder, '/reports/new')).toBe('<link rel="modulepreload" crossorigin href="/assets/new-1.js">');
    expect(await screenLinks(folder, '/reports/')).toBe('');
    expect(await screenLinks(folder, '/nowhere')).toBe('');
  });

  it('puts nothing into the page that is not a file of the build', async () => {
    built({ '/': ['/assets/"><script>.js'] });
    expect(await screenLinks(folder, '/')).toBe('');
    expect(await screenLinks(join(folder, 'none'), '/')).toBe('');
  });
});
