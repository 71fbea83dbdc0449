// SPDX-License-Identifier: Apache-2.0
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { imapService } from '../../src/adapters/imap/imap-service.ts';
import type { ImapSettings } from '../../src/adapters/imap/settings.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { createImapCursorStore, createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import { describeBy } from '../../src/intake/mail/describe.ts';
import { createReceive } from '../../src/intake/receive.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { startDovecot, withoutDovecot } from '../support/dovecot.ts';
import type { Dovecot } from '../support/dovecot.ts';
import { until } from '../support/eventually.ts';

const USER = 'csirt@corp.example';
const mail = (subject: string): string =>
  `From: a@example.com\r\nTo: ${USER}\r\nMessage-ID: <${subject}@example.com>\r\nSubject: ${subject}\r\n\r\nbody of ${subject}\r\n`;

describe.skipIf(withoutDovecot !== null)(`integration/intake-dovecot${withoutDovecot === null ? '' : `: ${withoutDovecot}`}`, () => {
  const held = { desk: null as TestDesk | null, closing: [] as (() => Promise<void>)[] };
  const desk = (): TestDesk => held.desk as TestDesk;
  const store = () => createIntakeStore(desk().database);

  /** A mailbox of its own, a desk of its own, and what reads the one into the other. */
  async function house() {
    held.desk = await openTestDesk();
    held.closing.push(desk().close);
    const dovecot = await startDovecot({ user: USER });
    held.closing.push(dovecot.close);
    const cursors = createImapCursorStore(desk().database);
    const reader = (settings: Partial<ImapSettings> = {}, slow = 0) => {
      const receive = createReceive({
        ...desk(),
        store: store(),
        describe: describeBy(readMail),
        house: () => Promise.resolve({ ownDomains: [], ways: [] }),
      });
      const made = imapService(
        {
          host: '127.0.0.1',
          port: dovecot.imapPort,
          secure: false,
          user: USER,
          password: 'testpass',
          folder: 'INBOX',
          junk: null,
          maxBytes: 1_000_000,
          pollMillis: 400,
          timing: { stepMillis: 20_000, firstRetryMillis: 30, longestRetryMillis: 300 },
          ...settings,
        },
        {
          async receive(...mailOf) {
            await new Promise((resolve) => setTimeout(resolve, slow));
            return receive(...mailOf);
          },
          cursors,
        },
      );
      held.closing.push(made.stop);
      return made;
    };
    return { dovecot, cursors, reader };
  }
  const reports = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    const rows = await desk().database.pool.query<{ subject: string }>('select subject from report order by subject');
    for (const row of rows.rows) found.push(row.subject);
    return found;
  };

  afterAll(async () => {
    for (const close of held.closing.toReversed()) await close();
  });

  it('reads folders with Japanese names, and finds the junk folder by its Japanese name', async () => {
    const { dovecot, reader } = await house();
    dovecot.doveadm('mailbox', 'create', '-u', USER, '報告/窓口 & 受付', '迷惑メール');
    dovecot.save('報告/窓口 & 受付', mail('folder'));
    dovecot.save('迷惑メール', mail('junk'));
    dovecot.save('INBOX', mail('elsewhere'));

    const service = reader({ folder: '報告/窓口 & 受付' });
    await service.start();
    await until(() => service.state().is === 'waiting');
    dovecot.save('報告/窓口 & 受付', mail('later'));
    await until(async () => (await reports()).includes('later'));
    await service.stop();

    expect(await reports()).toEqual(['folder', 'junk', 'later']);
    expect((await store().list({ kind: 'spam-folder', limit: 10 })).map((report) => report.subject)).toEqual(['junk']);
    expect((await readdir(dovecot.folder)).some((name) => name.includes('&'))).toBe(true);
  });

  it('loses nothing and makes no second report when the server is restarted and killed in the middle of the work', async () => {
    const { dovecot, reader } = await house();
    const wanted = await fill(dovecot, 120);
    const service = reader({ junk: 'none' }, 300);
    await service.start();
    const found: number[] = [];
    for (const [at, signal] of [
      [16, 'SIGTERM'],
      [40, 'SIGKILL'],
      [64, 'SIGTERM'],
      [88, 'SIGKILL'],
    ] as const) {
      await until(async () => (await reports()).length >= at);
      await dovecot.stop(signal);
      found.push((await reports()).length);
      await until(() => service.state().is === 'retrying');
      await dovecot.start();
    }
    await until(() => service.state().is === 'waiting', 60_000);
    await service.stop();

    // Each time it was met in the middle.
    expect(found.filter((count) => count < wanted.length)).toHaveLength(4);
    expect(await reports()).toEqual(wanted);
  });

  it('after a change of UIDVALIDITY nothing is lost and nothing is there twice', async () => {
    const { dovecot, cursors, reader } = await house();
    const wanted = await fill(dovecot, 60);
    const first = reader({ junk: 'none' });
    await first.start();
    await until(() => first.state().is === 'waiting');
    await first.stop();
    expect(await reports()).toEqual(wanted);
    const account = `${USER}@127.0.0.1:${dovecot.imapPort}`;
    const before = await cursors.read(account, 'INBOX');

    await dovecot.stop();
    // As after a restore from a backup: the server numbers all mails anew, and some have come in the meantime.
    for (const name of await readdir(dovecot.folder))
      if (name.startsWith('dovecot')) await rm(join(dovecot.folder, name), { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await dovecot.start();
    dovecot.save('INBOX', mail('new after the change'));
    const second = reader({ junk: 'none' });
    await second.start();
    await until(() => second.state().is === 'waiting', 60_000);
    await second.stop();

    const after = await cursors.read(account, 'INBOX');
    expect(after?.uidValidity).not.toBe(before?.uidValidity);
    expect(await reports()).toEqual([...wanted, 'new after the change'].toSorted());
  });

  it('of 50,000 mails in the folder only the new ones are read', async () => {
    const { dovecot, cursors, reader } = await house();
    await fill(dovecot, 50_000);
    const validity = /uidvalidity=(\d+)/.exec(dovecot.doveadm('mailbox', 'status', '-u', USER, 'uidvalidity', 'INBOX'))?.[1] ?? '';
    const account = `${USER}@127.0.0.1:${dovecot.imapPort}`;
    await cursors.save(account, 'INBOX', validity, 49_990);
    globalThis.gc?.();
    const heap = process.memoryUsage().heapUsed;
    const begun = performance.now();

    const service = reader({ junk: 'none' });
    await service.start();
    await until(() => service.state().is === 'waiting', 60_000);
    const took = performance.now() - begun;
    const grew = process.memoryUsage().heapUsed - heap;
    dovecot.save('INBOX', mail('one more'));
    await until(async () => (await reports()).includes('one more'));
    await service.stop();

    expect((await reports()).length).toBe(11);
    // What the server itself says that it gave out: no mail of the old ones.
    const bodies = async () =>
      [...(await dovecot.log()).matchAll(/imap\(.*body_count=(\d+)/g)]
        .map((match) => Number(match[1]))
        .reduce((sum, count) => sum + count, 0);
    await until(async () => (await bodies()) > 0);
    expect(await bodies()).toBe(11);
    expect({ took: took < 20_000, grew: grew < 50_000_000 }).toEqual({ took: true, grew: true });
    process.stdout.write(`50,000 mails: ready after ${Math.round(took)} ms, heap grew by ${Math.round(grew / 1e6)} MB\n`);
  });
});

/** Puts mails into the mailbox as files, while the server does not look; their subjects, sorted. */
async function fill(dovecot: Dovecot, count: number): Promise<readonly string[]> {
  dovecot.doveadm('mailbox', 'status', '-u', USER, 'messages', 'INBOX');
  await dovecot.stop();
  const cur = join(dovecot.folder, 'cur');
  await mkdir(cur, { recursive: true });
  const subjects = Array.from({ length: count }, (_, index) => `mail-${String(index).padStart(5, '0')}`);
  for (let at = 0; at < count; at += 500)
    await Promise.all(
      subjects.slice(at, at + 500).map(async (subject, index) => {
        const path = join(cur, `${1_790_000_000 + at + index}.M1P1.host:2,`);
        await writeFile(path, mail(subject), { mode: 0o644 });
      }),
    );
  await dovecot.start();
  return subjects;
}
