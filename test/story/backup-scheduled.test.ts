// SPDX-License-Identifier: Apache-2.0
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../../src/cli/cli.ts';
import { severalRunner, taskRunner } from '../../src/jobs/worker.ts';
import type { Base } from '../../src/wiring/base/base.ts';
import { lookForBackup } from '../../src/wiring/backups.ts';
import { wireUpkeep } from '../../src/wiring/upkeep.ts';
import { emptyDesk, openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { removeTree } from '../support/remove-tree.ts';
import { openReportedCase } from '../support/reported-case.ts';

const HOUR = 3_600_000;
const actor = { type: 'person', id: 'p-1', name: '山田' } as const;
const held: { desk?: TestDesk; folder: string; place: string } = { folder: '', place: '' };
const desk = (): TestDesk => held.desk as TestDesk;

beforeAll(async () => {
  held.folder = mkdtempSync(join(tmpdir(), 'matoi-scheduled-'));
  held.place = join(held.folder, 'backups');
  writeFileSync(join(held.folder, 'word'), 'correct horse battery\n');
  held.desk = await openTestDesk({
    env: {
      MATOI_BACKUP_FOLDER: held.place,
      MATOI_BACKUP_EVERY_HOURS: '6',
      MATOI_BACKUP_KEEP: '2',
      MATOI_BACKUP_PASSPHRASE_FILE: join(held.folder, 'word'),
    },
  });
  await openReportedCase(desk(), actor);
  const handlers = wireUpkeep(desk().base).handlers?.(desk()) ?? [];
  await desk().queue.work(taskRunner(handlers), severalRunner(handlers));
});
afterAll(async () => {
  await held.desk?.close();
  removeTree(held.folder);
});

async function run(base: Base, ...argv: string[]) {
  const said = { out: '', err: '' };
  const code = await runCommandLine(wireUpkeep(base).commands ?? [], {
    argv,
    env: { LANG: 'en' },
    streams: { stdout: (bytes) => (said.out += String(bytes)), stderr: (text) => (said.err += text), terminal: false },
    stdin: async function* () {},
  });
  return { code, ...said };
}

/** Of the desk's chain, in their order. */
async function backups(): Promise<readonly { readonly kind: string; readonly body: Record<string, unknown> }[]> {
  const { rows } = await desk().database.pool.query<{ kind: string; body: Record<string, unknown> }>(
    `select kind, body::jsonb -> 'body' as body from journal_entry where kind like 'desk.back%' order by global`,
  );
  return rows;
}

/** The desk looks, several times, as two desks on one database would. */
async function look(): Promise<void> {
  const before = (await backups()).length;
  const services = wireUpkeep(desk().base).services?.(desk()) ?? [];
  expect(services.map(({ name }) => name)).toEqual(['backups', 'troubles']);
  await Promise.all([1, 2, 3].map(() => lookForBackup(desk().base, desk())));
  await eventually(async () => expect((await backups()).length).toBe(before + 1), 20_000);
}

const doctorSays = async () =>
  (await run(desk().base, 'doctor')).out.split('\n').find((line) => /backup (?:failed|was taken)|No backup/.test(line));

describe('story/backup-scheduled', () => {
  it('says why none was taken, in the journal and by doctor, and tries again after an hour', async () => {
    await look();
    expect((await backups()).at(-1)).toMatchObject({ kind: 'desk.backup-failed', body: { reason: 'no-folder' } });
    expect(await doctorSays()).toMatch(/MEND {2}The scheduled backup failed .*is not there; see whether its disk is mounted/);
    desk().clock.forward(HOUR);
    mkdirSync(held.place, { mode: 0o700 });
    writeFileSync(join(held.place, 'of-somebody-else'), 'stays');
    const half = join(held.place, 'matoi-2026-11-20T00-00-00Z.backup.part');
    writeFileSync(half, 'half');
    utimesSync(half, 0, 0);
    await look();
    expect((await backups()).at(-1)).toMatchObject({ kind: 'desk.backed-up', body: { encrypted: true, logs: false } });
    expect(await doctorSays()).toMatch(/good {2}The last backup was taken at .*; one is due every 6 hours/);
    expect(readdirSync(held.place).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('takes one a stretch, keeps so many, and removes nothing that it did not take', async () => {
    await Promise.all([1, 2].map(() => lookForBackup(desk().base, desk())));
    const taken = (await backups()).filter(({ kind }) => kind === 'desk.backed-up').length;
    expect(taken).toBe(1);
    for (const _ of [1, 2]) {
      desk().clock.forward(6 * HOUR);
      await look();
    }
    const names = readdirSync(held.place).toSorted();
    const own = (await backups()).flatMap(({ body }) => (typeof body['file'] === 'string' ? [body['file']] : []));
    expect(own).toHaveLength(3);
    expect(names).toEqual([...own.slice(1), 'of-somebody-else'].toSorted());
  });

  it('restores from a scheduled one, and the check says that all of it is there', async () => {
    const newest = readdirSync(held.place).findLast((name) => name.endsWith('.backup')) ?? '';
    const empty = await emptyDesk({ MATOI_BACKUP_PASSPHRASE_FILE: join(held.folder, 'word') });
    const answer = await run(empty.base, 'restore', join(held.place, newest), '--verify');
    await empty.close();
    expect(answer.err).not.toContain('restore.');
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.out).toContain('Tables, journal and originals are what the backup says.');
  });

  it('leaves no file under its name when it breaks off, and says that the passphrase is gone', async () => {
    const before = readdirSync(held.place);
    rmSync(join(held.folder, 'word'));
    desk().clock.forward(6 * HOUR);
    await look();
    expect((await backups()).at(-1)).toMatchObject({ kind: 'desk.backup-failed', body: { reason: 'passphrase' } });
    writeFileSync(join(held.folder, 'word'), 'correct horse battery\n');
    // An original that cannot be read stops it half-way.
    const blobs = join(desk().dataFolder, 'blobs');
    const first = readdirSync(blobs).find((name) => /^[0-9a-f]{2}$/.test(name)) ?? '';
    const [original = ''] = readdirSync(join(blobs, first));
    const bytes = readFileSync(join(blobs, first, original));
    rmSync(join(blobs, first, original));
    mkdirSync(join(blobs, first, original));
    desk().clock.forward(HOUR);
    await look();
    expect((await backups()).at(-1)).toMatchObject({ kind: 'desk.backup-failed', body: { reason: 'other' } });
    expect(readdirSync(held.place)).toEqual(before);
    rmSync(join(blobs, first, original), { recursive: true });
    writeFileSync(join(blobs, first, original), bytes);
    chmodSync(join(blobs, first, original), 0o600);
    desk().clock.forward(HOUR);
    await look();
    expect((await backups()).at(-1)?.kind).toBe('desk.backed-up');
  });

  it('tells one that is older than twice the interval', async () => {
    desk().clock.forward(12 * HOUR + 60_000);
    expect(await doctorSays()).toMatch(/MEND {2}The last backup was taken at .*\(12 hours ago\).*none came/);
  });
});
