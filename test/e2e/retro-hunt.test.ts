// SPDX-License-Identifier: Apache-2.0
// A case that goes on looking: indicators, logs and the list of the harmless come in, and the answer renews itself.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'e2e/retro-hunt (skipped: chdb is not installed in engines/chdb)' : 'e2e/retro-hunt';
const password = 'a long sentence for the desk';
const held: { folder: string; desk?: DeskProcess; browser?: TestBrowser; visitor?: Visitor } = { folder: '' };

const proxy = (second: number, ip: string, host: string) =>
  `${1_795_132_800 + second}.000 100 ${ip} TCP_MISS/200 512 GET http://${host}/x - HIER_DIRECT/203.0.113.80 text/html\n`;

async function upload(fileName: string, text: string): Promise<void> {
  const browser = held.visitor as Visitor;
  const announced = await browser.post('/api/v1/logs/uploads', { name: fileName, bytes: text.length });
  const form = new FormData();
  form.append('piece', new Blob([text]), 'piece');
  await browser.call('PUT', `/api/v1/logs/uploads/${(announced.json as { importId: string }).importId}?offset=0`, form);
}

async function signedIn(locale: 'ja-JP' | 'en-GB', width: number, lang: 'ja' | 'en') {
  if (held.desk === undefined || held.browser === undefined || held.visitor === undefined)
    throw new Error('the desk or the browser did not start');
  const { url } = held.desk;
  const watched = await openPage(held.browser.browser, url, locale, width);
  await watched.context.addCookies([...held.visitor.cookies].map(([key, value]) => ({ name: key, value, url })));
  await watched.context.addInitScript(`localStorage.setItem('matoi.lang', '${lang}')`);
  watched.page.setDefaultTimeout(30_000);
  return { ...watched, url };
}

