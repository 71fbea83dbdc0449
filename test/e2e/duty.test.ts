// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { openSigner } from '../../src/adapters/paging-sign/signer.ts';
import { createDutyRegister, createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import type { PageChannel } from '../../src/duty/paging/channel.port.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import { ackCode } from '../../src/duty/paging/link.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser, Watched } from './support/browser.ts';
import { look } from './support/look.ts';
import { everythingReal } from '../support/passing.ts';

type Person = Awaited<ReturnType<typeof signedIn>>;
const held: { desk: ServedDesk | null; browser: TestBrowser | null; caseId: CaseId | null; sato: Person | null; ito: Person | null } = {
  desk: null,
  browser: null,
  caseId: null,
  sato: null,
  ito: null,
};

function parts() {
  const { desk, browser, caseId, sato, ito } = held;
  if (desk === null || browser === null || caseId === null || sato === null || ito === null) throw new Error('the desk did not start');
  return { desk, browser, caseId, sato, ito };
}

/** A browser of that person, and every error of its console: a request that fails on an ordinary page counts as one. */
async function open(person: Person, locale: 'ja-JP' | 'en-GB' = 'ja-JP', width = 1280): Promise<Watched & { readonly errors: string[] }> {
  const { desk, browser } = parts();
  const watched = await openPage(browser.browser, desk.url, locale, width);
  await watched.context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
  // The account keeps the language chosen last, so that each test says its own.
  await watched.context.addInitScript((lang) => localStorage.setItem('matoi.lang', lang), locale.slice(0, 2));
  const errors: string[] = [];
  watched.page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${watched.page.url()} ${message.text()}`);
  });
  return { ...watched, errors };
}

const mail: PageChannel = { channel: 'mail', send: async () => ({ is: 'sent' }) };

async function paging() {
  const { desk } = parts();
  const stores = { pages: createPageStore(desk.database), plans: createPlanStore(desk.database) };
  const signer = await openSigner(desk.dataFolder);
  const shared = { journal: desk.journal, ...stores, passing: everythingReal, clock: desk.clock };
  const engine = createEngine({
    ...shared,
    holidays: holidayBook(),
    register: createDutyRegister(desk.database),
    channels: [mail],
    signer,
    linkBase: () => Promise.resolve(desk.url),
    organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
  });
  const page = async (subject: string, caseId: CaseId | null) => {
    const found = await trigger({ ...shared, random: desk.base.random }, { caseId, policy: null, subject, urgency: 'now' });
    if (found.is === 'impossible') throw new Error(found.why);
    await engine.tick();
    return found.pageId;
  };
  return { page, signer, ...stores };
}

describe('e2e/duty', () => {
  beforeAll(async () => {
    const desk = await serveDesk({ routes: routesOfEveryPart, webFolder: join(import.meta.dirname, '..', '..', 'dist', 'web') });
    desk.clock.set(new Date().toISOString());
    held.desk = desk;
    held.browser = await openBrowser();
    held.sato = await signedIn(desk, ['administrator', 'responder'], 'sato');
    held.ito = await signedIn(desk, ['responder'], 'ito');
    for (const [person, name] of [
      [held.sato, '佐藤 美咲'],
      [held.ito, '伊藤 湊'],
    ] as const) {
      const row = await held.sato.get(`/api/v1/people/${person.personId}`);
      const change = { name, telephone: '090-1234-5678' };
      await held.sato.call('PATCH', `/api/v1/people/${person.personId}`, change, { 'if-match': row.headers.get('etag') ?? '' });
    }
    const actor = { type: 'person', id: held.sato.personId, name: '佐藤 美咲' } as const;
    const body = { title: '他の顧客のファイルが読めるという指摘', reportId: null };
    held.caseId = (await desk.journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body }]))).caseId;
  });
  afterAll(async () => {
    await held.browser?.close();
    await held.desk?.close();
  });

  it('日本語：当番表がない画面にも誤りが出ず、下書きから作り、調べてから公開する', async () => {
    const { page, context, errors } = await open(parts().sato);
    await page.goto(parts().desk.url);
    await page.getByText('当番表は未登録です').waitFor();
    expect(errors).toEqual([]);
    await page.getByText('当番表は未登録です').click();
    await page.getByRole('link', { name: '当番表を作る' }).first().click();
    await page.getByRole('heading', { name: '当番表を作る' }).waitFor();
    await look(page);
    expect(await page.getByRole('button', { name: 'この当番表を公開する' }).isDisabled()).toBe(true);

    const last = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('本人に知らせた最後の日').fill(last);
    await page.reload();
    expect(await page.getByLabel('本人に知らせた最後の日').inputValue()).toBe(last);
    await page.getByRole('button', { name: '公開する前に調べる' }).click();
    await page.getByText('400日先まで空きも誤りもありません').waitFor();
    await page.getByLabel('変更の理由').fill('はじめての当番表');
    await page.getByRole('button', { name: 'この当番表を公開する' }).click();
    await page.getByRole('heading', { name: '今の当番' }).waitFor();
    await page.getByText('必要な当番はすべて埋まっています。').waitFor();
    await page
      .getByText(/\d+月\d+日\(.\) ～ .*連休/)
      .first()
      .waitFor();
    await look(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('日本語：知らせた期間の当番は、変わるところを確かめるまで変えられない', async () => {
    const { page, context } = await open(parts().sato);
    await page.goto(`${parts().desk.url}/duty/edit`);
    await page.getByRole('button', { name: '代わりを決める' }).click();
    const plan = await createPlanStore(parts().desk.database).latest();
    const now = await parts().sato.get('/api/v1/duty/now');
    const { rosters } = now.json as { rosters: { person: { id: string } }[] };
    const other = plan?.plan.people.find((person) => person.id !== rosters[0]?.person.id);
    await page.getByLabel('代わりに入る人').selectOption(other?.id ?? '');
    await page.getByRole('button', { name: '公開する前に調べる' }).click();
    await page.getByRole('heading', { name: /知らせた期間のうち変わる当番/ }).waitFor();
    await page.getByLabel('変更の理由').fill('急な用事');
    const publish = page.getByRole('button', { name: 'この当番表を公開する' });
    expect(await publish.isDisabled()).toBe(true);
    await page.getByLabel(/確かめ、本人に伝えた/).check();
    await publish.click();
    await page.getByRole('heading', { name: '今の当番' }).waitFor();
    // The stand-in begins at the browser's own minute; the desk's clock stands still in this test.
    parts().desk.clock.set(new Date().toISOString());
    const after = (await parts().sato.get('/api/v1/duty/now')).json as { rosters: { person: { id: string }; because: string }[] };
    expect(after.rosters[0]).toMatchObject({ person: { id: other?.id }, because: 'override' });
    await context.close();
  });

  it('日本語：呼び出しは開いた画面に自分で現れ、押すと応答になる', async () => {
    const { desk, caseId } = parts();
    const { page, context } = await open(parts().sato);
    await page.goto(desk.url);
    await page.getByRole('heading', { name: '対応を待っているもの' }).waitFor();
    const { page: call, pages } = await paging();
    const pageId = await call('不審な通信の連絡 <img src=x>', caseId);
    await page.getByText('不審な通信の連絡 <img src=x>').waitFor();
    await page.getByRole('button', { name: /^受け取ったことを記録する：/ }).click();
    await expect.poll(async () => (await pages.page(pageId))?.state).toBe('acknowledged');
    await page.getByText('不審な通信の連絡 <img src=x>').waitFor({ state: 'detached' });
    await context.close();
  });

  it('日本語：画面を読んだあと、更新の受け口が開く前に来た呼び出しも現れる', async () => {
    const { desk } = parts();
    const { page, context } = await open(parts().sato);
    const gate = Promise.withResolvers<void>();
    await page.route('**/api/v1/events', async (route) => {
      await gate.promise;
      await route.continue();
    });
    await page.goto(desk.url);
    await page.getByRole('heading', { name: '対応を待っているもの' }).waitFor();
    await page.waitForLoadState('networkidle');
    const { page: call, pages } = await paging();
    const pageId = await call('受け口が開く前の連絡', null);
    gate.resolve();
    await page.getByRole('button', { name: '受け取ったことを記録する：受け口が開く前の連絡' }).click();
    await expect.poll(async () => (await pages.page(pageId))?.state).toBe('acknowledged');
    await context.close();
  });

  it('日本語：電話をかけ、読み上げられた六桁で応答を記録する', async () => {
    const { desk } = parts();
    const { page: call, pages, signer } = await paging();
    desk.clock.forward(3_600_000);
    const pageId = await call('電話で伝える件', null);
    const [row] = await pages.deliveries(pageId);
    const { page, context } = await open(parts().sato);
    await page.goto(`${desk.url}/duty`);
    await page.getByRole('heading', { name: '電話をかける相手' }).waitFor();
    const code = page.getByLabel(/読み上げた6桁/).first();
    const right = ackCode(signer, pageId, 0, row?.person ?? '');
    await code.fill(right === '000000' ? '111111' : '000000');
    await page.getByRole('button', { name: '電話での応答を記録する' }).first().click();
    await page.getByText('番号が違います。').waitFor();
    await look(page);
    await code.fill(right);
    await page.getByRole('button', { name: '電話での応答を記録する' }).first().click();
    await expect.poll(async () => (await pages.page(pageId))?.acks.map((ack) => ack.person)).toEqual([row?.person]);
    await context.close();
  });

  it('日本語：作業表は順番と顧客への影響と別の人の目を守り、一人のときはそう記録する', async () => {
    const { desk, caseId } = parts();
    const { page, context } = await open(parts().sato);
    await page.goto(`${desk.url}/cases/${caseId}?station=fix`);
    await page.getByRole('link', { name: '復旧の作業表を開く' }).click();
    await page.getByRole('button', { name: /^この手順書で進める：.*他の顧客/ }).click();
    await page
      .getByRole('button', { name: /^この手順を作業にする：/ })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '作業を書き足す' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '作業を書き足す' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('作業の内容').fill('権限を変える');
    await form.getByLabel('分担').selectOption('implementation');
    await form.getByLabel('顧客に影響しうる', { exact: false }).check();
    await form.getByLabel('別の人が結果を確かめる').check();
    await form.getByRole('group', { name: '先に終える作業' }).getByRole('checkbox').first().check();
    await look(page);
    await form.getByRole('button', { name: '作業を書き足す' }).click();
    const item = page.getByRole('article', { name: '権限を変える' });
    await item.getByText('先に終える作業：', { exact: false }).waitFor();
    expect(await item.getByRole('button', { name: /^始める/ }).count()).toBe(0);

    const first = page.getByRole('article').filter({ hasNotText: '権限を変える' }).first();
    await first.getByRole('button', { name: /^完了を記録する/ }).click();
    await page.getByLabel('行ったことと結果').fill('組を作った');
    await page.getByRole('dialog').getByRole('button', { name: '完了を記録する' }).click();
    await item.getByRole('button', { name: /^顧客への影響を確かめる/ }).click();
    await page.getByLabel('確かめたこと').fill('12 社に予告した');
    await page.getByRole('dialog').getByRole('button', { name: '顧客への影響を確かめる' }).click();
    await item.getByRole('button', { name: /^完了を記録する/ }).click();
    await page.getByLabel('行ったことと結果').fill('全サーバーに実施');
    await page.getByRole('dialog').getByRole('button', { name: '完了を記録する' }).click();
    await item.getByText('実施した本人は確認者になれません', { exact: false }).waitFor();
    expect(await item.getByRole('button', { name: /^結果を確かめて受け入れる/ }).count()).toBe(0);
    await page.getByRole('button', { name: '一人で進める' }).click();
    await page.getByRole('dialog').getByLabel('理由').fill('連休中は一人');
    await page.getByRole('dialog').getByRole('button', { name: '一人で進める' }).click();
    await page.getByText('一人で進めています').waitFor();
    await item.getByRole('button', { name: /^結果を確かめて受け入れる/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '結果を確かめて受け入れる' }).click();
    await item.getByText('確認済み').waitFor();
    await context.close();
  });

  it('日本語：質問に答えて期限を起こし、下書きを読み、提出を記録する', async () => {
    const { desk, caseId } = parts();
    const { page, context } = await open(parts().sato);
    await page.goto(`${desk.url}/cases/${caseId}?station=public`);
    await page.getByRole('link', { name: '法令の報告期限を開く' }).click();
    for (const question of ['日本の個人情報取扱事業者ですか', '個人データ（入力フォーム', '不正の目的によるおそれがありますか'])
      await page.getByRole('group', { name: question }).getByLabel('はい').check();
    await page.getByRole('group', { name: '国の機関・自治体' }).getByLabel('いいえ').check();
    await page.getByRole('button', { name: '回答を記録する' }).click();
    await page.getByText(/^ほか \d+ 件を見る$/).waitFor();
    await page.getByText(/^該当しない見込みの定め：/).click();
    await page.getByText('該当しない見込み', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'この期限を登録する：個人情報保護法 速報' }).click();
    await page.getByLabel('知った日時').fill(new Date(Date.now() - 7_200_000 + 9 * 3_600_000).toISOString().slice(0, 16));
    await page.getByRole('dialog').getByLabel('理由').fill('再現により漏えいのおそれを知った');
    await page.getByRole('dialog').getByRole('button', { name: 'この期限を登録する' }).click();
    const card = page.getByRole('region', { name: '個人情報保護法 速報' });
    await card.getByText('進行中').waitFor();
    await look(page);
    await card.getByRole('button', { name: /^報告の下書きを見る/ }).click();
    await page.getByText('法律上の助言ではありません', { exact: false }).last().waitFor();
    await page.getByText('【下書き】個人情報保護法 速報', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await card.getByRole('button', { name: /^提出を記録する/ }).click();
    await page.getByLabel('提出した日時').fill(new Date(Date.now() - 600_000 + 9 * 3_600_000).toISOString().slice(0, 16));
    await page.getByLabel('受付番号・提出方法').fill('PPC-2026-001');
    await page.getByRole('dialog').getByRole('button', { name: '提出を記録する' }).click();
    await card.getByText('提出済み').waitFor();
    await card.getByText('PPC-2026-001').waitFor();
    await context.close();
  });

  it('日本語：二人が同じメモを書いても、どちらの文も残り、見比べて直せる', async () => {
    const { desk, caseId } = parts();
    const [one, two] = [await open(parts().sato), await open(parts().ito)];
    await one.page.goto(`${desk.url}/cases/${caseId}/notes`);
    await one.page.getByRole('button', { name: 'メモを書く' }).click();
    await one.page.getByLabel('タイトル').fill('電話の記録');
    await one.page.getByLabel('本文').fill('一行目\n編集部から電話');
    await one.page.locator('input[type=file]').setInputFiles({ name: '写し.txt', mimeType: 'text/plain', buffer: Buffer.from('proof') });
    await one.page.getByText('写し.txt').waitFor();
    await one.page.getByRole('button', { name: 'メモを保存する' }).click();
    await one.page.getByRole('button', { name: '書き直す：電話の記録' }).click();
    await two.page.goto(`${desk.url}/cases/${caseId}/notes`);
    await two.page.getByRole('button', { name: '書き直す：電話の記録' }).click();

    await two.page.getByLabel('本文').fill('一行目\n編集部から電話\n公開は一週間待ってもらえる');
    await two.page.getByRole('button', { name: 'メモを保存する' }).click();
    await two.page.getByRole('button', { name: '書き直す：電話の記録' }).waitFor();
    await one.page.getByLabel('本文').fill('一行目\n編集部の山田さんから電話');
    await one.page.getByText('書きかけをこの端末とデスクに預けました。').waitFor();
    await one.page.getByRole('button', { name: 'メモを保存する' }).click();
    await one.page.getByText('伊藤 湊 さんが先に保存しました', { exact: false }).waitFor();
    await one.page.getByRole('region', { name: '伊藤 湊 さんの文' }).getByText('公開は一週間待ってもらえる').waitFor();
    await one.page.getByRole('region', { name: 'あなたの文' }).getByText('編集部の山田さんから電話').waitFor();
    await look(one.page);
    await one.page.getByRole('button', { name: '両方をつなげて直す' }).click();
    await one.page.getByRole('button', { name: 'メモを保存する' }).click();
    await one.page.getByRole('button', { name: '履歴を見る：電話の記録' }).click();
    const history = one.page.getByRole('list', { name: '履歴を見る' });
    await history.getByText('反映されなかった文').waitFor();
    expect(await history.getByRole('listitem').count()).toBe(4);
    const blob = await one.page.getByRole('link', { name: '写し.txt' }).getAttribute('href');
    expect((await parts().sato.get(blob ?? '')).text).toBe('proof');
    await two.page.getByText('編集部の山田さんから電話', { exact: false }).waitFor();
    await one.context.close();
    await two.context.close();
  });

  it.each([
    ['ja-JP', 360],
    ['en-GB', 1280],
  ] as const)('reads well in %s at %i pixels, with the name of whom to call whole', async (locale, width) => {
    const { desk, caseId } = parts();
    const { page, context, errors, foreign } = await open(parts().sato, locale, width);
    for (const path of [
      '/',
      '/duty',
      '/duty/edit',
      '/measures',
      `/measures?case=${caseId}`,
      ...['fix', 'obligation', 'notes'].map((name) => `/cases/${caseId}/${name}`),
    ]) {
      await page.goto(`${desk.url}${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await look(page);
      const name = page.locator('.watch-duty b');
      await name.waitFor();
      // Cut text is wider inside than outside: then the person at night would not know whom to call.
      const shown = await name.evaluate((element) => {
        const line = element.closest('.one-line') ?? element;
        return { name: element.textContent, cut: Math.max(0, line.scrollWidth - line.clientWidth) };
      });
      expect(shown, path).toEqual({ name: expect.stringMatching(/^(佐藤 美咲|伊藤 湊)$/), cut: 0 });
    }
    expect(errors).toEqual([]);
    expect(foreign).toEqual([]);
    expect(desk.reported).toEqual([]);
    await context.close();
  });

  // Last: the others work on this case.
  it('日本語：期限が動いている事案を終えるとき、終わっていないものが示され、期限は終えたあとも残る', async () => {
    const { desk, caseId } = parts();
    const { page, context } = await open(parts().sato);
    await page.goto(`${desk.url}/cases/${caseId}`);
    const clock = {
      do: 'open',
      rule: 'appi.preliminary',
      facts: { knownAt: new Date(Date.now() - 3_600_000).toISOString() },
      clockId: 'K-close',
      decidedBy: '佐藤',
      reason: '別の漏えいのおそれ',
    };
    const opened = await page.evaluate(
      async ([id, body]) =>
        (await fetch(`/api/v1/cases/${id}/clocks`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status,
      [caseId, JSON.stringify(clock)] as const,
    );
    expect(opened).toBeLessThan(300);
    await page.reload();
    await page.getByRole('button', { name: '操作', exact: true }).click();
    await page.getByRole('menuitem', { name: '事案を終了する' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('region', { name: /^終わっていないもの \d+ 件$/ })
      .getByText('個人情報保護法 速報')
      .waitFor();
    await look(page);
    await dialog.getByLabel('理由').fill('対応を終えた');
    await dialog.getByRole('button', { name: '事案を終了する' }).click();
    // Nobody is named for the clock yet: the dialog stays.
    await dialog.getByLabel('動いている報告期限をどうするか', { exact: false }).fill('佐藤が 12月4日までに提出する');
    await dialog.getByRole('button', { name: '事案を終了する' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.goto(desk.url);
    await page.getByRole('link', { name: '個人情報保護法 速報' }).first().waitFor();
    const running = await page.evaluate(async () => (await fetch('/api/v1/clocks/open')).text());
    expect(running).toContain('K-close');
    await context.close();
  });
});
