// SPDX-License-Identifier: Apache-2.0
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailSettingsWire } from '../../src/organisation/mail/mail.contract.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { addressOf, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const SETTINGS = '/api/v1/mail-settings';

/** A reverse proxy before the desk, as small as one can be; null: something else that answers. */
async function openFront(behind: () => string | null) {
  const server = createServer((request, response) => {
    const desk = behind();
    if (desk === null) return response.end('{"mark":"not the one"}');
    return void fetch(desk + (request.url ?? '')).then(async (answer) => response.writeHead(answer.status).end(await answer.text()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve()).closeAllConnections();
      }),
  };
}

describe('story/mail-environment: what stands in the environment wins over the screen', () => {
  const held: { desk?: ServedDesk; sink?: MailSink; front?: Awaited<ReturnType<typeof openFront>>; behind: string | null } = {
    behind: null,
  };
  const closing: (() => Promise<void>)[] = [];
  const desk = () => held.desk as ServedDesk;
  const admin = { of: null as Awaited<ReturnType<typeof signedIn>> | null };
  const ask = (method: string, path: string, body?: unknown) => {
    if (admin.of === null) throw new Error('nobody signed in');
    return admin.of.call(method, SETTINGS + path, body, { 'if-match': '"1"' });
  };

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.front = await openFront(() => held.behind);
    held.desk = await serveDesk({
      env: {
        MATOI_SMTP_URL: held.sink.url,
        MATOI_MAIL_FROM: 'desk@shipping.example',
        MATOI_IMAP_URL: 'imaps://reader:hunter2@imap.shipping.example/INBOX',
        MATOI_URL: held.front.url,
      },
      routes: (opened, base) => {
        closing.push(() => gateOf(base, opened).close());
        return routesOfEveryPart(opened, base);
      },
    });
    admin.of = await signedIn(desk(), ['administrator'], 'admin');
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await desk().close();
    await held.front?.close();
    await held.sink?.close();
  });

  it('shows where each value comes from, and no password of the environment', async () => {
    const answer = await ask('GET', '');
    expect(answer.json as MailSettingsWire).toMatchObject({
      out: { first: { host: '127.0.0.1', tls: 'none', source: 'environment', from: 'desk@shipping.example', fromSource: 'environment' } },
      in: { first: { host: 'imap.shipping.example', port: 993, source: 'environment', secret: { is: 'environment' } } },
      outgoing: { is: 'ready', from: 'desk@shipping.example' },
      address: { source: 'environment', url: held.front?.url, onlyThisMachine: true },
    });
    expect(answer.text).not.toContain('hunter2');
  });

  it('refuses to change on the screen what the environment says, by the name of the variable', async () => {
    const server = { host: 'relay.example.jp', port: 25, tls: 'none', signIn: { kind: 'none' }, from: 'a@example.jp' };
    const refused = await ask('PUT', '/out/first', { server });
    expect(refused.json).toMatchObject({
      code: 'organisation.mail-from-environment',
      what: { en: expect.stringContaining('MATOI_SMTP_URL') as string },
    });
    expect((await ask('PUT', '/address', { url: 'https://desk.example.jp' })).json).toMatchObject({
      code: 'organisation.mail-from-environment',
    });
    const sent = await ask('POST', '/tests', { to: addressOf('admin') });
    expect(sent.json).toMatchObject({ mails: [{ is: 'taken' }] });
  });

  it('knows itself behind a proxy at its public address, and another that answers there', async () => {
    expect((await ask('POST', '/address/check')).json).toMatchObject({ is: 'another' });
    held.behind = desk().url;
    expect((await ask('POST', '/address/check')).json).toEqual({ is: 'answers', url: held.front?.url });
  });
});
