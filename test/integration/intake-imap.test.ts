// SPDX-License-Identifier: Apache-2.0
import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imapService } from '../../src/adapters/imap/imap-service.ts';
import type { ImapSettings } from '../../src/adapters/imap/settings.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { describeBy } from '../../src/intake/mail/describe.ts';
import { createImapCursorStore, createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import { createReceive } from '../../src/intake/receive.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { until } from '../support/eventually.ts';

type Hoodiecrow = {
  listen: (port: number, done: () => void) => void;
  close: (done: () => void) => void;
  server: Server;
  appendMessage: (folder: string, flags: string[], date: null, raw: string) => void;
};
const hoodiecrow = createRequire(import.meta.url)('hoodiecrow-imap') as (options: unknown) => Hoodiecrow;
const mail = (subject: string): string => `From: a@example.com\r\nSubject: ${subject}\r\n\r\nbody of ${subject}\r\n`;

describe('integration/intake-imap', () => {
  const held = { desk: null as TestDesk | null, closing: [] as (() => Promise<void> | void)[] };
  const desk = (): TestDesk => held.desk as TestDesk;
  const store = () => createIntakeStore(desk().database);
  const service = (settings: Partial<ImapSettings> & { port: number }) => {
    const made = imapService(
      {
        host: '127.0.0.1',
        secure: false,
        user: 'testuser',
        password: 'testpass',
        folder: 'INBOX',
        junk: null,
        maxBytes: 1_000_000,
        pollMillis: 400,
        timing: { stepMillis: 3000, firstRetryMillis: 30, longestRetryMillis: 300 },
        ...settings,
      },
      {
        receive: createReceive({
          ...desk(),
          store: store(),
          describe: describeBy(readMail),
          house: () => Promise.resolve({ ownDomains: [], ways: [] }),
        }),
        cursors: createImapCursorStore(desk().database),
      },
    );
    held.closing.push(made.stop);
    return made;
  };
  const mailbox = async (): Promise<{ server: Hoodiecrow; port: number }> => {
    const server = hoodiecrow({
      plugins: ['IDLE', 'NAMESPACE', 'ID'],
      storage: {
        INBOX: { messages: [{ raw: mail('inbox-1') }, { raw: mail('inbox-2') }] },
        '': { folders: { Junk: { 'special-use': '\\Junk', messages: [{ raw: mail('in the junk') }] } } },
      },
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    held.closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
    return { server, port: (server.server.address() as AddressInfo).port };
  };
  const subjects = async (): Promise<readonly string[]> => (await store().list({ limit: 100 })).map((report) => report.subject).toSorted();

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(async () => {
    for (const close of held.closing.toReversed()) await close();
    await desk().close();
  });

  it('reads what is there, hears what comes, keeps the junk folder apart, and reads nothing twice', async () => {
    const { server, port } = await mailbox();
    const first = service({ port });
    await first.start();
    await until(async () => (await subjects()).length === 3);
    const junk = (await store().list({ kind: 'spam-folder', limit: 10 })).map((report) => [report.subject, report.caseId]);
    expect(junk).toEqual([['in the junk', null]]);
    await until(() => first.state().is === 'waiting');
    server.appendMessage('INBOX', [], null, mail('inbox-3'));
    await until(async () => (await subjects()).includes('inbox-3'));
    await first.stop();
    const second = service({ port });
    await second.start();
    await until(() => second.state().is === 'waiting');
    await second.stop();
    expect((await store().list({ limit: 100 })).map((report) => report.arrivals)).toEqual([1, 1, 1, 1]);
  });

  it('comes back when the server closes in the middle, again and again', async () => {
    const { port } = await mailbox();
    const state = { cuts: 0, lines: 0 };
    const proxy = createServer((client: Socket) => {
      const up = connect(port, '127.0.0.1');
      for (const each of [client, up]) each.on('error', () => undefined);
      client.pipe(up);
      up.on('data', (chunk) => {
        state.lines += 1;
        client.write(chunk);
        if (state.cuts < 5 && state.lines % (4 + state.cuts) === 0) {
          state.cuts += 1;
          client.destroy();
          up.destroy();
        }
      });
      up.on('close', () => client.destroy());
      client.on('close', () => up.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', () => resolve()));
    held.closing.push(() => new Promise<void>((resolve) => proxy.close(() => resolve())));
    const poller = service({ port: (proxy.address() as AddressInfo).port, junk: 'none' });
    await poller.start();
    await until(() => state.cuts === 5 && poller.state().is === 'waiting');
    await poller.stop();
    expect(await subjects()).toEqual(expect.arrayContaining(['inbox-1', 'inbox-2']));
  });

  it('finds out a server that says nothing any more, and one that was never there', async () => {
    const mute = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      socket.write('* OK IMAP4rev1\r\n');
    });
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', () => resolve()));
    const poller = service({
      port: (mute.address() as AddressInfo).port,
      timing: { stepMillis: 200, firstRetryMillis: 20, longestRetryMillis: 100 },
    });
    await poller.start();
    await until(() => poller.state().failures >= 2);
    await poller.stop();
    await new Promise<void>((resolve) => mute.close(() => resolve()));
    const nobody = service({ port: 1 });
    await nobody.start();
    await until(() => nobody.state().failures >= 2);
    expect(nobody.state().lastFailure).toMatch(/ECONNREFUSED|Unexpected close|closed|connect/i);
    await nobody.stop();
    expect(nobody.state().is).toBe('stopped');
  });
});
