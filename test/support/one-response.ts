// SPDX-License-Identifier: Apache-2.0
// One response to one incident, as people press it on the screens: the same presses for a case that is real and one that is rehearsed.
import type { CaseSheet } from '../../src/case/contract.ts';
import type { Visitor } from './browser-like.ts';

export type Hands = {
  readonly duty: Visitor & { readonly personId: string };
  readonly boss: Visitor & { readonly personId: string };
  readonly caseId: string;
  readonly now: () => string;
  readonly sheet: () => Promise<CaseSheet>;
};
type Done = { readonly status: number; readonly json: unknown };
export type Action = { readonly name: string; readonly press: (hands: Hands) => Promise<Done> };

const at = ({ caseId }: Hands, path: string) => `/api/v1/cases/${caseId}${path}`;
const post =
  (who: 'duty' | 'boss', path: string, body: object | ((hands: Hands) => object)) =>
  (hands: Hands): Promise<Done> =>
    hands[who].post(at(hands, path), typeof body === 'function' ? body(hands) : body);
/** A command on the case's own screen, on the state that it shows. */
const command =
  (body: object | ((hands: Hands, sheet: CaseSheet) => object)) =>
  async (hands: Hands): Promise<Done> => {
    const sheet = await hands.sheet();
    const sent = typeof body === 'function' ? body(hands, sheet) : body;
    return hands.duty.call('POST', at(hands, '/entries'), sent, { 'if-match': String(sheet.seq) });
  };
const board = (body: object | ((hands: Hands) => object), who: 'duty' | 'boss' = 'duty') => post(who, '/board', body);
const nth = (sheet: CaseSheet, index: number): string => sheet.next[index]?.id ?? 'nothing';
/** The last thing of a list on a screen, by which the next press names it. */
const last =
  (path: string, list: string, id: string, press: (hands: Hands, found: string) => Promise<Done>) =>
  async (hands: Hands): Promise<Done> => {
    const rows = ((await hands.duty.get(at(hands, path))).json as Record<string, Record<string, string>[]>)[list] ?? [];
    return press(hands, rows.at(-1)?.[id] ?? 'nothing');
  };
const later = (hands: Hands, hours: number): string => new Date(Date.parse(hands.now()) + hours * 3_600_000).toISOString();
const two = (text: string) => ({ ja: text, en: text });
const decision = { decidedBy: '法務 花子', reason: '漏えいのおそれを知った', evidence: ['report R-1'] };
const statement =
  (who: 'duty' | 'boss', order: (found: { readonly statementId: string; readonly blob: string }) => object) =>
  async (hands: Hands): Promise<Done> => {
    const desk = (await hands.duty.get(at(hands, '/statements'))).json as { statements: { statementId: string; blob: string }[] };
    return hands[who].post(at(hands, '/statements'), order(desk.statements.at(-1) ?? { statementId: '', blob: '' }));
  };

