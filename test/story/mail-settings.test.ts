// SPDX-License-Identifier: Apache-2.0
import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailSettingsWire, TestArrival, TestSent } from '../../src/organisation/mail/mail.contract.ts';
import { wireIntake } from '../../src/wiring/intake.ts';
import { mailSetupOf } from '../../src/wiring/base/mail-setup.ts';
import { endingSecrets } from '../../src/wiring/mail/ending-secrets.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import type { Service } from '../../src/wiring/base/base.ts';
import type { Answer } from '../support/browser-like.ts';
import { until } from '../support/eventually.ts';
import { MAILBOX_ACCOUNT, openMailboxServer } from '../support/mailbox-server.ts';
import type { MailboxServer } from '../support/mailbox-server.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { addressOf, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const SETTINGS = '/api/v1/mail-settings';
const SECRET = 'testpass';
const codeOf = (answer: Answer): string => (answer.json as { code: string }).code;
const etagOf = (answer: Answer): string => (answer.headers.get('etag') ?? '').replace(/^W\/|"/g, '');
const unset = { MATOI_SMTP_URL: '', MATOI_MAIL_FROM: '', MATOI_IMAP_URL: '', MATOI_URL: '' };

/** Mail is set up by an administrator who has only the screen: relay, mailbox, test, fallback, and no secret ever comes back. */
describe('story/mail-settings', () => {
  const held: { desk?: ServedDesk; admin?: Awaited<ReturnType<typeof signedIn>>; sink?: MailSink; second?: MailSink; box?: MailboxServer } =
    {};
  const running: Service[] = [];
  const closing: (() => Promise<void>)[] = [];
  const links = { base: (): Promise<string | null> => Promise.resolve('') };
  const desk = () => held.desk as ServedDesk;
  const admin = () => held.admin as Awaited<ReturnType<typeof signedIn>>;
  const sink = () => held.sink as MailSink;
  const box = () => held.box as MailboxServer;
  const settings = async () => (await admin().get(SETTINGS)).json as MailSettingsWire;
  const change = async (method: string, path: string, body?: unknown) =>
    admin().call(method, `${SETTINGS}${path}`, body, { 'if-match': `"${etagOf(await admin().get(SETTINGS))}"` });
  const relay = (port: number, more: object = {}) => ({
    server: { host: '127.0.0.1', port, tls: 'none', signIn: { kind: 'none' }, from: 'CSIRT <csirt@shipping.example>', ...more },
  });
  const mailbox = (port: number, more: object = {}) => ({
    server: { host: '127.0.0.1', port, tls: 'none', signIn: { kind: 'password', account: MAILBOX_ACCOUNT.user }, ...more },
    secrets: { password: SECRET },
  });
  const deskEntries = async () =>
    ((await admin().get('/api/v1/desk/entries?limit=500')).json as { items: { kind: string; body: Record<string, unknown> }[] }).items;

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.second = await openMailSink();
    held.box = await openMailboxServer(['報告窓口', '対応済み（昨年度）']);
    held.desk = await serveDesk({
      env: unset,
      routes: (opened, base) => {
        closing.push(() => gateOf(base, opened).close());
        links.base = mailSetupOf(opened, base).linkBase;
        const intake = wireIntake(base);
        running.push(...(intake.services?.(opened) ?? []));
        const others = everyPart.filter((wire) => wire !== wireIntake).map((wire) => wire(base));
        return [intake, ...others].flatMap((part) => part.routes?.(opened) ?? []);
      },
    });
    held.admin = await signedIn(desk(), ['administrator'], 'admin');
    for (const service of running) await service.start();
  });
  afterAll(async () => {
    for (const service of running.toReversed()) await service.stop();
    for (const close of closing) await close();
    expect(desk().reported).toEqual([]);
    await desk().close();
    await sink().close();
    await held.second?.close();
    await box().close();
  });

  it('begins with nothing, says so, and a test says that nothing was sent', async () => {
    expect(await settings()).toMatchObject({
      out: { first: null, second: null, using: { place: 'first', since: null } },
      in: { first: null, second: null },
      outgoing: { is: 'not-set-up' },
      address: { url: null, source: 'none', onlyThisMachine: true },
      ownAddresses: [addressOf('admin')],
    });
    const sent = await admin().post(`${SETTINGS}/tests`, { to: addressOf('admin') });
    expect(sent.json).toMatchObject({ mails: [{ to: addressOf('admin'), is: 'not-set-up' }] });
    const { testId } = sent.json as TestSent;
    expect((await admin().get(`${SETTINGS}/tests/${testId}`)).json).toMatchObject({ mails: [{ arrival: { is: 'not-handed-over' } }] });
    const { json } = await admin().get(`${SETTINGS}/missing`);
    expect(json).toEqual({ practice: false, missing: ['no-relay', 'no-mailbox', 'no-address'] });
  });

  it('takes a relay at once: what is released next leaves by it, and a test to oneself really arrives', async () => {
    expect((await change('PUT', '/out/first', relay(sink().port))).status).toBe(200);
    expect(await settings()).toMatchObject({
      outgoing: { is: 'ready' },
      out: { first: { source: 'screen', secret: { is: 'not-needed' } } },
    });
    expect(codeOf(await admin().post(`${SETTINGS}/tests`, { to: 'somebody@else.example' }))).toBe('organisation.not-own-address');

    const sent = (await admin().post(`${SETTINGS}/tests`, { to: addressOf('admin') })).json as TestSent;
    expect(sent.mails).toMatchObject([{ is: 'taken', answer: expect.stringMatching(/^250/) as string }]);
    expect(sink().mails.map(({ to, subject }) => [to, subject.includes(sent.testId)])).toEqual([[addressOf('admin'), true]]);
    const arrival = (await admin().get(`${SETTINGS}/tests/${sent.testId}`)).json as TestArrival;
    expect(arrival.mails).toEqual([{ to: addressOf('admin'), arrival: { is: 'no-mailbox' } }]);
  });

  it('keeps the secret encrypted, shows who set it and when, and lets it out by no answer and no entry', async () => {
    expect((await change('PUT', '/in/first', mailbox(box().port))).status).toBe(200);
    const { in: incoming } = await settings();
    expect(incoming.first?.secret).toEqual({ is: 'set', at: desk().clock.now(), by: 'admin' });
    const { rows } = await desk().database.pool.query<{ settings: object }>('select settings from mail_setting');
    expect(JSON.stringify(rows)).toMatch(/v1\.[0-9a-f]{16}\./);
    const everything = [
      JSON.stringify(rows),
      (await admin().get(SETTINGS)).text,
      JSON.stringify(await deskEntries()),
      (await admin().get('/api/v1/intake/ways')).text,
    ].join('\n');
    expect(everything).not.toContain(SECRET);
    expect((await stat(join(desk().dataFolder, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(rows)).not.toContain((await readFile(join(desk().dataFolder, 'secret.key'))).toString('base64url'));
  });

  it('does not show a secret to another server or another account, and wants no password in the clear', async () => {
    const without = (more: object) => change('PUT', '/in/first', { server: mailbox(box().port, more).server });
    expect(codeOf(await without({ host: 'evil.example', tls: 'implicit' }))).toBe('organisation.mail-secret-needed');
    expect(codeOf(await without({ signIn: { kind: 'password', account: 'other' } }))).toBe('organisation.mail-secret-needed');
    expect((await without({ folder: 'INBOX', junk: 'Junk' })).status).toBe(200);
    expect((await settings()).in.first?.secret).toMatchObject({ is: 'set', by: 'admin' });
    const clear = { host: 'imap.example.jp', tls: 'none' };
    expect(codeOf(await change('PUT', '/in/first', mailbox(143, clear)))).toBe('organisation.mail-in-the-clear');
    expect((await settings()).in.first).toMatchObject({ host: '127.0.0.1', secret: { is: 'set' } });
  });

  it('looks into the mailbox: its folders by their Japanese names, and why it does not open', async () => {
    const seen = await admin().post(`${SETTINGS}/in/first/check`);
    expect(seen.json).toMatchObject({ is: 'open', mails: 0 });
    const names = (seen.json as { folders: { name: string; use: string }[] }).folders.map(({ name, use }) => `${name} ${use}`);
    expect(names).toEqual(expect.arrayContaining(['INBOX read', 'Junk junk']));
    expect(names).toEqual(expect.arrayContaining(['報告窓口 none', '対応済み（昨年度） none']));

    await change('PUT', '/in/second', { ...mailbox(box().port), secrets: { password: 'wrong one' } });
    expect((await admin().post(`${SETTINGS}/in/second/check`)).json).toMatchObject({ is: 'failed', why: 'sign-in' });
    await change('PUT', '/in/second', mailbox(1));
    expect((await admin().post(`${SETTINGS}/in/second/check`)).json).toMatchObject({ is: 'failed', why: 'connection' });
    await change('PUT', '/in/second', mailbox(box().port, { folder: '無い箱' }));
    expect((await admin().post(`${SETTINGS}/in/second/check`)).json).toMatchObject({ is: 'failed', why: 'folder' });
  });

  it('reads the mailbox without a restart, and shows how a test arrived there: folder, SPF, DKIM, DMARC; no report comes of it', async () => {
    await until(async () => (await admin().get('/api/v1/intake/ways')).text.includes('testuser'));
    const organisation = await admin().get('/api/v1/organisation');
    await admin().call(
      'PUT',
      '/api/v1/organisation',
      { name: { ja: '海運', en: 'Shipping' }, roleMailbox: 'report@shipping.example' },
      { 'if-match': etagOf(organisation) },
    );
    const before = sink().mails.length;
    const sent = (await admin().post(`${SETTINGS}/tests`, { to: addressOf('admin') })).json as TestSent;
    expect(sent.mails.map(({ to, is }) => [to, is])).toEqual([
      [addressOf('admin'), 'taken'],
      ['report@shipping.example', 'taken'],
    ]);
    const waiting = (await admin().get(`${SETTINGS}/tests/${sent.testId}`)).json as TestArrival;
    expect(waiting.mails.map(({ arrival }) => arrival.is)).toEqual(['waiting', 'waiting']);

    const copy = sink()
      .mails.slice(before)
      .find(({ to }) => to === 'report@shipping.example');
    const stated =
      'Authentication-Results: mx.shipping.example; spf=pass smtp.mailfrom=csirt@shipping.example;\r\n dkim=none; dmarc=fail header.from=shipping.example\r\n';
    box().append('Junk', stated + Buffer.from(copy?.raw ?? []).toString('utf8'));
    const found = (await admin().get(`${SETTINGS}/tests/${sent.testId}`)).json as TestArrival;
    expect(found.mails[1]?.arrival).toEqual({
      is: 'arrived',
      folder: 'Junk',
      junk: true,
      by: 'mx.shipping.example',
      counts: false,
      checks: [
        { mechanism: 'spf', result: 'pass', domain: 'shipping.example' },
        { mechanism: 'dkim', result: 'none', domain: null },
        { mechanism: 'dmarc', result: 'fail', domain: 'shipping.example' },
      ],
    });
    desk().clock.forward(200_000);
    const late = (await admin().get(`${SETTINGS}/tests/${sent.testId}`)).json as TestArrival;
    expect(late).toMatchObject({ seconds: 200, mails: [{ arrival: { is: 'not-arrived' } }, { arrival: { is: 'arrived' } }] });

    // The desk reads its own test as it reads everything, and opens no case for it.
    box().append('INBOX', Buffer.from(copy?.raw ?? []).toString('utf8'));
    const cases = async () => ((await admin().get('/api/v1/cases')).json as { items: unknown[] }).items.length;
    await until(
      async () =>
        (await deskEntries()).some(
          ({ kind, body }) => kind.startsWith('report.') && JSON.stringify(body['subject'] ?? '').includes(sent.testId),
        ),
      20_000,
    );
    expect(await cases()).toBe(0);
  });

  it('switches to the second relay as a release with its reason, and says so from then on', async () => {
    expect(codeOf(await change('POST', '/switch', { direction: 'out', place: 'second', reason: '主が応答しない' }))).toBe(
      'organisation.mail-server-unset',
    );
    await change('PUT', '/out/second', relay(held.second?.port ?? 0, { from: 'csirt@second.example' }));
    const before = sink().mails.length;
    expect((await change('POST', '/switch', { direction: 'out', place: 'second', reason: '主が応答しない' })).status).toBe(200);
    expect((await settings()).out.using).toEqual({ place: 'second', since: desk().clock.now(), by: 'admin', reason: '主が応答しない' });
    await admin().post(`${SETTINGS}/tests`, { to: addressOf('admin') });
    expect([sink().mails.length, held.second?.mails.length]).toEqual([before, 2]);
    expect((await deskEntries()).filter(({ kind }) => kind === 'mail.server-switched')).toMatchObject([
      { body: { direction: 'out', place: 'second', reason: '主が応答しない' } },
    ]);
    expect((await change('DELETE', '/out/second')).status).toBe(200);
    expect((await settings()).out.using).toEqual({ place: 'first', since: null, by: null, reason: null });
  });

  it('says by name that the key of the secrets is gone, and works again with the secret given anew', async () => {
    const path = join(desk().dataFolder, 'secret.key');
    await rename(path, `${path}.away`);
    await change('PUT', '/out/second', { ...relay(held.second?.port ?? 0), secrets: null });
    expect((await settings()).in.first?.secret).toMatchObject({ is: 'lost', keyId: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
    expect((await admin().post(`${SETTINGS}/in/first/check`)).json).toMatchObject({ is: 'failed', why: 'secret' });
    expect((await admin().get(`${SETTINGS}/missing`)).json).toMatchObject({
      missing: expect.arrayContaining(['mailbox-secret']) as string[],
    });
    await until(async () => (await admin().get('/api/v1/intake/ways')).text.includes('secret.key'));
    expect((await change('PUT', '/in/first', mailbox(box().port))).status).toBe(200);
    expect((await settings()).in.first?.secret).toMatchObject({ is: 'set' });
    expect((await admin().post(`${SETTINGS}/in/first/check`)).json).toMatchObject({ is: 'open' });
  });

  it('refuses a change from an old page, from a machine, and an address that only this machine opens', async () => {
    const stale = await admin().call('PUT', `${SETTINGS}/out/first`, relay(sink().port), { 'if-match': '"1"' });
    expect(codeOf(stale)).toBe('organisation.stale');
    expect(codeOf(await admin().call('PUT', `${SETTINGS}/out/first`, relay(sink().port)))).toBe('organisation.version-needed');
    const { key } = (await admin().post('/api/v1/machine-keys', { name: 'probe', roles: ['administrator'] })).json as { key: string };
    const machine = await fetch(`${desk().url}${SETTINGS}/out/first`, {
      method: 'PUT',
      headers: { 'x-api-key': key, 'content-type': 'application/json', 'if-match': '"1"' },
      body: JSON.stringify(relay(sink().port)),
    });
    expect([machine.status, ((await machine.json()) as { code: string }).code]).toEqual([403, 'organisation.needs-a-person']);
    for (const url of [
      'http://localhost:4646',
      'https://127.0.0.1',
      'https://[::1]/',
      'ftp://desk.example.jp',
      'desk.example.jp',
      'https://a:b@desk.example.jp',
    ])
      expect(codeOf(await change('PUT', '/address', { url })), url).toBe('organisation.bad-desk-address');
  });

  it('builds links from the public address from then on, and says when another machine answers there', async () => {
    expect((await admin().post(`${SETTINGS}/address/check`)).json).toMatchObject({ is: 'nobody-set' });
    expect(await links.base()).toBeNull();
    expect((await change('PUT', '/address', { url: 'https://desk.nowhere.invalid/' })).status).toBe(200);
    expect(await links.base()).toBe('https://desk.nowhere.invalid');
    expect((await settings()).address).toMatchObject({ url: 'https://desk.nowhere.invalid', source: 'screen', onlyThisMachine: false });
    expect((await admin().post(`${SETTINGS}/address/check`)).json).toMatchObject({ is: 'silent', url: 'https://desk.nowhere.invalid' });
    const { json } = await admin().get(`${SETTINGS}/missing`);
    expect(json).toEqual({ practice: false, missing: [] });
  });

  it('tells a week before the day on which a client secret ends', async () => {
    const signIn = { kind: 'microsoft', account: 'csirt@shipping.example', tenant: 't', clientId: 'c', secretEnds: '2026-12-10' };
    await change('PUT', '/out/first', {
      ...relay(587, { host: 'smtp.office365.com', tls: 'starttls', signIn }),
      secrets: { clientSecret: 'x' },
    });
    const missing = async () => ((await admin().get(`${SETTINGS}/missing`)).json as { missing: string[] }).missing;
    const told = async () => (await endingSecrets(desk().base, desk())).map(({ what, to }) => [what, to]);
    expect(await missing()).not.toContain('secret-ends');
    expect(await told()).toEqual([]);
    desk().clock.set('2026-12-03T00:00:00.000Z');
    expect(await missing()).toContain('secret-ends');
    expect(await told()).toEqual([['secret', '2026-12-10']]);
  });

  it('is for administrators alone', async () => {
    const responder = await signedIn(desk(), ['responder', 'manager', 'auditor'], 'others');
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', '/out/first'],
      ['PUT', '/in/first'],
      ['DELETE', '/in/first'],
      ['POST', '/switch'],
      ['PUT', '/address'],
      ['POST', '/address/check'],
      ['POST', '/in/first/check'],
      ['POST', '/tests'],
      ['GET', '/tests/T-abcdefabcdef'],
    ] as const)
      expect((await responder.call(method, `${SETTINGS}${path}`, method === 'GET' ? undefined : {})).status, `${method} ${path}`).toBe(403);
    expect((await responder.get(`${SETTINGS}/missing`)).status).toBe(200);
  });
});
