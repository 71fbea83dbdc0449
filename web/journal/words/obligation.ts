// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const obligationWords = wordsOf(
  {
    rule: '根拠の定め',
    deadline: '期限',
    state: '期限の状態',
    states: { running: '進行中', undetermined: '起算が未確定', 'not-applicable': '対象外' },
    decidedBy: '判断した人',
    submitted: '提出した日時',
    receipt: '受付番号・提出方法',
    left: '残り',
    hours: (hours: string) => `${hours} 時間`,
    answers: (count: number) => `${count} 項目に回答`,
    clock: '期限の番号',
  },
  {
    rule: 'Rule',
    deadline: 'Deadline',
    state: 'Clock',
    states: { running: 'running', undetermined: 'start time not set', 'not-applicable': 'not applicable' },
    decidedBy: 'Decided by',
    submitted: 'Submitted',
    receipt: 'Receipt or way of submission',
    left: 'Left',
    hours: (hours: string) => `${hours} h`,
    answers: (count: number) => `${count} answer${count === 1 ? '' : 's'}`,
    clock: 'Clock',
  },
);
