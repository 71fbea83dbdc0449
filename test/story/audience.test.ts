// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExposureStore } from '../../src/adapters/postgres/exposure-store.ts';
import { base64OfPath, pathOfText } from '../../src/exposure/path/bytes.ts';
import { proofs } from '../../src/exposure/path/limits.ts';
import { detailOfName } from '../../src/exposure/report/detail-words.ts';
import type { Finding } from '../../src/exposure/report/finding.ts';
import type { Header } from '../../src/exposure/report/report.ts';
import { mapCustomers, recordRun } from '../../src/exposure/run/record.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { approveAudience } from '../../src/notification/audience/approve.ts';
import { gatherAudience } from '../../src/notification/audience/gather.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { switchContact } from '../../src/notification/contact/switch-contact.ts';
import { readTable } from '../../src/notification/table/read-table.ts';
import { importCustomers } from '../../src/notification/customer/import-customers.ts';
import type { NotificationDeps } from '../../src/notification/deps.ts';
import { readStations } from '../../src/case/fold/fold.ts';
import { notificationDeps } from '../../src/wiring/notification.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };
const bytes = (text: string) => new TextEncoder().encode(text);
const whole = { leaveOut: new Set<number>(), lang: 'ja' } as const;

function finding(tenant: string, path: string): Finding {
  return {
    rule: 'tamperable',
    severity: 'high',
    path,
    pathBytes: base64OfPath(pathOfText(path)),
    type: 'f',
    mode: '0666',
    acl: false,
    owner: tenant,
    group: tenant,
    tenant,
    detail: detailOfName('plain'),
    grants: [],
    proof: 'proved',
    proofReason: proofs.asked('x', 1001),
  };
}

/** A shared host with three customers, from the audit to the approved audience and its end. */
describe('story/audience', () => {
  let desk: TestDesk;
  let deps: NotificationDeps;
  let caseId: CaseId;
  const gathered = async () => {
    const view = await desk.journal.view(caseId);
    if (view === null) throw new Error('no such case');
    return gatherAudience(deps, caseId, view);
  };
  const audit = (findings: readonly Finding[]) => {
    const header = {
      completeness: { status: 'complete', reasons: [] },
      totals: { objects: 100, findings: findings.length, proved: findings.length, tenants: 3 },
    } as unknown as Header;
    const run = { root: pathOfText('/srv'), only: null, header, findings, unsettled: new Set<string>() };
    const store = createExposureStore(desk.database);
    return recordRun({ journal: desk.journal, store, clock: desk.clock, hash: desk.base.hash }, caseId, actor, run, null);
  };
  const told = async () => (await gathered()).rows.map((row) => [row.customerId, row.step.value, row.concerns.length]);

  beforeAll(async () => {
    desk = await openTestDesk();
    deps = notificationDeps(desk.base, desk);
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: 'レンタルサーバー', reportId: null } }]),
    );
    caseId = opened.caseId;
    const store = createExposureStore(desk.database);
    await mapCustomers({ journal: desk.journal, store, clock: desk.clock, hash: desk.base.hash }, caseId, actor, [
      { tenant: 'a', customerId: 'C1', customer: '甲社' },
      { tenant: 'b', customerId: 'C1', customer: '甲社' },
      { tenant: 'c', customerId: 'C2', customer: '乙社' },
      { tenant: 'd', customerId: 'C9', customer: '未登録社' },
    ]);
    const list =
      '顧客番号,顧客名,契約番号,代表アドレス,担当者メール\nC1,甲社,K-1,info@kou.example,taro@kou.example\nC2,乙社,K-2,info@otsu.example,\nC3,丙社,K-3,info@hei.example,\n';
    await importCustomers(deps, actor, { name: '一覧.csv', bytes: bytes(list) }, whole, readTable);
  });
  afterAll(() => desk.close());

  it('is the customers whose exposures stand, and whoever is not in the register is named, not lost', async () => {
    await audit([finding('a', '/srv/a/x'), finding('b', '/srv/b/y'), finding('c', '/srv/c/z'), finding('d', '/srv/d/q')]);

    expect(await told()).toEqual([
      ['C1', 'info@kou.example', 2],
      ['C2', 'info@otsu.example', 1],
    ]);
    expect((await gathered()).notTold).toMatchObject([{ customerId: 'C9', name: '未登録社', why: 'not-in-register' }]);
  });

  it('takes a list of the case by contract number; a wrong row keeps the whole file out', async () => {
    const list = (text: string, leaveOut: readonly number[] = []) =>
      importList(deps, actor, caseId, { name: '契約.csv', bytes: bytes(text) }, { leaveOut: new Set(leaveOut), lang: 'ja' }, readTable);
    const text = '契約番号,内容,対処\nK-3,パスワードが漏えい,変更する\nK-404,漏えい,変更\n';

    expect(await list(text)).toMatchObject({ value: { taken: false, errors: [{ row: 3, column: '契約番号' }] } });
    expect((await told()).length).toBe(2);
    expect(await list(text, [3])).toMatchObject({ value: { taken: true, leftOut: 1, customers: 1 } });
    expect(await told()).toContainEqual(['C3', 'info@hei.example', 1]);
  });

  it('is approved as it was shown and not otherwise', async () => {
    const { digest } = await gathered();
    expect(await approveAudience(deps, actor, caseId, 'f'.repeat(64))).toMatchObject({ error: { code: 'notification.audience-changed' } });

    expect((await approveAudience(deps, actor, caseId, digest)).ok).toBe(true);
    expect((await gathered()).since).toBeNull();
    const view = await desk.journal.view(caseId);
    expect(view?.parts.notification.approved).toMatchObject({ digest, customers: 3, contracts: 3, messages: 3, notTold: 1, by: '佐藤' });
    const stations = view === null ? [] : readStations(view);
    expect(stations.find((one) => one.station === 'customers')?.number?.value).toBe(3);
  });

  it('loses the approval when somebody is fixed, added, or would be told by another contact; and shows who', async () => {
    await audit([finding('a', '/srv/a/x'), finding('d', '/srv/d/q')]);
    const role = (await gathered()).rows[0]?.step.contactId ?? '';
    await switchContact(deps, actor, role, { on: false, reason: '誰も読んでいない' });

    const { since, rows } = await gathered();
    expect(rows[0]?.step.value).toBe('taro@kou.example');
    expect(since).toEqual({ added: [], removed: [{ customerId: 'C2', name: '乙社' }], changed: [{ customerId: 'C1', name: '甲社' }] });
  });

  it('leaves out whom a person declined, with the reason', async () => {
    const body = { to: 'audience' as const, ids: ['audience:customer:C1'], reason: '電話で伝えて直っている' };
    await desk.journal.write((writing) => writing.append({ stream: caseId, actor, drafts: [{ kind: 'case.findings-declined', body }] }));

    expect((await gathered()).notTold).toContainEqual({
      customerId: 'C1',
      name: '甲社',
      concerns: 1,
      why: 'declined',
      reason: body.reason,
    });
  });
});