export const response: readonly Action[] = [
  { name: 'owner', press: command((hands) => ({ do: 'name-owner', personId: hands.duty.personId })) },
  { name: 'title', press: command({ do: 'retitle', title: '切ったサーバーが再び通信している' }) },
  { name: 'rate', press: command({ do: 'rate', severity: 'high', urgency: 'now', tlp: 'AMBER', reason: '攻撃者の操作と見られる' }) },
  { name: 'note', press: command({ do: 'note', noteId: 'note-0001', text: '監視会社に電話した', happenedAt: null }) },
  { name: 'kinds', press: post('duty', '/triage-kinds', { kinds: ['compromise-seen'], reason: '通信の記録による' }) },
  { name: 'call', press: command({ do: 'log-call', whom: '監視会社', telephone: '03-5555-0100', result: 'reached', note: '確認済み' }) },
  {
    name: 'call in vain',
    press: command((hands) => ({ do: 'log-call', whom: '保守会社', telephone: '', result: 'no-answer', callBackAt: later(hands, 1) })),
  },
  { name: 'logs kept', press: command({ do: 'log-retention', source: 'proxy', days: 30, kept: true }) },
  { name: 'strike', press: command({ do: 'strike-station', station: 'customers', reason: '顧客の情報はない' }) },
  { name: 'restore', press: command({ do: 'restore-station', station: 'customers', reason: '顧客の情報があった' }) },
  { name: 'playbook', press: board({ do: 'choose-playbook', playbookId: 'suspicious-traffic' }) },
  { name: 'next done', press: command((_, sheet) => ({ do: 'action-done', actionId: nth(sheet, 0), note: '済ませた' })) },
  {
    name: 'next given',
    press: command((hands, sheet) => ({ do: 'action-give', actionId: nth(sheet, 0), personId: hands.boss.personId, note: '' })),
  },
  {
    name: 'next later',
    press: command((hands, sheet) => ({ do: 'action-postpone', actionId: nth(sheet, 1), until: later(hands, 2), reason: '夜間' })),
  },
  { name: 'next refused', press: command((_, sheet) => ({ do: 'action-refuse', actionId: nth(sheet, 2), reason: '当てはまらない' })) },
  {
    name: 'work',
    press: board((hands) => ({
      do: 'add',
      itemId: 'cut',
      title: 'サーバーを切り離す',
      workstream: 'implementation',
      due: later(hands, 4),
    })),
  },
  {
    name: 'work after it',
    press: board({ do: 'add', itemId: 'image', title: 'ディスクを写す', dependsOn: ['cut'], fourEyes: true, destroys: true }),
  },
  { name: 'work taken', press: board({ do: 'acknowledge', itemId: 'cut' }) },
  { name: 'work begun', press: board({ do: 'start', itemId: 'cut' }) },
  { name: 'work stuck', press: board({ do: 'block', itemId: 'cut', by: '鍵がない', reason: '管理人が不在' }) },
  { name: 'work free', press: board({ do: 'unblock', itemId: 'cut' }) },
  { name: 'impact', press: board({ do: 'check-impact', itemId: 'cut', impact: 'none', finding: '使う人はいない' }) },
  { name: 'work done', press: board({ do: 'finish', itemId: 'cut', result: '電源とケーブルを抜いた' }) },
  { name: 'work seen', press: board({ do: 'verify', itemId: 'cut', accepted: true, note: '見た' }, 'boss') },
  { name: 'evidence', press: board({ do: 'settle-evidence', itemId: 'image', answer: 'kept', note: 'メモリを先に取った' }) },
  { name: 'second begun', press: board({ do: 'start', itemId: 'image' }) },
  { name: 'second done', press: board({ do: 'finish', itemId: 'image', result: '写した' }) },
  { name: 'second refused', press: board({ do: 'verify', itemId: 'image', accepted: false, note: '照合がない' }, 'boss') },
  {
    name: 'cable',
    press: post('duty', '/by-hand', (hands) => ({
      what: 'cable',
      object: 'web-03',
      place: '2階',
      doneBy: '当番',
      doneAt: hands.now(),
      putBackBy: '当番',
      note: '',
    })),
  },
  {
    name: 'cable back',
    press: last('/by-hand', 'measures', 'measureId', (hands, found) =>
      hands.duty.post(at(hands, `/by-hand/${found}/put-back`), {
        doneBy: '当番',
        doneAt: hands.now(),
        allowedBy: '部長',
        reason: '確認した',
      }),
    ),
  },
  {
    name: 'account',
    press: post('duty', '/account-measures', { object: 'tanaka@example.jp', provider: 'microsoft-365', acts: ['end-sessions'] }),
  },
  {
    name: 'account released',
    press: last('/account-measures', 'measures', 'measureId', (hands, found) =>
      hands.boss.post(at(hands, `/account-measures/${found}/release`), { reason: '乗っ取りの疑い' }),
    ),
  },
  {
    name: 'answers',
    press: post('duty', '/clocks', { do: 'answer', answers: { japaneseBusiness: true, personalDataTouched: true, persons: 12 } }),
  },
  {
    name: 'clock',
    press: post('boss', '/clocks', (hands) => ({
      do: 'open',
      clockId: 'appi-1',
      rule: 'appi.preliminary',
      facts: { knownAt: hands.now() },
      ...decision,
    })),
  },
  {
    name: 'clock met',
    press: post('boss', '/clocks', (hands) => ({
      do: 'met',
      clockId: 'appi-1',
      submittedAt: hands.now(),
      receipt: '受付 0042',
      evidence: [],
    })),
  },
  {
    name: 'reply held',
    press: post('duty', '/triage-replies', {
      reportId: 'R-1',
      template: 'own',
      to: 'reporter@example.jp',
      lang: 'ja',
      subject: 'ご連絡の件',
      text: 'ご連絡をいただき、確認しています。',
    }),
  },
  {
    name: 'reply released',
    press: async (hands) => {
      const { replies } = (await hands.duty.get(at(hands, '/triage-replies'))).json as { replies: { replyId: string; digest: string }[] };
      const { replyId = '', digest = '' } = replies.at(-1) ?? {};
      return hands.boss.post(at(hands, `/triage-replies/${replyId}/release`), { digest, overrides: [] });
    },
  },
  {
    name: 'reply sent',
    press: last('/triage-replies', 'replies', 'replyId', (hands, found) => hands.boss.post(at(hands, `/triage-replies/${found}/send`), {})),
  },
  {
    name: 'staff told',
    press: post('duty', '/triage-notices', { reportId: 'R-1', departments: [], text: two('web-03 に触れないでください。') }),
  },
  {
    name: 'promise',
    press: post('duty', '/triage-promises', (hands) => ({
      reportId: 'R-1',
      whom: '監視会社',
      kind: 'to-reporter',
      what: '結果を伝える',
      dueAt: later(hands, 24),
    })),
  },
  { name: 'harm', press: post('duty', '/inquiries/harm', { kind: 'suspicious-mail', day: '2026-11-21', asked: '', note: '問い合わせ' }) },
  {
    name: 'statement filled in',
    press: post('duty', '/statements/fields', (hands) => ({
      fields: {
        requests: [two('不審なメールを開かないでください')],
        'contact.telephone': '03-5555-0142',
        'contact.how-told': two('書面'),
        'press.telephone': '03-5555-0199',
        'next.at': later(hands, 24),
      },
    })),
  },
  { name: 'statement', press: post('duty', '/statements', { do: 'prepare', stage: 'first' }) },
  { name: 'statement approved', press: statement('boss', (found) => ({ do: 'approve', ...found, checks: [] })) },
  {
    name: 'staff told first',
    press: statement('duty', () => ({ do: 'told', whom: 'staff', at: '2026-11-21T05:05:00.000Z', how: '朝礼' })),
  },
  { name: 'statement public', press: statement('boss', (found) => ({ do: 'publish', ...found, reason: '知らせる' })) },
  { name: 'closed', press: command({ do: 'close', outcome: 'resolved', reason: '止めた', clocks: '済んだ' }) },
  { name: 'opened again', press: command({ do: 'reopen', reason: '再び通信があった' }) },
];
