// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapCustomers, recordRun } from '../../src/exposure/run/record.ts';
import type { Run } from '../../src/exposure/run/run.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { notificationHandlers } from '../../src/notification/watch.ts';
import { createExposureStore } from '../../src/adapters/postgres/exposure-store.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { followDeps, noticeLane, notificationDeps, seenBy } from '../../src/wiring/notification.ts';
import { carriersOfDesk } from '../../src/wiring/outbox.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { manyFindings, recordDepsOf, runOfShops } from '../support/exposure-runs.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const shots = process.env['MATOI_SHOTS'];
const CUSTOMERS = 6;

const said = {
  'ja-JP': {
    approve: 'この相手を承認する',
    test: '自分たち宛てに送ってみる',
    without: '写しを見ずに承認する',
    why: '写しを見ずに送る理由',
    canary: '先行分 1 通を送る',
    rest: '残り 5 通を送る',
    sent: '残り 5 通：送り終えました',
    started: '対応を始めました',
    done: '対応が終わりました',
    recorded: '記録しました',
    open: /未解決の指摘 \d+ 件/,
    none: '未解決の指摘は見つかっていません。',
    verified: '是正を確認 6、再発 0、まだ残る 0',
    exempt: '全員の是正を確認したか、対象外としました。',
    close: '通知を終える',
    closed: 'さんが',
  },
  'en-GB': {
    approve: 'Approve this audience',
    test: 'Send it to ourselves first',
    without: 'Approve without the copy',
    why: 'Why it goes without a copy being seen',
    canary: 'Send the first 1',
    rest: 'Send the other 5',
    sent: 'Rest, 5 messages: finished',
    started: 'We have started',
    done: 'It is done',
    recorded: 'Recorded. Thank you.',
    open: /\d+ findings? (?:is|are) still open/,
    none: 'No open finding is known.',
    verified: '6 verified, 0 regressed, 0 still open',
    exempt: 'Everybody is verified or exempt.',
    close: 'Close the notice',
    closed: 'Closed by',
  },
} as const;