describe.skipIf(absent)(name, () => {
  beforeAll(async () => {
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-retro-e2e-'));
    held.desk = await startDeskProcess(held.folder);
    held.browser = await openBrowser();
    held.visitor = visitor(held.desk.url);
    const code = new URL(held.desk.setUpLink ?? '').hash.slice(1);
    const me = { lang: 'ja', organisation: '山川旅行', name: '佐藤 美咲', address: 'sato@example.jp', password };
    await held.visitor.post('/api/v1/setup', { ...me, code });
    await held.visitor.post('/api/auth/sign-in/email', { email: me.address, password });
    const text = '不審な通信をしている PC があるとのこと。';
    const call = { channel: 'telephone', subject: '警備会社から電話', from: '田中 様', happenedAt: null, text };
    const { reportId, caseId } = (await held.visitor.post('/api/v1/reports/by-hand', call)).json as {
      reportId: string;
      caseId: string | null;
    };
    if (caseId === null) await held.visitor.post(`/api/v1/reports/${reportId}/raise`, { reason: '確かめる' });
    await upload('a.log', proxy(1, '10.0.0.1', 'c2.example') + proxy(2, '10.0.0.2', 'www.example'));
  }, 120_000);
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.stop();
    if (held.folder !== '') removeTree(held.folder);
  }, 60_000);

  it('日本語：監視に追加すると、保存済みのログの答えがひとりでに出て、新しいログで変わる', { timeout: 180_000 }, async () => {
    const { page, context, url, foreign, faults } = await signedIn('ja-JP', 1280, 'ja');
    await page.goto(`${url}/cases/C-2026-0001/hunt`);
    await page.getByRole('link', { name: '監視中' }).click();
    await page.getByText('何も監視していない').waitFor();
    await look(page);
    const add = page.getByRole('form', { name: '監視に追加する' });
    await add.getByRole('textbox', { name: '宛先・痕跡情報' }).fill('c2[.]example\nhxxp://www.example/x\nこれは痕跡ではない<b>');
    await add.getByRole('textbox', { name: 'どこから得たか' }).fill('JPCERT/CC の連絡');
    await add.getByRole('button', { name: '加えて、保存済みのログを探す' }).click();
    await add.getByText('2 件を加えました。').waitFor();
    await add.getByText('これは痕跡ではない<b>').waitFor();
    // Nobody asks for it: the page looks for the outcome by itself.
    const answer = page.getByRole('region', { name: 'いまの答え' });
    await answer.getByText('監視中の 2 件のうち 2 件が、端末 2 台・延べ 2 回、ログに出ています。').waitFor();
    const c2 = page.getByRole('article', { name: 'c2[.]example' });
    await c2.getByText('JPCERT/CC の連絡').waitFor();
    await c2.getByRole('link', { name: '1 台' }).waitFor();
    await upload('b.log', proxy(100, '10.0.0.3', 'deep.c2.example'));
    await c2.getByRole('link', { name: '2 台' }).waitFor();
    await look(page);

    const chooser = page.waitForEvent('filechooser');
    await add.getByRole('button', { name: 'ファイルから加える' }).click();
    const misp = {
      Event: {
        Attribute: [
          { type: 'ip-dst', value: '198.51.100.7' },
          { type: 'sha256', value: 'ab'.repeat(32) },
        ],
      },
    };
    await (await chooser).setFiles({ name: 'event.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(misp)) });
    await add.getByText(`hash: ${'ab'.repeat(32)}`).waitFor();
    const fromFile = page.getByRole('article', { name: '198.51.100[.]7' });
    await fromFile.getByText('event.json').waitFor();
    await fromFile.getByText('出ていない').waitFor();

    await page.getByRole('button', { name: '除外する: hxxp://www[.]example/x' }).click();
    await page.getByRole('textbox', { name: '無害と言える理由' }).fill('自組織の入口。台帳で確認した');
    await page.getByRole('button', { name: '除外し、全事案を探し直す' }).click();
    await answer.getByText('1 件は除外リストにあるため、探していません。').waitFor();
    await page.getByRole('button', { name: '一覧から外す: hxxp://www[.]example/x' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '外す理由' }).fill('念のため調べる');
    await dialog.getByRole('button', { name: '外して、全事案を探し直す' }).click();
    await answer.getByText('監視中の 3 件のうち 2 件が', { exact: false }).waitFor();
    await page.getByText('以前に除外していたもの（1）').click();
    await page.getByText('念のため調べる').waitFor();
    await look(page);
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it('English, on a telephone: the answer, its computers, and the evidence as a file', { timeout: 180_000 }, async () => {
    const { page, context, url, foreign, faults } = await signedIn('en-GB', 360, 'en');
    await page.goto(`${url}/cases/C-2026-0001/hunt/standing`);
    await page.getByText('2 of the 3 indicators were met: 3 times, by 3 computers.').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Search again now' }).click();
    await page.getByRole('article', { name: 'c2[.]example' }).getByRole('link', { name: '2 computers' }).click();
    await page.getByText('2 computers talked to 1 of the indicators.').waitFor();
    await look(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the evidence (zip)' }).click();
    const inside = unzipSync(await readFile((await (await saving).path()) ?? ''));
    const textOf = (file: string) => new TextDecoder().decode(inside[`evidence/${file}`]);
    const sums = [...textOf('SHA256SUMS').matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)];
    expect(sums).toHaveLength(7);
    for (const [, digest, file = ''] of sums)
      expect(
        createHash('sha256')
          .update(inside[`evidence/${file}`] ?? '')
          .digest('hex'),
        file,
      ).toBe(digest);
    expect(textOf('lines.raw')).toBe(proxy(1, '10.0.0.1', 'c2.example') + proxy(100, '10.0.0.3', 'deep.c2.example'));
    await page.getByRole('button', { name: 'Keep looking for these' }).click();
    await page.getByRole('link', { name: 'Added to the standing indicators.' }).waitFor();
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });
});
