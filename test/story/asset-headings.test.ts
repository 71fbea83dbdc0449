// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { importedSchema } from '../../src/triage/inventory/assets.contract.ts';
import { wireTriage } from '../../src/wiring/triage.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { runMatoi } from '../support/process.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { removeTree } from '../support/remove-tree.ts';

type Files = z.output<typeof importedSchema>['files'];
const LIST =
  '情報資産一覧（令和8年11月）,,,,\n\n管理番号,ソフトの呼び名,Rel.,置き場所,主管\nA-1,カゼ掲示板,2.1,web3,広報課\nA-2,波メール,4,mail1,情報課\n';
/** 製品,版 / カゼ,2 as Excel saves it in Japan. */
const SHIFT_JIS = Uint8Array.of(0x90, 0xbb, 0x95, 0x69, 0x2c, 0x94, 0xc5, 0x0d, 0x0a, 0x83, 0x4a, 0x83, 0x5b, 0x2c, 0x32, 0x0d, 0x0a);

/** An asset list whose headings nobody foresaw: over HTTP as the screen does it, and at the command line. */
describe('story/asset-headings', () => {
  const held: { desk?: ServedDesk; chief?: Visitor; work?: string } = {};
  const chief = () => held.chief as Visitor;
  const path = '/api/v1/triage/inventory';
  async function send(name: string, content: string | Uint8Array<ArrayBuffer>, columns = ''): Promise<Files[number] | undefined> {
    const form = new FormData();
    form.append('file', new Blob([content]), name);
    const answer = await chief().call('POST', `${path}${columns === '' ? '' : `?columns=${encodeURIComponent(columns)}`}`, form);
    return answer.status === 200 ? (answer.json as { files: Files }).files[0] : undefined;
  }
  const items = async () =>
    ((await chief().get(path)).json as { items: { name: string; version: string; host: string; owner: string; from: string }[] }).items;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: (state, base) => wireTriage(base).routes?.(state) ?? [] });
    held.chief = visitor(held.desk.url);
    held.work = await mkdtemp(join(tmpdir(), 'matoi-headings-'));
    const account = {
      organisation: '市立図書館',
      name: '館長',
      address: 'chief@library.example',
      password: 'eight plain words stand here',
    };
    expect((await chief().post('/api/v1/setup', { code: held.desk.setUpCode, lang: 'ja', ...account })).status).toBe(201);
  });
  afterAll(async () => {
    await held.desk?.close();
    removeTree(held.work ?? '');
  });

  it('shows headings, ten rows and a guess, takes nothing in, and names a column that does not exist', async () => {
    const asked = await send('情報資産.csv', LIST);
    expect(asked).toMatchObject({ items: 0, why: { ja: expect.stringContaining('分からない') as string } });
    expect(asked?.table).toEqual({
      headings: ['管理番号', 'ソフトの呼び名', 'Rel.', '置き場所', '主管'],
      rows: [
        ['A-1', 'カゼ掲示板', '2.1', 'web3', '広報課'],
        ['A-2', '波メール', '4', 'mail1', '情報課'],
      ],
      columns: { name: 1, path: 3, owner: 4 },
      by: 'headings',
    });
    expect(await items()).toEqual([]);
    expect(await send('情報資産.csv', LIST, 'version=2')).toBeUndefined();
    expect(await send('情報資産.csv', LIST, 'name=99')).toMatchObject({ items: 0 });
    expect(await items()).toEqual([]);
  });

  it('takes in what a person says, keeps it as data, and reads the next such list with it', async () => {
    const taken = await send('情報資産.csv', LIST, 'name=1,version=2,host=3,owner=4');
    expect(taken).toMatchObject({ items: 2, why: null, left: ['管理番号'], table: { by: 'person' } });
    expect(await items()).toMatchObject([
      { name: 'カゼ掲示板', version: '2.1', host: 'web3', owner: '広報課' },
      { name: '波メール', version: '4', host: 'mail1', owner: '情報課' },
    ]);

    const later = await send('別の課.csv', '主管,備考,置き場所,ＲＥＬ.,ソフトの呼び名\n税務課,再リース,web9,7.0,霧フォーム\n');
    expect(later).toMatchObject({ items: 1, left: ['備考'], table: { by: 'kept' } });
    expect((await items()).find((one) => one.from === '別の課.csv')).toMatchObject({ name: '霧フォーム', version: '7.0', owner: '税務課' });
    const entries = await held.desk?.store.read('desk', 0, 100);
    expect(entries?.map((one) => one.body).join('\n')).toContain('"columns":[{"field":"name","heading":"ソフトの呼び名"}');
  });

  it('reads what Excel saved, refuses a scanner’s sheet with the command that makes a list', async () => {
    expect(await send('excel.csv', SHIFT_JIS)).toMatchObject({ items: 1, left: [], table: { by: 'headings' } });
    const sheet = await send('scan.csv', 'Plugin ID,CVE,Risk,Host,Name\n1,CVE-2026-1,High,web,Old server\n');
    expect(sheet).toMatchObject({ items: 0, table: null, why: { en: expect.stringContaining('--format cyclonedx') as string } });
  });

  it('does the same at the command line', { timeout: 120_000 }, async () => {
    const file = join(held.work ?? '', 'list.csv');
    await writeFile(file, 'Titel,Team,Stand\nNebel,Netz,5.0\n');
    const env = { DATABASE_URL: held.desk?.databaseUrl ?? '', MATOI_DATA: held.desk?.dataFolder ?? '', MATOI_LANG: 'en' };
    const map = ['--map', 'titel=product', '--map', 'Stand=version'];
    const unknown = await runMatoi(['assets', 'import', file], env);
    const shown = await runMatoi(['assets', 'import', file, ...map, '--preview'], env);
    const before = await items();
    const taken = await runMatoi(['assets', 'import', file, ...map, '--json'], env);
    const again = await runMatoi(['assets', 'import', file], env);
    const wrong = await runMatoi(['assets', 'import', file, '--map', 'Stand=version'], env);

    expect([unknown.code, shown.code, taken.code, again.code, wrong.code]).toEqual([1, 0, 0, 0, 2]);
    expect(shown.stdout).toBe(`Titel: product\nTeam: not taken\nStand: version\n\nNebel | Netz | 5.0\n${file}: 1 item can be read\n`);
    expect(before.some((one) => one.name === 'Nebel')).toBe(false);
    expect(JSON.parse(taken.stdout)).toMatchObject([{ items: 1, left: ['Team'], table: { by: 'person' } }]);
    expect(again.stdout).toContain('1 item taken in');
    expect((await items()).find((one) => one.name === 'Nebel')).toMatchObject({ version: '5.0' });
  });
});
