// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { taskRunner } from '../../src/jobs/worker.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import type { Visitor } from '../support/browser-like.ts';
import { eventually } from '../support/eventually.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { wholeSheet } from '../support/whole-sheet.ts';

type Sheet = {
  readonly urgency: string;
  readonly next: readonly { readonly id: string; readonly text: { readonly ja: string } }[];
  readonly parts: {
    readonly triage: { readonly kinds: { readonly kinds: readonly string[]; readonly by: string } | null };
    readonly remediation: { readonly playbook: { readonly playbookId: string } | null };
  };
};

/** Incidents as they come, over HTTP: what is typed is the report itself and decisions, nothing twice. */
describe('story/incident-kinds', () => {
  let desk: ServedDesk;
  let responder: Visitor;
  beforeAll(async () => {
    desk = await serveDesk({ watches: everyWatch, routes: routesOfEveryPart });
    await desk.queue.work(taskRunner(everyPart.flatMap((wire) => wire(desk.base).handlers?.(desk) ?? [])));
    responder = await signedIn(desk, ['responder'], 'night');
  });
  afterAll(async () => {
    await gateOf(desk.base, desk).close();
    await desk.close();
  });

  async function noted(channel: 'telephone' | 'letter', subject: string, text: string): Promise<string> {
    const answer = await responder.post('/api/v1/reports/by-hand', { channel, subject, from: '先方の会社', happenedAt: null, text });
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
    return (JSON.parse(answer.text) as { caseId: string }).caseId;
  }
  async function sheetOf(caseId: string): Promise<Sheet> {
    return (await wholeSheet(responder, caseId)) as unknown as Sheet;
  }
  /** The case once its kinds were read and its playbook was chosen. */
  const settled = (caseId: string, playbook: string) =>
    eventually(async () => {
      const sheet = await sheetOf(caseId);
      expect(sheet.parts.remediation.playbook?.playbookId).toBe(playbook);
      return sheet;
    });
  const idsOf = (sheet: Sheet) => sheet.next.map((action) => action.id);

  it('a telephone call about a command server: now, the playbook for it, a call back, and nothing about answering a mail', async () => {
    const caseId = await noted(
      'telephone',
      '監視会社から電話',
      '御社のプロキシが sync-check[.]example（198.51.100.66）と通信している。遠隔操作の疑い。少なくとも三台とのこと。',
    );
    const sheet = await settled(caseId, 'suspicious-traffic');

    expect(sheet.urgency).toBe('now');
    expect(sheet.parts.triage.kinds).toMatchObject({ kinds: ['compromise-seen'], by: 'words' });
    // This desk has no rota, which is said first.
    expect(
      idsOf(sheet)
        .filter((id) => !id.startsWith('duty.'))
        .slice(0, 3),
    ).toEqual([expect.stringMatching(/^triage\.call-back\./), 'triage.kinds', expect.stringMatching(/^intake\.read\./)]);
    expect(idsOf(sheet).filter((id) => id.startsWith('triage.notice.') || id.startsWith('triage.inventory.'))).toEqual([]);
    expect(sheet.next.map((action) => action.text.ja).join('\n')).not.toMatch(/返信禁止|CGI/);

    const reportId =
      idsOf(sheet)
        .find((id) => id.startsWith('triage.call-back.'))
        ?.slice('triage.call-back.'.length) ?? '';
    const triage = JSON.parse((await responder.get(`/api/v1/cases/${caseId}/triage/${reportId}`)).text) as {
      questions: { id: string }[];
      corroboration: unknown[];
      next: { id: string; when: string }[];
      priority: { urgency: string };
    };
    expect(triage.questions.map((question) => question.id)).toEqual([
      'which-computers',
      'which-destination',
      'since',
      'how-known',
      'call-back',
    ]);
    expect(triage.corroboration).toEqual([]);
    expect(triage.priority.urgency).toBe('now');
    expect(triage.next.filter((step) => step.when === 'hour').map((step) => step.id)).toEqual([
      'call-back',
      'find-computers',
      'keep-logs',
      'decide-stop',
      'tell-manager',
    ]);
  });

  it('a person confirms the kinds or changes them; the playbook follows until a person chooses one', async () => {
    const caseId = await noted('telephone', '取引先から電話', '御社の営業からのメールで振込先が新しい口座に変わったと言われたが本当か。');
    const first = await settled(caseId, 'account-takeover');
    expect(first.parts.triage.kinds?.kinds).toEqual(['account-taken-over']);

    // While others write in the same case: a press that does not rest on what they wrote is taken, never sent back.
    const asked = { kinds: ['name-misused'], reason: '外から名前をかたられただけ' };
    const typed = Array.from({ length: 12 }, (_, n) =>
      responder.post(`/api/v1/cases/${caseId}/entries`, { do: 'note', noteId: `by-phone-${n}`, text: `電話のメモ ${n}`, happenedAt: null }),
    );
    const pressed = Array.from({ length: 4 }, () => responder.post(`/api/v1/cases/${caseId}/triage-kinds`, asked));
    expect((await Promise.all(pressed)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await Promise.all(typed)).every(({ status }) => status < 300)).toBe(true);
    const second = await settled(caseId, 'name-misused');
    expect(second.parts.triage.kinds).toMatchObject({ kinds: ['name-misused'], by: 'person' });
    expect(idsOf(second)).not.toContain('triage.kinds');

    const own = await responder.post(`/api/v1/cases/${caseId}/board`, { do: 'choose-playbook', playbookId: 'first-look', reason: '' });
    expect([own.status, own.text.slice(0, 100)]).toEqual([200, expect.any(String)]);
    await responder.post(`/api/v1/cases/${caseId}/triage-kinds`, { kinds: ['ransomware'], reason: '' });
    await eventually(async () => {
      const { rows } = await desk.database.pool.query('select key from task where done_at is null');
      expect(rows).toEqual([]);
    });
    expect((await sheetOf(caseId)).parts.remediation.playbook?.playbookId).toBe('first-look');
  });

  it.each([
    [
      'letter',
      '隣の契約者のファイルが見える',
      'ほかの契約者のフォルダが CGI から読める状態です。パスワードファイルも読めました。',
      'shared-hosting-exposure',
      'now',
    ],
    ['telephone', '工場から電話', '共有サーバーのファイルが全部開けなくなり、身代金を求める文が出ています。', 'ransomware', 'now'],
    ['telephone', '社員から電話', 'メールの添付を開いてしまいました。', 'phishing-clicked', 'now'],
    ['telephone', '社員から電話', '電車に顧客名簿の入ったノートPCを置き忘れました。', 'data-lost', 'unrated'],
    ['letter', '匿名の手紙', '貴社のサイトには脆弱性があります。', 'unsolicited-report', 'unrated'],
    ['telephone', '電話', '折り返しお電話をいただけますか。', 'first-look', 'unrated'],
  ] as const)('%s, %s: the playbook %#', async (channel, subject, text, playbook, urgency) => {
    const sheet = await settled(await noted(channel, subject, text), playbook);
    expect(sheet.urgency).toBe(urgency);
  });
});
