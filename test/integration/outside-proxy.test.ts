// SPDX-License-Identifier: Apache-2.0
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchOutside, obeyProxies } from '../../src/adapters/outside-http/fetch-outside.ts';
import { webhooksFrom } from '../../src/adapters/webhook/targets.ts';
import { webhookCarrier } from '../../src/adapters/webhook/webhook.ts';
import { openVapidKeys, pushCarrier } from '../../src/adapters/webpush/webpush.ts';
import type { OutboxRow } from '../../src/outbox/message.ts';
import { visitor } from '../support/browser-like.ts';
import { startOidcProvider } from '../support/oidc-provider.ts';
import { runMatoi } from '../support/process.ts';
import { openProxy } from '../support/proxy.ts';
import type { RecordingProxy } from '../support/proxy.ts';
import { openPushService } from '../support/push-service.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import { removeTree } from '../support/remove-tree.ts';

/** Each name of a host outside exists for the proxy alone: what does not go by it cannot arrive. */
describe('integration/outside-proxy', () => {
  const held: { proxy?: RecordingProxy; origin?: Server; folder?: string } = {};
  const asked: string[] = [];
  const proxy = () => held.proxy as RecordingProxy;
  const row = (to: string): OutboxRow =>
    ({ content: { to, subject: '', text: '{}' }, bytes: Buffer.from('{"text":"x"}') }) as unknown as OutboxRow;
  const signal = () => AbortSignal.timeout(5000);

  beforeAll(async () => {
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-proxy-'));
    held.origin = createServer((request, response) => {
      asked.push(`${request.method} ${request.headers.host}${request.url}`);
      request.resume();
      response.writeHead(request.url?.endsWith('.json') === true ? 404 : 200).end('ok');
    });
    await new Promise<void>((resolve) => held.origin?.listen(0, '127.0.0.1', resolve));
    const port = (held.origin.address() as AddressInfo).port;
    held.proxy = await openProxy({ 'chat.example': port, 'mirror.example': port, '10.9.8.7': port, '10.1.2.3': port });
  });
  afterAll(async () => {
    await held.proxy?.close();
    await new Promise((resolve) => held.origin?.close(resolve));
    removeTree(held.folder ?? '');
  });

  it('a webhook goes by it with its name and password, and nowhere without it', async () => {
    const carrier = webhookCarrier(
      () => Promise.resolve(webhooksFrom({ MATOI_WEBHOOK_TEAM: 'http://chat.example/hook?k=1' })),
      fetchOutside,
    );
    expect((await carrier.send(row('team'))).is).toBe('later');

    const restore = obeyProxies({ http_proxy: proxy().url.replace('http://', 'http://desk:s%20t@') });
    try {
      expect(await carrier.send(row('team'))).toEqual({ is: 'taken', answer: 'HTTP 200 ok' });
    } finally {
      restore();
    }

    expect(proxy().asked).toContain('POST http://chat.example/hook?k=1');
    expect(proxy().authorizations.at(-1)).toBe(`Basic ${Buffer.from('desk:s t').toString('base64')}`);
    expect(asked).toContain('POST chat.example/hook?k=1');
    expect((await carrier.send(row('team'))).is).toBe('later');
  });

  it('a browser push and every https address go by CONNECT', async () => {
    const service = await openPushService();
    const plans = {
      subscriptions: () => Promise.resolve([{ ...service.subscription, person: 'P-0001', endpoint: 'https://push.example/p/1' }]),
      unsubscribe: () => Promise.resolve(),
    };
    const carrier = pushCarrier(() => openVapidKeys(held.folder ?? ''), 'mailto:desk@example.jp', plans);
    const far = await openProxy({ 'push.example': Number(new URL(service.subscription.endpoint).port) });
    const restore = obeyProxies({ HTTPS_PROXY: far.url });
    try {
      const answer = await carrier.send(row('P-0001'));
      await fetchOutside('https://login.example/token', { signal: signal() }).catch(() => undefined);

      // Through the tunnel stands the push service's certificate, which names another host: the desk does not take it.
      expect(answer).toMatchObject({ is: 'later', answer: expect.stringMatching(/altnames|certificate/i) });
      expect(far.asked).toEqual(['CONNECT push.example:443', 'CONNECT login.example:443']);
    } finally {
      restore();
      await far.close();
      await service.close();
    }
  });

  it('this machine, names, subdomains and ranges of NO_PROXY are reached without it', async () => {
    const port = (held.origin?.address() as AddressInfo | undefined)?.port;
    const before = proxy().asked.length;
    const restore = obeyProxies({ HTTP_PROXY: proxy().url, NO_PROXY: 'inner.example,10.1.0.0/16' });
    try {
      for (const host of ['127.0.0.1', 'localhost', '127.0.0.9'])
        await fetchOutside(`http://${host}:${port}/here`, { signal: signal() }).catch(() => undefined);
      for (const url of ['http://inner.example/', 'http://a.inner.example/'])
        await expect(fetchOutside(url, { signal: signal() })).rejects.toMatchObject({
          cause: { code: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) },
        });
      await fetchOutside('http://10.1.2.3/', { signal: AbortSignal.timeout(500) }).catch(() => undefined);
      expect(proxy().asked.slice(before)).toEqual([]);

      expect((await fetchOutside('http://10.9.8.7/by-proxy', { signal: signal() })).status).toBe(200);
      expect(proxy().asked.slice(before)).toEqual(['GET http://10.9.8.7/by-proxy']);
    } finally {
      restore();
    }
  });

  it('a person signs in by a provider that is reached by the proxy alone', async () => {
    const provider = await startOidcProvider('keycloak', 'http://idp.example');
    const way = await openProxy({ 'idp.example': provider.port });
    const restore = obeyProxies({ http_proxy: way.url });
    const desk = await serveDesk({
      env: {
        MATOI_OIDC_NAME: 'keycloak',
        MATOI_OIDC_ISSUER: provider.issuer,
        MATOI_OIDC_CLIENT_ID: provider.clientId,
        MATOI_OIDC_CLIENT_SECRET: provider.clientSecret,
        MATOI_OIDC_DOMAIN: 'example.jp',
      },
    });
    try {
      await signedIn(desk, ['responder'], 'sato');
      provider.become({ sub: 's-1', email: 'sato@example.jp', email_verified: true, name: 'Sato' });
      const browser = visitor(desk.url);
      const { url } = (await browser.post('/api/auth/sign-in/sso', { providerId: 'keycloak', callbackURL: '/' })).json as { url: string };
      const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '');
      const landed = await browser.get(back.pathname + back.search);

      expect(landed.headers.get('location')).toBe('/');
      expect((await browser.get('/api/v1/cases')).status).toBe(200);
      expect(way.asked).toEqual(
        expect.arrayContaining([
          'GET http://idp.example/realms/csirt/.well-known/openid-configuration',
          'POST http://idp.example/realms/csirt/token',
        ]),
      );
      expect(desk.reported).toEqual([]);
    } finally {
      restore();
      await desk.close();
      await way.close();
      await provider.close();
    }
  });

  it('the command line obeys it too, and names a variable that it cannot use', async () => {
    const sync = (env: Record<string, string>) =>
      runMatoi(['advisories', 'sync', '--from', 'http://mirror.example/data', '--lang', 'en'], { MATOI_DATA: held.folder ?? '', ...env });

    await sync({ HTTP_PROXY: proxy().url });
    const bad = await sync({ HTTPS_PROXY: 'socks5://user:hunter2@proxy.example:1080' });

    expect(proxy().asked).toContain('GET http://mirror.example/data/kev.json');
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain('HTTPS_PROXY');
    expect(bad.stderr).not.toContain('hunter2');
  });
});
