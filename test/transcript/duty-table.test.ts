// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK } from '../../src/journal/stream.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

/** Far enough ahead that a shift table of that month concerns duties still to come, whenever this test runs. */
const year = new Date().getUTCFullYear() + 1;
const fixture = JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')) as Record<string, unknown>;

/** A ward office keeps its rota in a spreadsheet: the table comes in, is looked at, is stored, and goes out to a groupware. */
describe('transcript/duty-table', { timeout: 240_000 }, () => {
  const held: { desk: TestDesk | null; folder: string } = { desk: null, folder: '' };
  const matoi = (...args: readonly string[]) => {
    const { desk } = held;
    if (desk === null) throw new Error('no desk');
    return runMatoi(args, { DATABASE_URL: desk.databaseUrl, MATOI_DATA: desk.dataFolder, TZ: 'UTC', LANG: 'C' });
  };
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(held.folder, name);
    await writeFile(path, text);
    return path;
  };

  beforeAll(async () => {
    held.desk = await openTestDesk();
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-table-'));
  });
  afterAll(async () => {
    await held.desk?.close();
    removeTree(held.folder);
  });

  it('needs a rota first (exit 3), a roster and a file (exit 2)', async () => {
    const table = await file('early.csv', '日付,担当\n');
    const early = await matoi('duty', 'table', 'take', table, '--roster', 'primary', '--lang', 'ja');
    expect([early.code, early.stderr.includes('当番表がまだ登録されていません。')]).toEqual([3, true]);
    expect((await matoi('duty', 'plan', 'set', await file('plan.json', JSON.stringify(fixture)))).code).toBe(0);
    expect((await matoi('duty', 'table', 'take', table)).code).toBe(2);
    for (const [path, roster] of [
      [join(held.folder, 'absent.csv'), 'primary'],
      [table, 'nobody'],
    ] as const) {
      const run = await matoi('duty', 'table', 'take', path, '--roster', roster);
      expect([run.code, run.stderr.includes('The shift table cannot be read')]).toEqual([2, true]);
    }
  });

  it('shows what a table says, what it does not, and whose duties change; nothing is stored by looking', async () => {
    const grid = await file(
      'grid.csv',
      `${year}年2月 勤務表,,,\r\n氏名,1,2,3\r\n佐藤 健,夜,夜,\r\n鈴木 葵,,,夜\r\n山田 だれか,夜,,\r\n高橋 蓮,準,,\r\n`,
    );
    const looked = await matoi('duty', 'table', 'take', grid, '--roster', 'primary', '--codes', '夜=21:00-9:00', '--lang', 'ja');
    expect(looked.code).toBe(1);
    expect(looked.stdout).toContain('当番 3 件を読みました。');
    expect(looked.stdout).toMatch(/5 行目 {2}山田 だれか/);
    expect(looked.stdout).toMatch(/6 行目 {2}1 準/);
    expect(looked.stdout).toContain('まだ登録していません');
    expect(JSON.parse((await matoi('duty', 'plan', 'show')).stdout)).toMatchObject({ version: 1, plan: { overrides: [] } });
  });

  it('stores a table with who did it and why, and reads back what it wrote', async () => {
    const plain = await file('plain.csv', `日付,開始,終了,担当\r\n${year}/2/1,21:00,33:00,鈴木 葵\r\n${year}/2/2,21:00,33:00,田中 凛\r\n`);
    const asked = ['--roster', 'primary', '--apply', '--reason', '二月の勤務表'] as const;
    const stored = await matoi('duty', 'table', 'take', plain, ...asked, '--json');
    expect([stored.code, JSON.parse(stored.stdout)]).toMatchObject([0, { duties: 2, unread: [], stored: true, version: 2 }]);
    const set = (await held.desk?.journal.entries(DESK, 0, 100))?.filter((entry) => entry.kind === 'duty.plan-changed').at(-1);
    expect(set).toMatchObject({ actor: { type: 'person' }, body: { version: 2, reason: '二月の勤務表' } });
    const who = await matoi('duty', 'who', '--at', `${year}-02-02T03:00:00+09:00`, '--json');
    expect((JSON.parse(who.stdout) as { rosters: unknown[] }).rosters[0]).toMatchObject({ person: { id: 'suzuki' } });

    const out = join(held.folder, 'out.csv');
    const wrote = await matoi('duty', 'table', 'write', 'roster:primary', '--from', `${year}-02-01`, '--days', '3', '--out', out);
    expect([wrote.code, wrote.stdout]).toEqual([0, '']);
    expect(await readFile(out, 'utf8')).toContain(`${year}-02-01,21:00,${year}-02-02,09:00,鈴木 葵`);
    const again = await matoi('duty', 'table', 'take', out, '--roster', 'primary', '--json');
    expect([again.code, JSON.parse(again.stdout)]).toMatchObject([0, { unread: [], changes: [] }]);
    expect((await matoi('duty', 'table', 'write', 'roster:primary', '--out', out)).code).toBe(3);
  });

  it('writes the seven columns of Garoon’s personal import, and one person’s duties for desknet’s', async () => {
    const span = ['--from', `${year}-02-01`, '--days', '3'] as const;
    const garoon = await matoi('duty', 'table', 'write', 'roster:primary', ...span, '--for', 'garoon', '--lang', 'ja');
    const [head, ...rows] = garoon.stdout.replace('\ufeff', '').trim().split('\r\n');
    expect(head).toBe('開始日付,開始時刻,終了日付,終了時刻,予定,予定詳細,メモ');
    expect(rows).toContain(`${year}/02/01,21:00:00,${year}/02/02,09:00:00,一次当番,鈴木 葵,Matoi`);
    expect(rows.every((row) => /^\d{4}\/\d\d\/\d\d,\d\d:\d\d:\d\d,\d{4}\/\d\d\/\d\d,\d\d:\d\d:\d\d,/.test(row))).toBe(true);
    const desknets = await matoi('duty', 'table', 'write', 'person:tanaka', ...span, '--for', 'desknets', '--lang', 'ja');
    expect(desknets.stdout).toContain('田中 凛');
    expect(desknets.stdout).not.toContain('鈴木 葵');
    for (const wrong of [['--for', 'outlook'], ['--days', '0'], ['--from', '2月1日'], ['person:nobody']] as const)
      expect((await matoi('duty', 'table', 'write', ...(wrong[0].startsWith('--') ? ['roster:primary', ...wrong] : wrong))).code).toBe(2);
  });
});