/** English too where pictures are wanted (MATOI_SHOTS). The whole way in a browser: findings, audience, dry run, own mailbox, approval, canary, wave, answer, re-check, verified, closed. */
describe.each(shots === undefined ? (['ja-JP'] as const) : (['ja-JP', 'en-GB'] as const))('e2e/notice-walk %s', (locale) => {
  const w = said[locale];
  let desk: ServedDesk;
  let sink: MailSink;
  let browser: TestBrowser;
  let caseId: CaseId;
  let run: Run;

  beforeAll(async () => {
    sink = await openMailSink();
    desk = await serveDesk({
      webFolder: web,
      watches: everyWatch,
      routes: routesOfEveryPart,
      env: { MATOI_SMTP_URL: sink.url, MATOI_MAIL_FROM: 'csirt@corp.example', MATOI_URL: 'https://desk.corp.example' },
    });
    await desk.database.pool.query(
      "update organisation set name_ja = '架空ホスティング', name_en = 'Kaku Hosting', role_mailbox = 'csirt@corp.example'",
    );
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: '他の契約者のファイルに届く', reportId: null } }]),
    );
    caseId = opened.caseId;
    const numbers = Array.from({ length: CUSTOMERS }, (_, at) => at);
    const deps = recordDepsOf(desk);
    run = manyFindings(await runOfShops(), 24, CUSTOMERS);
    const tenants = [...new Set(run.findings.map((one) => one.tenant ?? ''))].toSorted();
    await mapCustomers(
      deps,
      caseId,
      actor,
      tenants.map((tenant, at) => ({ tenant, customerId: `C${at}`, customer: `株式会社${at}` })),
    );
    await recordRun(deps, caseId, actor, run, null);
    const lang = locale === 'ja-JP' ? 'ja' : 'en';
    const lines = numbers.map((at) => `C${at},株式会社${at},H-${at},info@d${at}.example,${lang}`);
    await importCustomers(
      notificationDeps(desk.base, desk),
      actor,
      { name: 'c.csv', bytes: new TextEncoder().encode(`顧客番号,顧客名,契約番号,代表アドレス,言語\n${lines.join('\n')}\n`) },
      { leaveOut: new Set(), lang: 'ja' },
      readTable,
    );
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    await sink?.close();
  });

  const pass = async (): Promise<void> => {
    const lane = noticeLane(desk.base, desk, carriersOfDesk(desk, desk.base), 2);
    await lane.tick();
    await lane.close();
  };
  const shoot = async (page: Page, name: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: join(shots, `walk-${locale}-${name}.png`), fullPage: true });
  };
  const audit = async (runId: string): Promise<void> => {
    const handlers = notificationHandlers({ ...followDeps(desk.base, desk), seenByAudits: seenBy(createExposureStore(desk.database)) });
    await handlers.find((one) => one.name === 'notification.check')?.run({ caseId, runId });
  };

  it('leads from findings to a closed notice', async () => {
    const person = await signedIn(desk, ['responder'], 'sato');
    const { page, context, foreign, faults } = await openPage(browser.browser, desk.url, locale);
    await context.addCookies([...person.cookies].map(([name, value]) => ({ name, value, url: desk.url })));
    if (locale === 'en-GB') await context.addInitScript(() => localStorage.setItem('matoi.lang', 'en'));
    const button = (name: string) => page.getByRole('button', { name, exact: true });

    await page.goto(`${desk.url}/cases/${caseId}/customers`);
    await button(w.approve).click();
    await button(w.test).click();
    await button(w.without).waitFor();
    await look(page);
    await shoot(page, '1-tested');
    expect(sink.mails.map((mail) => mail.to)).toContain('csirt@corp.example');
    await button(w.without).click();
    await page.getByRole('dialog').getByRole('textbox').fill('手元で見た');
    await page.getByRole('dialog').getByRole('button', { name: w.why }).click();
    await button(w.canary).click();
    await button(w.canary).waitFor({ state: 'detached' });
    await pass();
    await page.reload();
    await button(w.rest).click();
    await button(w.rest).waitFor({ state: 'detached' });
    await pass();
    await page.reload();
    await page.getByText(w.sent).first().waitFor();
    await shoot(page, '2-sent');
    const mails = sink.mails.filter((mail) => /@d\d/.test(mail.to));
    expect(mails.length).toBe(CUSTOMERS);
    expect(mails[0]?.text).toContain(locale === 'ja-JP' ? 'お願いする対応' : 'What to do:');

    // A customer opens his own page on a telephone, and answers twice.
    desk.clock.forward(3_600_000);
    const link = /https:\/\/desk\.corp\.example(\/notice\/\S+)/.exec(mails[0]?.text ?? '')?.[1] ?? '';
    const phone = await openPage(browser.browser, desk.url, locale, 360);
    await phone.page.goto(`${desk.url}${link}`);
    await phone.page.getByText(w.open).waitFor();
    await look(phone.page);
    await shoot(phone.page, '3-page-360');
    desk.clock.forward(20_000);
    await phone.page.getByRole('button', { name: w.started }).click();
    await phone.page.getByText(w.recorded).waitFor();
    desk.clock.forward(20_000);
    await phone.page.getByRole('button', { name: w.done }).click();
    await phone.page.getByText(w.recorded).waitFor();

    // The next audit finds everything gone; his page and the desk say so.
    desk.clock.forward(3_600_000);
    await recordRun(recordDepsOf(desk), caseId, actor, { ...run, findings: [] }, null);
    await audit('run-2');
    await phone.page.goto(`${desk.url}${link}`);
    await phone.page.getByText(w.none).waitFor();
    await shoot(phone.page, '4-page-verified');
    await page.goto(`${desk.url}/cases/${caseId}/follow`);
    await page.getByText(w.verified).waitFor();
    await page.getByText(w.exempt).waitFor();
    await look(page);
    await shoot(page, '5-verified');
    await button(w.close).click();
    await page.getByText(w.closed).first().waitFor();
    await page.setViewportSize({ width: 360, height: 740 });
    await look(page);
    await shoot(page, '6-closed-360');
    expect((await desk.journal.view(caseId))?.parts.notification.notice?.follow.closed).toMatchObject({ verified: 6, exempt: 0 });
    expect([foreign, faults, phone.foreign, phone.faults]).toEqual([[], [], [], []]);
    await context.close();
    await phone.context.close();
  });
});
