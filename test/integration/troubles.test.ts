// SPDX-License-Identifier: Apache-2.0
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { emptyDesk, openTestDesk } from '../support/desk.ts';
import { until } from '../support/eventually.ts';
import { openMailboxServer } from '../support/mailbox-server.ts';
import type { MailboxServer } from '../support/mailbox-server.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { startOidcProvider } from '../support/oidc-provider.ts';
import type { OidcProvider } from '../support/oidc-provider.ts';
import { freePort, runMatoi, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';
import { lookingOf } from '../../src/wiring/trouble/looks.ts';
import type { Around } from '../../src/wiring/trouble/looks.ts';

const FORM = {
  lang: 'ja',
  organisation: '架空旅行',
  name: '当番 一郎',
  address: 'chief@desk.example.jp',
  password: 'kyou mo yoi tenki desu',
};
type Told = { readonly name: string; readonly what: { readonly ja: string; readonly en: string } };

/** What a desk rests on is stopped and started again under it. Each step goes on from the one before. */
describe('integration/troubles', () => {
  const held: { desk?: DeskProcess; who?: Visitor; sink?: MailSink; mailbox?: MailboxServer; provider?: OidcProvider; caseId?: string } =
    {};
  const closing: (() => Promise<unknown>)[] = [];
  let place: Awaited<ReturnType<typeof emptyDesk>>;
  const who = () => held.who as Visitor;
  const told = async (): Promise<readonly Told[]> =>
    ((await who().get('/api/v1/desk/troubles')).json as { troubles: readonly Told[] }).troubles;
  const names = async () => (await told()).map(({ name }) => name);
  const isTold = (name: string) => until(async () => (await names()).includes(name));
  const isGone = (name: string) => until(async () => !(await names()).includes(name));
  const settings = () => ({
    DATABASE_URL: place.base.env['DATABASE_URL'] ?? '',
    MATOI_SMTP_URL: held.sink?.url ?? '',
    MATOI_MAIL_FROM: 'desk@kaku.example',
    MATOI_IMAP_URL: `imap://testuser@127.0.0.1:${held.mailbox?.port}/INBOX`,
    MATOI_IMAP_PASSWORD: 'testpass',
    MATOI_OIDC_ISSUER: held.provider?.issuer ?? '',
    MATOI_OIDC_CLIENT_ID: held.provider?.clientId ?? '',
    MATOI_OIDC_CLIENT_SECRET: held.provider?.clientSecret ?? '',
    MATOI_OIDC_DOMAIN: 'example.jp',
  });

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.mailbox = await openMailboxServer();
    held.provider = await startOidcProvider();
    place = await emptyDesk();
    const port = String(await freePort());
    held.desk = await startDeskProcess(place.base.dataFolder, {
      ...settings(),
      MATOI_PORT: port,
      MATOI_URL: `http://127.0.0.1:${port}`,
    });
    held.who = visitor(held.desk.url);
    const code = /\/setup#(\S+)/.exec(held.desk.said())?.[1] ?? '';
    expect((await who().post('/api/v1/setup', { ...FORM, code })).status).toBe(201);
    await who().post('/api/auth/sign-in/email', { email: FORM.address, password: FORM.password });
  }, 120_000);
  afterAll(async () => {
    await held.desk?.stop('SIGKILL');
    for (const close of closing) await close();
    await held.sink?.close();
    await held.mailbox?.close();
    await held.provider?.close();
    await place.close();
  });

  it('says nothing while everything answers, and nobody unknown is told', async () => {
    expect(await told()).toEqual([]);
    expect((await visitor((held.desk as DeskProcess).url).get('/api/v1/desk/troubles')).status).toBe(401);
  });

  it('names the relay that does not answer, keeps what is released, and hands it over afterwards', async () => {
    const { port = 0 } = held.sink ?? {};
    await held.sink?.close();
    await isTold('mail-out');
    expect((await told())[0]?.what.en).toContain(`The mail relay (127.0.0.1:${port}) cannot be used: nothing answers there`);
    expect((await who().post('/api/v1/people/invitations', { pasted: 'new@kaku.example' })).status).toBe(200);

    held.sink = await openMailSink(undefined, port);
    await isGone('mail-out');
    await until(() => held.sink?.mails.some(({ to }) => to === 'new@kaku.example') === true);
  });

  it('names the mailbox that cannot be read, and reads what came when it answers', async () => {
    const { port = 0 } = held.mailbox ?? {};
    await held.mailbox?.close();
    await isTold('mail-in');
    held.mailbox = await openMailboxServer([], port);
    held.mailbox.append('INBOX', 'From: a@far.example\r\nSubject: while nobody read\r\n\r\nA weakness in your shop.\r\n');
    await isGone('mail-in');
    await until(async () => JSON.stringify((await who().get('/api/v1/reports')).json).includes('while nobody read'));
  });

  it('names the provider of sign-ins, and whoever is signed in works on', async () => {
    const { port = 0 } = held.provider ?? {};
    await held.provider?.close();
    await isTold('sign-in');
    expect((await who().get('/api/v1/session')).json).toMatchObject({ person: { name: FORM.name } });
    expect(
      (await visitor((held.desk as DeskProcess).url).post('/api/auth/sign-in/email', { email: FORM.address, password: FORM.password }))
        .status,
    ).toBe(200);

    // The same words where the desk is examined: on its settings page and by the command.
    const { findings } = (await who().get('/api/v1/desk/health')).json as { findings: readonly { id: string; text: { en: string } }[] };
    expect(findings.find(({ id }) => id === 'sign-in')?.text.en).toContain('Do not sign out');
    const doctor = await runMatoi(['doctor', '--lang', 'en'], { ...settings(), MATOI_DATA: place.base.dataFolder });
    expect(doctor.stdout).toMatch(/note .*sign-in provider \(localhost:\d+\) cannot be used/);

    held.provider = await startOidcProvider('keycloak', undefined, port);
    await isGone('sign-in');
  });

  async function looking(around: Around, env: Record<string, string> = {}, dataFolder?: string) {
    const desk = await openTestDesk({ env });
    const found = lookingOf(desk, dataFolder === undefined ? desk.base : { ...desk.base, dataFolder }, around);
    found.start();
    closing.push(async () => {
      await found.stop();
      await desk.close();
    });
    return () => {
      found.asked();
      return found.now();
    };
  }

  it('names a clock that is set, either way, until it is set right', async () => {
    const clock = { ahead: 0, looks: 0 };
    const wall = () => {
      clock.looks += 1;
      return Date.now() + clock.ahead;
    };
    const now = await looking({ wall });
    await until(() => (now(), clock.looks > 2));
    expect(now()).toEqual([]);

    clock.ahead = 7_260_000;
    await until(() => now().length === 1);
    expect(now()[0]?.what.en).toMatch(/^The clock of this desk went forward by 2 h [01] min/);
    clock.ahead = -90_000;
    await until(() => now()[0]?.what.en.includes('went back by 1 min') === true);
    clock.ahead = 0;
    await until(() => now().length === 0);
  });

  it('names a disk that is nearly full, and one that became read-only', async ({ skip }) => {
    const disk = mkdtempSync(join(tmpdir(), 'matoi-troubles-disk-'));
    closing.push(async () => removeTree(disk));
    const mount = (...args: readonly string[]) => spawnSync('mount', ['-t', 'tmpfs', ...args, 'none', disk]).status === 0;
    if (!mount('-o', 'size=32m')) return skip('needs the right to mount a disk of its own');
    closing.unshift(async () => void spawnSync('umount', ['-l', disk]));
    const now = await looking({}, {}, disk);
    await until(() => now()[0]?.what.en.startsWith('The disk has 32 MiB left') === true);
    expect(mount('-o', 'remount,ro,size=32m')).toBe(true);
    await until(() => now()[0]?.what.en.includes('the disk is read-only') === true);
    expect(mount('-o', 'remount,rw,size=2g')).toBe(true);
    await until(() => now().length === 0);
  });

  it('names a name server that is silent, and none that answers that there is no such name', async () => {
    const silent = createSocket('udp4');
    const port = await bound(silent);
    closing.push(() => new Promise<void>((resolve) => silent.close(() => resolve())));
    const now = await looking({ nameServers: [`127.0.0.1:${port}`] }, { MATOI_DNS: 'system' });
    await until(() => now()[0]?.name === 'dns');
    expect(now()[0]?.what.en).toBe('The name server cannot be used: no answer in time.');

    silent.on('message', (asked, from) => {
      // The same question with the mark of an answer and "there is no such name" (RFC 1035, 4.1.1).
      const answer = Buffer.from(asked);
      answer[2] = (answer[2] ?? 0) | 0x80;
      answer[3] = 3;
      silent.send(answer, from.port, from.address);
    });
    await until(() => now().length === 0);
  });
});

function bound(socket: Socket): Promise<number> {
  return new Promise((resolve) => socket.bind(0, '127.0.0.1', () => resolve(socket.address().port)));
}
