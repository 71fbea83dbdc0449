// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../../lang/counted.ts';
import { wordsOf } from '../../../lang/lang.tsx';

type Advanced = {
  readonly reminders: number;
  readonly onward: number;
  readonly calls: number;
  readonly letters: number;
  readonly nowhere: number;
};
type Checked = { readonly verified: number; readonly regressed: number; readonly open: number; readonly notSeen: number };

export const followWords = wordsOf(
  {
    plan: '計画',
    planned: (reminders: number, days: number) => `${days} 日おきに催促 ${reminders} 回、そのあと次の手段へ`,
    moved: '進んだ顧客',
    advanced: ({ reminders, onward, calls, letters, nowhere }: Advanced) =>
      `催促 ${reminders}、次の宛先へのメール ${onward}、電話の一覧へ ${calls}、郵便の一覧へ ${letters}、手段が残っていない ${nowhere}`,
    mails: '出すメール',
    bytes: '送る全文の SHA-256',
    customer: '顧客番号',
    outcome: '結果',
    outcomes: {
      told: '本人に伝わった',
      done: '対応済みとのこと',
      'no-answer': '出なかった',
      'wrong-number': '番号違い',
      'write-instead': '書面で知らせる',
    },
    callBack: 'かけ直す時刻',
    batch: '束',
    letters: (batch: number, letters: number) => `第 ${batch} 束、${letters} 通`,
    file: '印刷した全文',
    reference: '照会番号',
    basis: '調査',
    checked: ({ verified, regressed, open, notSeen }: Checked) =>
      `是正を確認 ${verified}、再発 ${regressed}、まだ残る ${open}、この調査では分からない ${notSeen}`,
    as: '決めたこと',
    verdicts: { verified: '証拠により是正を確認', exempt: '対象外' },
    counted: '数え方',
    closed: (customers: number, verified: number, exempt: number) => `顧客 ${customers}: 是正を確認 ${verified}、対象外 ${exempt}`,
  },
  {
    plan: 'Plan',
    planned: (reminders: number, days: number) => `${counted(reminders, 'reminder')}, every ${counted(days, 'day')}; then the next step`,
    moved: 'Customers that moved on',
    advanced: ({ reminders, onward, calls, letters, nowhere }: Advanced) =>
      `${counted(reminders, 'reminder')}, ${onward} by mail to the next contact, ${calls} to the call list, ${letters} to the letters, ${nowhere} with no step left`,
    mails: 'Mails to leave',
    bytes: 'SHA-256 of all bytes to be sent',
    customer: 'Customer number',
    outcome: 'Outcome',
    outcomes: {
      told: 'told in person',
      done: 'says it is done',
      'no-answer': 'no answer',
      'wrong-number': 'wrong number',
      'write-instead': 'to be written to',
    },
    callBack: 'Call again at',
    batch: 'Batch',
    letters: (batch: number, letters: number) => `batch ${batch}, ${counted(letters, 'letter')}`,
    file: 'As printed',
    reference: 'Reference',
    basis: 'Audit',
    checked: ({ verified, regressed, open, notSeen }: Checked) =>
      `${verified} verified, ${regressed} regressed, ${open} still open, ${notSeen} that this audit says nothing of`,
    as: 'Decided',
    verdicts: { verified: 'verified by evidence', exempt: 'exempt' },
    counted: 'Counted',
    closed: (customers: number, verified: number, exempt: number) =>
      `${counted(customers, 'customer')}: ${verified} verified, ${exempt} exempt`,
  },
);
