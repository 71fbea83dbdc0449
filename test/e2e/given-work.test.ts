// SPDX-License-Identifier: Apache-2.0
// Work given to a member of staff: a mail, a page on a telephone without a sign-in, and back on the board as done.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import { taskRunner } from '../../src/jobs/worker.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { eventually } from '../support/eventually.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { addPersonWithPassword, signedIn } from '../support/role-visitors.ts';
import { freePort, serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { openBrowser, openPage } from './support/browser.ts';
import type { TestBrowser } from './support/browser.ts';
import { look } from './support/look.ts';

const web = process.env['MATOI_TEST_WEB'] ?? join(import.meta.dirname, '../../dist/web');
const shots = process.env['MATOI_SHOTS'];

type Person = Awaited<ReturnType<typeof signedIn>>;
type Board = {
  readonly items: readonly { readonly itemId: string; readonly status: string; readonly result: string; readonly doneBy: string | null }[];
};

describe('e2e/given-work', () => {
  const held: { desk?: ServedDesk; sink?: MailSink; browser?: TestBrowser; giver?: Person; caseId?: CaseId; staffId?: string } = {};
  const desk = () => held.desk as ServedDesk;
  const giver = () => held.giver as Person;

  beforeAll(async () => {
    held.sink = await openMailSink();
    held.desk = await serveDesk({
      webFolder: web,
      watches: everyWatch,
      env: { MATOI_SMTP_URL: held.sink.url, MATOI_MAIL_FROM: 'csirt@corp.example', MATOI_URL: `http://localhost:${await freePort()}` },
      routes: (opened, base) => everyPart.flatMap((wire) => wire(base).routes?.(opened) ?? []),
    });
    await desk().queue.work(taskRunner(everyPart.flatMap((wire) => wire(desk().base).handlers?.(desk()) ?? [])));
    desk().clock.set(new Date().toISOString());
    await desk().database.pool.query("update organisation set name_ja = '山川旅行', name_en = 'Yamakawa Travel'");
    held.browser = await openBrowser();
    held.giver = await signedIn(desk(), ['responder'], 'giver');
    held.staffId = await addPersonWithPassword(desk(), ['staff'], 'helper');
    const body = { title: '予約サイトの改ざん', reportId: null };
    const actor = { type: 'person', id: giver().personId, name: '佐藤 美咲' } as const;
    held.caseId = (await desk().journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body }]))).caseId;
  });
  afterAll(async () => {
    await held.browser?.close();
    if (held.desk !== undefined) await gateOf(desk().base, desk()).close();
    await held.desk?.close();
    await held.sink?.close();
  });

  const order = async (what: object) => {
    const answer = await giver().post(`/api/v1/cases/${held.caseId}/board`, what);
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    return answer.json as Board;
  };
  const item = async () =>
    ((await giver().get(`/api/v1/cases/${held.caseId}/board`)).json as Board).items.find((one) => one.itemId === 'print');
  const mails = () => held.sink?.mails.filter(({ to }) => to.includes('helper@example.jp')) ?? [];
  /** The link of the mail, on the address at which this desk listens. */
  const link = () => {
    const [, path = ''] = /(\/asked\/\S+)/.exec(mails().at(-1)?.text ?? '') ?? [];
    return `${desk().url}${path}`;
  };

  it('reaches their mail with what, for which case and by when', async () => {
    const owner = { personId: held.staffId, name: 'helper' };
    const due = '2031-03-03T08:00:00.000Z';
    await order({ do: 'add', itemId: 'print', title: '店頭の案内を貼り替える', workstream: 'other', owner, due, detail: '本店と駅前店' });
    await eventually(async () => {
      await gateOf(desk().base, desk()).tick();
      expect(mails()).toHaveLength(1);
    });
    expect(mails()[0]?.text).toContain('店頭の案内を貼り替える');
    expect(mails()[0]?.text).toContain('3月3日(月) 17:00 JST');
    expect(mails()[0]?.text).toContain(String(held.caseId));
  });

  it('日本語、360 px：サインインせずに開き、引き受け、終わったと知らせる', async () => {
    const { page, context, faults, foreign } = await openPage((held.browser as TestBrowser).browser, desk().url, 'ja-JP', 360);
    await page.goto(link());
    await page.getByText('店頭の案内を貼り替える').waitFor();
    await look(page);
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'asked-ja-360.png'), fullPage: true });
    // Opened, by a person or by a scanner of mails, it says nothing.
    expect(await item()).toMatchObject({ status: 'open', ackedAt: null });
    await page.getByRole('button', { name: '引き受けます' }).click();
    await page.getByText('引き受けたことを記録しています。').waitFor();
    expect((await item()) as unknown as { ackedAt: string | null }).not.toMatchObject({ ackedAt: null });
    await page.getByLabel('何をして、どうなったか').fill('本店と駅前店の案内を貼り替えた');
    await page.getByRole('button', { name: '終わりました' }).click();
    await page.getByText('することはありません', { exact: false }).waitFor();
    await look(page);
    expect(await item()).toMatchObject({ status: 'done', result: '本店と駅前店の案内を貼り替えた', doneBy: held.staffId });
    expect([foreign, faults]).toEqual([[], []]);
    await context.close();
  });

  it('shows nothing to a forged link, and nobody else’s work once it is given on', async () => {
    const asks = async (address: string) => (await fetch(address, { headers: { accept: 'text/html', 'accept-language': 'en' } })).status;
    expect(await asks(link())).toBe(200);
    const address = link();
    const at = address.lastIndexOf('.');
    const [before, mark] = [address.slice(0, at), address.slice(at + 1)];
    const other = `${mark.startsWith('A') ? 'B' : 'A'}${mark.slice(1)}`;
    expect(await asks(`${before}.${other}`)).toBe(404);

    const owner = { personId: held.staffId, name: 'helper' };
    await order({ do: 'add', itemId: 'call', title: '取引先に電話する', workstream: 'other', owner });
    await eventually(async () => {
      await gateOf(desk().base, desk()).tick();
      expect(mails()).toHaveLength(2);
    });
    const given = link();
    const change = { do: 'change', itemId: 'call', fields: { owner: { personId: giver().personId, name: 'giver' } }, reason: '交代' };
    await order(change);
    expect(await (await fetch(given)).text()).not.toContain('取引先に電話する');
    const late = await fetch(given, {
      method: 'POST',
      body: new URLSearchParams({ say: 'done', result: 'x' }),
      headers: { origin: desk().url },
    });
    expect(late.status).toBe(200);
    const items = ((await giver().get(`/api/v1/cases/${held.caseId}/board`)).json as Board).items;
    expect(items.find((one) => one.itemId === 'call')?.status).toBe('open');
  });
});
