// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIcal } from '../support/ical-reader.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

/** Near enough that a change of the rota concerns it, whenever this test runs. */
const published = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
/** Set up, and called by nothing here: a rota that nobody could be paged by would not be sound. */
const mailOut = { MATOI_SMTP_URL: 'smtp://127.0.0.1:9', MATOI_MAIL_FROM: 'desk@example.jp' };
const fixture = JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')) as Record<string, unknown>;

/** A session at the console over one desk: the rota is set, changed, asked; a page is answered by its code; work is done. */
describe('transcript/duty', { timeout: 240_000 }, () => {
  const held: { desk: TestDesk | null; folder: string; caseId: string } = { desk: null, folder: '', caseId: '' };
  const matoi = (args: readonly string[], zone = 'Asia/Tokyo') => {
    const { desk } = held;
    if (desk === null) throw new Error('no desk');
    return runMatoi(args, { DATABASE_URL: desk.databaseUrl, MATOI_DATA: desk.dataFolder, TZ: zone, LANG: 'C', ...mailOut });
  };
  const planFile = async (name: string, plan: object): Promise<string> => {
    const file = join(held.folder, name);
    await writeFile(file, JSON.stringify(plan));
    return file;
  };

  beforeAll(async () => {
    held.desk = await openTestDesk();
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-duty-'));
    const actor = { type: 'person', id: 'p1', name: '佐藤' } as const;
    const opened = await held.desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: '不審な通信', reportId: null } }]),
    );
    held.caseId = opened.caseId;
  });
  afterAll(async () => {
    await held.desk?.close();
    removeTree(held.folder);
  });

  it('says that there is no rota yet and what to do (exit 3), in three sentences', async () => {
    const run = await matoi(['duty', 'who', '--lang', 'ja']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('当番表がまだ登録されていません。');
    expect(run.stderr).toContain('matoi duty plan set FILE');
  });

  it('sets a rota, refuses one with faults by name, and lists what changes in the published period', async () => {
    const set = await matoi([
      'duty',
      'plan',
      'set',
      await planFile('plan.json', { ...fixture, publishedUntil: published }),
      '--reason',
      '初版',
      '--json',
    ]);
    expect(JSON.parse(set.stdout)).toEqual({ version: 1 });

    const bad = await matoi([
      'duty',
      'plan',
      'set',
      await planFile('bad.json', {
        ...fixture,
        absences: [{ person: 'nobody', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }],
      }),
    ]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toContain('nobody is called nobody');

    const endless = await matoi(['duty', 'plan', 'set', await planFile('endless.json', { ...fixture, publishedUntil: '2099-12-31' })]);
    expect(endless.code).toBe(2);
    expect(endless.stderr).toContain('at most two years ahead');

    const people = (fixture['people'] as { id: string }[]).filter((person) => person.id !== 'ito');
    const rosters = JSON.parse(JSON.stringify(fixture['rosters']).replaceAll(',"ito"', '')) as object;
    const without = await planFile('without.json', { ...fixture, people, rosters, publishedUntil: published });
    const refused = await matoi(['duty', 'plan', 'set', without]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('duty.published-changes');
    expect(refused.stderr).toMatch(/primary .+: ito → /);
    const confirmed = await matoi(['duty', 'plan', 'set', without, '--reason', '異動', '--confirm', '--json']);
    expect(JSON.parse(confirmed.stdout)).toEqual({ version: 2 });
    expect(JSON.parse((await matoi(['duty', 'plan', 'show', '--json'])).stdout)).toMatchObject({ version: 2 });
  });

  it('names who is on at a given time, the same in every zone of the machine, and checks 400 days', async () => {
    const args = ['duty', 'who', '--at', '2026-12-31T23:00:00+09:00', '--json'];
    const [here, there] = [await matoi(args), await matoi(args, 'America/New_York')];
    expect(here.code).toBe(0);
    expect(there.stdout).toBe(here.stdout);
    expect(JSON.parse(here.stdout)).toMatchObject({
      day: { date: '2026-12-31', kind: 'holiday', name: { ja: '年末年始休業' } },
      rosters: [{ roster: 'primary', person: { id: expect.any(String) } }, { roster: 'manager' }],
    });
    const lint = await matoi(['duty', 'lint', '--days', '400', '--at', '2026-11-21T00:00:00Z', '--json']);
    expect(lint.code).toBe(0);
    const found = JSON.parse(lint.stdout) as { sound: boolean; longWeekends: { from: string }[]; tally: { holiday: number }[] };
    expect(found.sound).toBe(true);
    const mute = await runMatoi(['duty', 'lint', '--plan', 'fixtures/duty/plan.json', '--at', '2026-11-21T00:00:00Z', '--lang', 'ja'], {
      LANG: 'C',
    });
    expect(mute.code).toBe(1);
    expect(mute.stdout).toContain(
      '高橋 蓮 には呼び出しが届かない：メール（環境変数にメールを送る設定がなく、画面での設定はここでは見ていません）',
    );
    expect(mute.stdout).toContain('空きか誤りがあります。');
    expect(found.longWeekends.map((one) => one.from)).toContain('2026-12-29');
  });

  it('writes the calendar of a roster that another program can read', async () => {
    const feed = await matoi(['duty', 'feed', 'roster:primary', '--lang', 'en']);
    expect(feed.code).toBe(0);
    expect(readIcal(feed.stdout).parts.length).toBeGreaterThan(20);
    expect((await matoi(['duty', 'feed', 'roster:nope'])).code).toBe(2);
  });

  it('lists open pages (exit 0 when there is none) and refuses a page or a person that is not there', async () => {
    const pages = await matoi(['duty', 'pages', '--json']);
    expect(pages.code).toBe(0);
    expect(JSON.parse(pages.stdout)).toEqual({ pages: [] });
    const ack = await matoi(['duty', 'ack', 'P-nope', '--person', 'sato', '--code', '000000']);
    expect(ack).toMatchObject({ code: 2, stdout: '' });
  });

  it('runs a board: playbook, next three, a refused order, measures from the journal', async () => {
    const order = (body: object) => matoi(['remediation', 'do', held.caseId, '--order', JSON.stringify(body)]);
    expect((await order({ do: 'choose-playbook', playbookId: 'suspicious-traffic' })).code).toBe(0);
    const board = JSON.parse((await matoi(['remediation', 'board', held.caseId, '--json'])).stdout) as {
      next: { id: string; who: object; by: string }[];
    };
    expect(board.next.map((step) => step.id)).toEqual(['remediation.step.take-the-call']);
    expect(board.next[0]?.by).toMatch(/^\d{4}-/);

    const refused = await order({ do: 'start', itemId: 'nope' });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('work.no-item');
    await order({ do: 'add', itemId: 'call', title: '\u001b[31m電話\u001b[0m', step: 'take-the-call', due: '2026-01-01T00:00:00Z' });
    const words = await matoi(['remediation', 'board', held.caseId, '--lang', 'ja']);
    expect(words.code).toBe(1);
    expect(words.stdout).toContain('【遅れ】');
    expect(words.stdout).not.toContain('\u001b[31m');

    const measures = JSON.parse((await matoi(['remediation', 'measures', held.caseId, '--json'])).stdout) as { minutes: object };
    expect(measures.minutes).toMatchObject({ closed: null, contained: null });
    const cacao = JSON.parse((await matoi(['remediation', 'cacao', 'unsolicited-report', '--json'])).stdout) as object;
    expect(cacao).toMatchObject({ type: 'playbook', spec_version: 'cacao-2.0' });
  });

  it('opens a legal clock on a case and lists it with law, article and source (exit 1 once one is missed)', async () => {
    const order = {
      do: 'open',
      clockId: 'gdpr-1',
      rule: 'gdpr.notification',
      facts: { awareAt: '2026-01-01T00:00:00Z' },
      decidedBy: '法務',
      reason: '漏えい',
    };
    const opened = await matoi(['clock', 'settle', held.caseId, '--order', JSON.stringify(order)]);
    expect(opened.code).toBe(0);
    const early = await matoi(['clock', 'list', held.caseId, '--at', '2026-01-02T00:00:00Z', '--json']);
    expect(early.code).toBe(0);
    expect(JSON.parse(early.stdout)).toMatchObject({
      clocks: [{ clockId: 'gdpr-1', state: 'running', deadline: '2026-01-04T00:00:00.000Z', basis: { article: 'art. 33(1)' } }],
    });
    const late = await matoi(['clock', 'list', held.caseId, '--json']);
    expect(late.code).toBe(1);
    expect(JSON.parse(late.stdout)).toMatchObject({ clocks: [{ state: 'missed' }] });
  });
});
