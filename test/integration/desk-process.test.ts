// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, runMatoi, startDeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

describe('desk/process', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matoi-process-'));
  });
  afterAll(() => removeTree(folder));

  it('opens, answers, and ends in order on SIGTERM; a second start finds its data', async () => {
    const first = await startDeskProcess(folder);
    const session = (await (await fetch(`${first.url}/api/v1/session`)).json()) as { setupNeeded: boolean };
    const code = await first.stop();
    const second = await startDeskProcess(folder);
    await second.stop();
    const shown = await runMatoi(['journal', 'show', 'desk', '--json'], { MATOI_DATA: folder });

    expect(session.setupNeeded).toBe(true);
    expect(first.setUpLink).toContain('/setup#');
    expect(code).toBe(0);
    expect(JSON.parse(shown.stdout)).toHaveLength(2);
  });

  it('lets the command line work on the same data while it runs', async () => {
    const desk = await startDeskProcess(folder);

    const verified = await runMatoi(['journal', 'verify', '--json'], { MATOI_DATA: folder });
    const alive = await fetch(`${desk.url}/api/v1/session`);
    await desk.stop();

    expect(verified.code).toBe(0);
    expect(JSON.parse(verified.stdout)).toMatchObject({ sound: true, faults: [] });
    expect(alive.status).toBe(200);
  });

  it('adopts the database that a killed desk left behind', async () => {
    const killed = await startDeskProcess(folder);
    await killed.stop('SIGKILL');

    const next = await startDeskProcess(folder);
    const alive = await fetch(`${next.url}/api/v1/session`);
    const code = await next.stop();

    expect(alive.status).toBe(200);
    expect(code).toBe(0);
  });

  it('speaks https by a certificate of its own making, and says before that what plain http cannot do', async () => {
    const port = String(await freePort());
    const lan = { MATOI_PORT: port, MATOI_URL: `http://desk.lan:${port}` };
    const plain = await startDeskProcess(folder, lan);
    await plain.stop();
    const made = await runMatoi(['certificate', 'desk.lan', '--json'], { MATOI_DATA: folder, MATOI_PORT: port });
    const { url, authority, cert, key } = JSON.parse(made.stdout) as Record<'url' | 'authority' | 'cert' | 'key', string>;
    const again = await runMatoi(['certificate', 'desk.lan', '--lang', 'en'], { MATOI_DATA: folder });
    const odd = await runMatoi(['certificate', 'http://desk.lan', '--lang', 'en'], { MATOI_DATA: folder });
    const settings = { MATOI_PORT: port, MATOI_TLS_CERT: cert, MATOI_TLS_KEY: key };
    const unnamed = await runMatoi(['start', '--lang', 'en'], { MATOI_DATA: folder, ...settings, MATOI_URL: lan.MATOI_URL });
    const mixed = { ...settings, MATOI_TLS_KEY: cert, MATOI_URL: url };
    const wrong = await runMatoi(['start', '--lang', 'en'], { MATOI_DATA: folder, ...mixed });

    const desk = await startDeskProcess(folder, { ...settings, MATOI_URL: url });
    const ca = await readFile(authority, 'utf8');
    const status = await new Promise((done, fail) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: '/api/v1/session',
        servername: 'desk.lan',
        headers: { host: `desk.lan:${port}` },
        ca,
      };
      get(options, (answer) => done((answer.resume(), answer.statusCode))).on('error', fail);
    });
    await desk.stop();

    expect(plain.said()).toContain('passkeys and browser notifications do not work');
    expect(plain.said()).toContain('matoi certificate desk.lan');
    expect([again.code, odd.code, unnamed.code, wrong.code]).toEqual([2, 2, 3, 3]);
    expect(again.stderr).toContain('--again');
    expect(odd.stderr).toContain('is no name for a certificate');
    expect(unnamed.stderr).toContain('MATOI_URL');
    expect(wrong.stderr).toContain('MATOI_TLS_CERT');
    expect(status).toBe(200);
    expect(desk.said()).not.toContain('do not work');
  });

  it('says in three sentences that the port is taken, and exits with 3', async () => {
    const desk = await startDeskProcess(folder);

    const second = await runMatoi(['start', '--lang', 'en'], { MATOI_DATA: folder, MATOI_PORT: new URL(desk.url).port });
    const alive = await fetch(`${desk.url}/api/v1/session`);
    await desk.stop();

    expect(second.code).toBe(3);
    expect(second.stderr).toContain('Another program uses port');
    expect(second.stderr).toContain('MATOI_PORT');
    expect(alive.status).toBe(200);
  });

  it('tells a taken port for mail like one for pages, and nothing of the desk stays behind', async () => {
    const taken = await freePort();
    const other = createServer().listen(taken, '127.0.0.1');

    const refused = await runMatoi(['start', '--lang', 'en'], {
      MATOI_DATA: folder,
      MATOI_PORT: String(await freePort()),
      MATOI_SMTP_PORT: String(taken),
    });
    other.close();
    const next = await startDeskProcess(folder);

    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(`Another program uses port ${taken}`);
    expect(refused.stderr).toContain('MATOI_SMTP_PORT');
    expect(await next.stop()).toBe(0);
  });
});
