// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const exerciseDateWords = wordsOf(
  {
    title: '訓練の予定',
    none: '予定している日はありません。',
    states: { coming: '予定', held: '実施した', missed: '実施しなかった' },
    scenario: 'シナリオ',
    day: '日付',
    set: 'この日に予定する',
    drop: '取り消す',
    dropOf: (title: string) => `予定を取り消す：${title}`,
  },
  {
    title: 'Days set for exercises',
    none: 'No day is set.',
    states: { coming: 'to come', held: 'held', missed: 'not held' },
    scenario: 'Scenario',
    day: 'Day',
    set: 'Set this day',
    drop: 'Drop',
    dropOf: (title: string) => `Drop the day: ${title}`,
  },
);
