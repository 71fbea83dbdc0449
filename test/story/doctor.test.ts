// SPDX-License-Identifier: Apache-2.0
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { wireUpkeep } from '../../src/wiring/upkeep.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

describe('story/doctor', () => {
  const held: { desk?: ServedDesk } = {};
  const desk = () => held.desk as ServedDesk;
  beforeAll(async () => {
    held.desk = await serveDesk({ env: { MATOI_DNS: 'off' }, routes: (opened, base) => wireUpkeep(base).routes?.(opened) ?? [] });
  });
  afterAll(() => held.desk?.close());

  async function doctor(...argv: string[]) {
    const said = { out: '' };
    const code = await runCommandLine(wireUpkeep(desk().base).commands ?? [], {
      argv: ['doctor', ...argv],
      env: { LANG: 'en' },
      streams: { stdout: (bytes) => (said.out += String(bytes)), stderr: () => undefined, terminal: false },
      stdin: async function* () {},
    });
    return { code, out: said.out };
  }

  it('says what is not set up, and nothing of what it did not look at', async () => {
    const { code, out } = await doctor();
    expect(code).toBe(0);
    expect(out).toMatch(/off {3}No mail relay is set up/);
    expect(out).toMatch(/off {3}No name server is asked/);
    expect(out).toMatch(/good {2}PostgreSQL 18\.\d+ \(DATABASE_URL\)/);
    expect(out).toContain('Whether it is right cannot be checked here');
  });

  it('sees a folder that others can read', async () => {
    chmodSync(desk().dataFolder, 0o755);
    expect((await doctor()).out).toContain('can be read by others');
    chmodSync(desk().dataFolder, 0o700);
    expect((await doctor()).out).not.toContain('can be read by others');
  });

  it('tells a watcher without an account that it lives, and nothing else', async () => {
    for (const [path, body] of [
      ['/healthz', 'ok\n'],
      ['/readyz', 'ready\n'],
    ] as const) {
      const answer = await fetch(`${desk().url}${path}`);
      expect([answer.status, await answer.text()]).toEqual([200, body]);
    }
    for (const path of ['/metrics', '/api/v1/desk/health']) expect((await fetch(`${desk().url}${path}`)).status).toBe(401);
  });

  it('gives its administrators the same findings and figures, and no other role', async () => {
    const administrator = await signedIn(desk(), ['administrator']);
    const health = (await administrator.get('/api/v1/desk/health')).json as { findings: { id: string; is: string }[] };
    expect(health.findings.find(({ id }) => id === 'mail-out')?.is).toBe('off');
    const metrics = await administrator.get('/metrics');
    expect(metrics.headers.get('content-type')).toContain('application/openmetrics-text');
    expect(metrics.text).toMatch(/^matoi_journal_entries_total \d+$/m);
    expect(metrics.text).toMatch(/^matoi_resident_bytes \d{7,}$/m);
    expect(metrics.text.endsWith('# EOF\n')).toBe(true);
    const auditor = await signedIn(desk(), ['auditor']);
    expect((await auditor.get('/metrics')).status).toBe(403);
  });
});
