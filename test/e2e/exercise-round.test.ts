// SPDX-License-Identifier: Apache-2.0
// A round in a browser: five members answer and vote, the instructor comments, in Japanese wide and in English at 360 px.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
type Fixture = Readonly<Record<'category' | 'title' | 'question' | 'hint', string>> & { readonly answers: readonly string[] };

const root = join(import.meta.dirname, '..', '..');
const fixture = JSON.parse(readFileSync(join(root, 'fixtures', 'exercise', 'white-hacker-mail.json'), 'utf8')) as Fixture;
const ROUND = 'Q-2026-0001';

describe('e2e/exercise-round', () => {
  const held: { desk?: ServedDesk; browser?: TestBrowser; people: Map<string, Person> } = { people: new Map() };
  const person = (name: string) => held.people.get(name) as Person;
  const open = async (name: string, path: string, locale: 'ja-JP' | 'en-GB' = 'ja-JP', width = 1280) => {
    const { url } = held.desk as ServedDesk;
    const watched = await openPage((held.browser as TestBrowser).browser, url, locale, width);
    await watched.context.addCookies([...person(name).cookies].map(([cookie, value]) => ({ name: cookie, value, url })));
    if (locale === 'en-GB') await watched.context.addInitScript(() => localStorage.setItem('matoi.lang', 'en'));
    await watched.page.goto(`${url}${path}`);
    const done = async () => {
      await look(watched.page);
      expect([watched.foreign, watched.faults]).toEqual([[], []]);
      await watched.context.close();
    };
    return { ...watched, done };
  };
  const order = (name: string, body: object) => person(name).post(`/api/v1/exercise/rounds/${ROUND}`, body);

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, webFolder: join(root, 'dist', 'web') });
    held.browser = await openBrowser();
    const names = ['seki', 'hara', 'mori', 'ueda', 'sano', 'ono', 'kato'];
    const shown = ['関', '原', '森', '上田', '佐野', '小野', '加藤'];
    for (const [at, name] of names.entries()) {
      const role = at === 0 ? 'responder' : at === 1 ? 'instructor' : 'staff';
      held.people.set(shown[at] ?? name, await signedIn(held.desk, [role], name));
    }
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('出題者が準備し、講師を決めて始める', async () => {
    const { page, done } = await open('関', '/exercises');
    await page.getByText('問題の回はまだありません').waitFor();
    await look(page);
    await page.getByRole('link', { name: '問題の回を準備する' }).click();
    await page.getByRole('textbox', { name: '分類' }).fill(fixture.category);
    await page.getByRole('textbox', { name: '題名' }).fill(fixture.title);
    await page.getByRole('textbox', { name: '問題' }).fill(fixture.question);
    await page.getByRole('textbox', { name: 'ヒント' }).fill(fixture.hint);
    await page.getByLabel('回答の期限').fill('2099-12-04T18:00');
    await page.getByRole('button', { name: '準備を保存する' }).click();
    await page.getByText('出題者: 講師を決めてください。').waitFor();
    await page.getByRole('combobox', { name: '講師' }).selectOption({ label: 'hara' });
    await look(page);
    await page.getByRole('button', { name: '準備を保存する' }).click();
    await page.getByText('出題者: 問題を確かめ、始めてください。').waitFor();
    await page.getByRole('button', { name: '回答の受け付けを始める' }).click();
    await page.getByText('回答受付中').waitFor();
    await done();
  });

  it('回答者が、ヒントを開き、下書きを残し、提出する', async () => {
    const { page, done } = await open('森', `/exercises/rounds/${ROUND}`);
    await page.getByText('ほかの人の回答は、まだ見えません。').waitFor();
    await page.getByRole('button', { name: 'ヒントを見る' }).click();
    await page.getByText(fixture.hint).waitFor();
    await page.getByRole('textbox', { name: 'あなたの回答' }).fill(fixture.answers[0] ?? '');
    await page.getByText('下書きを保存しました').waitFor();
    await look(page);
    await page.getByRole('button', { name: '回答を提出する' }).click();
    await page.getByText('提出済みです。期限までは直せます。').waitFor();
    await done();
    for (const [at, name] of ['上田', '佐野', '小野', '加藤'].entries()) {
      const member = await open(name, `/exercises/rounds/${ROUND}`);
      await member.page.getByRole('textbox', { name: 'あなたの回答' }).fill(fixture.answers[at + 1] ?? '');
      await member.page.getByRole('button', { name: '回答を提出する' }).click();
      await member.page.getByText('提出済みです。期限までは直せます。').waitFor();
      await member.done();
    }
    await order('原', { do: 'end-answers' });
  });

  it('読み合い、なるほどを付け、講師が講評を書いて公開する', async () => {
    const voter = await open('上田', `/exercises/rounds/${ROUND}`);
    await voter.page.getByText('読み合い').waitFor();
    await voter.page.locator('article', { hasText: '返信しない' }).getByRole('button', { name: 'なるほど' }).click();
    await voter.page.getByRole('button', { name: 'なるほどを取り消す' }).waitFor();
    expect(await voter.page.locator('article').first().innerText()).toContain('なるほど 1');
    await voter.done();

    const { page, done } = await open('原', `/exercises/rounds/${ROUND}`);
    const best = page.locator('article', { hasText: '返信しない' });
    await best.getByRole('button', { name: '講評を書く' }).click();
    await best.getByLabel('短い講評（画面）').fill('窓口を一つにしたのがよい。');
    await best.getByLabel('詳しい講評（冊子）').fill('多くは会社の情報がほしいだけです。決めるのは責任者です。');
    await best.getByLabel('続けて考える問い').fill('もし本当の穴だったら、知らせてくれた人をどう扱いますか。');
    await best.getByLabel('模範回答にする').check();
    await look(page);
    await best.getByRole('button', { name: '講評を保存する' }).click();
    await best.getByText('続けて考える問い').waitFor();
    await page.getByRole('button', { name: '講評を全員に公開する' }).click();
    await page.getByText('講評は公開済みです').waitFor();
    const href = await page.locator('a.chip', { hasText: '冊子' }).getAttribute('href');
    const booklet = await person('原').get(href ?? '');
    expect([booklet.status, booklet.headers.get('content-type'), booklet.text.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    await done();
  });

  it('English, 360 px: a member reads the comments and finds the round in the list', async () => {
    const { page, done } = await open('佐野', `/exercises/rounds/${ROUND}`, 'en-GB', 360);
    await page.getByText('model answer').waitFor();
    await page.getByText('In detail (printed in the booklet)').click();
    await look(page);
    await page.getByRole('link', { name: 'All exercises' }).click();
    await page.getByRole('link', { name: 'Q-2026-0001' }).waitFor();
    await done();
  });

  it('進行役が訓練を始め、止め、飛ばす。事案には消せない帯が出る', async () => {
    const { page, done } = await open('原', '/exercises');
    await page.getByRole('link', { name: '訓練を始める' }).click();
    await page.getByRole('combobox', { name: 'シナリオ' }).selectOption({ label: '「ホワイトハッカー」を名乗るメール' });
    await page.getByRole('combobox', { name: '役割：当番' }).selectOption({ label: 'seki' });
    await page.getByRole('combobox', { name: '役割：責任者' }).selectOption({ label: 'seki' });
    await page.getByRole('combobox', { name: '役割：メールを受け取った職員' }).selectOption({ label: 'mori' });
    await look(page);
    await page.getByRole('button', { name: '訓練を始める' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /CGI.*：届いた/ })
      .waitFor();
    await page.getByRole('button', { name: '一時停止' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('説明のため');
    await page.getByRole('dialog').getByRole('button', { name: '一時停止' }).click();
    await page.getByText('（停止中）').waitFor();
    await look(page);
    await page.getByRole('link', { name: '訓練の事案を開く' }).click();
    await page.getByText('【訓練】これは訓練の事案です。').waitFor();
    await page.getByText('早く手を打つことをお勧めします。').first().waitFor();
    await done();
  });

  it('本物が起きて中止し、参加者が振り返りに答え、是正処置が作業になる', async () => {
    const lead = await open('原', '/exercises/runs/X-2026-0001');
    await lead.page.getByRole('button', { name: '本物が起きた：訓練を中止する' }).click();
    await lead.page.getByRole('dialog').getByRole('textbox').fill('本物のサーバーが止まった');
    await look(lead.page);
    await lead.page.getByRole('dialog').getByRole('button', { name: '本物が起きた：訓練を中止する' }).click();
    await lead.page.getByText('まだ誰も答えていません。').waitFor();
    expect(await lead.page.getByText('（停止中）').count()).toBe(0);

    const member = await open('森', '/exercises/runs/X-2026-0001/wash');
    await member.page.getByRole('textbox', { name: 'うまくいったことは何ですか。' }).fill('返信を止めるのが早かった');
    await look(member.page);
    await member.page.getByRole('button', { name: '振り返りを送る' }).click();
    await member.page.getByText('受け取りました。').waitFor();
    await member.done();

    await lead.page.reload();
    await lead.page.getByText('返信を止めるのが早かった').waitFor();
    await lead.page.getByRole('textbox', { name: '何を' }).fill('夜間の連絡先を表にする');
    await lead.page.getByRole('combobox', { name: '誰が' }).selectOption({ label: 'seki' });
    await lead.page.getByLabel('いつまでに').fill('2099-12-20');
    await lead.page.getByRole('button', { name: '是正処置を作業にする' }).click();
    await lead.page.getByText('夜間の連絡先を表にする · seki').waitFor();
    await look(lead.page);
    await lead.done();
  });

  it('English, 360 px: the facilitator’s desk', async () => {
    const { page, done } = await open('原', '/exercises/runs/X-2026-0001', 'en-GB', 360);
    await page.getByText('What had not come by the end').waitFor();
    await page.getByText('Corrective actions', { exact: true }).waitFor();
    await done();
  });
});
