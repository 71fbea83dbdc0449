// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseId } from '../../src/journal/stream.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import { answerInquiry } from '../../src/notification/inquiry/answer.ts';
import { calledBack, callBacks } from '../../src/notification/inquiry/call-back.ts';
import { endpoints } from '../../src/notification/inquiry/inquiry.contract.ts';
import { inquiryDeps } from '../../src/wiring/notification.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { inquiryPlants, proveInquiry } from '../support/inquiry-proof.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const whole = { leaveOut: new Set<number>(), lang: 'ja' } as const;
const file = (text: string) => ({ name: 'f.csv', bytes: new TextEncoder().encode(text) });
const CUSTOMERS = `顧客番号,顧客名,契約番号,代表アドレス,電話番号
C1,甲社,K-1,info@kou.example,03-1111-2222
C2,乙社,K-2,info@otsu.example,
C3,丙社,K-3,info@hei.example,
`;
const list = (...rows: readonly string[]) => file(['顧客番号,場所,内容,対処', ...rows].join('\n'));

/** "Am I affected?", by telephone and by the public page, over an audience that changes. */
describe('story/inquiry', () => {
  let desk: ServedDesk;
  let deps: ReturnType<typeof inquiryDeps>;
  let caseId: CaseId;
  let caseKey: string;
  const ask = async (asked: string, reach = '090-1') => {
    const done = await answerInquiry(deps, actor, caseId, { way: 'telephone', asked, caller: '声の人', reach });
    if (!done.ok) throw new Error(done.error.code);
    return done.value;
  };
  const due = async () =>
    (await callBacks(deps, caseId)).due.map(({ inquiry, now }) => `${inquiry.asked}: ${inquiry.told.verdict} -> ${now.verdict}`).toSorted();
  const page = (body: Record<string, string>, key = caseKey) =>
    fetch(desk.url + endpoints.askByPage.at({ caseKey: key }, { lang: 'ja' }), { method: 'POST', body: new URLSearchParams(body) });

  beforeAll(async () => {
    desk = await serveDesk({ routes: routesOfEveryPart });
    deps = inquiryDeps(desk.base, desk);
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: 'レンタルサーバー', reportId: null } }]),
    );
    caseId = opened.caseId;
    caseKey = `${caseId}~${(await deps.signer()).mark(`inquiry-page ${caseId}`)}`;
    await importCustomers(deps, actor, file(CUSTOMERS), whole, readTable);
    await importList(deps, actor, caseId, list('C1,/srv/a,設定ファイルが読める,権限を直す'), whole, readTable);
  });
  afterAll(() => desk.close());

  it('answers by customer, contract, address or telephone number, in other widths too', async () => {
    const verdicts = await Promise.all(
      ['C1', 'ｋ－1', 'K-1', 'info@kou.example', '０３ 1111 2222', 'C2', '甲社', ''].map((one) => ask(one)),
    );

    expect(verdicts.map(({ inquiry }) => inquiry.told.verdict)).toEqual([
      'affected',
      'affected',
      'affected',
      'affected',
      'affected',
      'not-among',
      'not-checkable',
      'not-checkable',
    ]);
    const view = await desk.journal.view(caseId);
    expect(view?.parts.inquiry.answered).toEqual({ affected: 5, 'no-longer': 0, 'not-among': 1, 'not-checkable': 2 });
  });

  it('calls back exactly who was told otherwise: come, gone, changed; and a call in vain stays', async () => {
    expect(await due()).toEqual([]);
    desk.clock.forward(60_000);
    await importList(deps, actor, caseId, list('C2,/srv/b,設定ファイルが読める,権限を直す'), whole, readTable);

    expect(await due()).toEqual([
      'C1: affected -> no-longer',
      'C2: not-among -> affected',
      'K-1: affected -> no-longer',
      'info@kou.example: affected -> no-longer',
      '０３ 1111 2222: affected -> no-longer',
      'ｋ－1: affected -> no-longer',
    ]);
    const [first] = (await callBacks(deps, caseId)).due;
    const id = first?.inquiry.inquiryId ?? '';
    await calledBack(deps, actor, caseId, id, { told: false, note: '留守番電話' });
    expect((await due()).length).toBe(6);
    await calledBack(deps, actor, caseId, id, { told: true, note: '' });
    expect((await due()).length).toBe(5);
    expect((await ask('C1')).inquiry.told).toMatchObject({ verdict: 'no-longer', since: '2026-11-21T05:05:00.000Z' });
  });

  it('says on the public page nothing about anybody who is not shown to be himself, and is closed until somebody opens it', async () => {
    expect((await page({ asked: 'C2', reach: 'info@otsu.example' })).status).toBe(404);
    const body = { open: true };
    await desk.journal.write((writing) => writing.append({ stream: caseId, actor, drafts: [{ kind: 'inquiry.page-switched', body }] }));
    const text = async (answer: Response) => (await answer.text()).replaceAll(/<style>.*<\/style>/g, '');

    expect(await text(await page({ asked: 'K-2', reach: 'info@otsu.example' }))).toContain('影響を受けた方に含まれています');
    const stranger = await text(await page({ asked: 'K-2', reach: 'me@else.example' }));
    const nobody = await text(await page({ asked: 'K-999', reach: 'me@else.example' }));
    expect(stranger).toBe(nobody);
    expect(stranger).not.toContain('乙社');
    expect(await text(await page({ asked: 'K-3', reach: 'info@hei.example' }))).toContain(
      '判明している 1 人のお客様の中に、お客様は含まれていません',
    );
    expect((await page({ asked: 'K-2', reach: 'x' }, `${caseId}~forged`)).status).toBe(404);
  });

  it('never says that nothing leaked, on the page or in the script', async () => {
    const responder = await signedIn(desk, ['responder'], 'sato');
    const shown = await responder.get(endpoints.inquiryDesk.at({ caseId }));
    expect(shown.status).toBe(200);
    const said = JSON.stringify([shown.json, ...(await Promise.all(['C2', 'C3', 'nobody'].map((one) => ask(one))))]);
    expect(said).not.toMatch(/漏えいしていません|漏れていません|影響はありません|not leaked|not affected by/i);
  });

  it('finds its list exact over changes by chance, and each planted fault (slice of prove:inquiry)', async () => {
    const size = { answers: 60, customers: 12, seed: 3 };
    expect((await proveInquiry(desk, size)).faults).toEqual([]);
    for (const plant of Object.values(inquiryPlants)) expect((await proveInquiry(desk, size, plant)).faults).not.toEqual([]);
  }, 240_000);
});
