// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from './lang.tsx';

export const nowWords = wordsOf(
  {
    title: '今',
    waits: '対応を待っているもの',
    unread: 'まだ誰も開いていない報告',
    unowned: '担当者が決まっていない事案',
    unownedLead: '担当者を決めてください',
    nothing: '待っているものはありません。',
    lastReport: (when: string) => `最後の報告：${when}`,
    noReport: '報告はまだ届いていません。「報告」の画面にメールファイルを置くか、電話の内容を書き留めると、最初の事案として起票されます。',
    byUrgency: '対応中の事案（緊急度の高い順）',
    noCases: '対応中の事案はありません。',
    morePages: (count: number) => `応答を待つ呼び出しがほかに ${count} 件`,
    all: 'すべて見る',
  },
  {
    title: 'Now',
    waits: 'Waiting for a person',
    unread: 'Reports nobody has opened',
    unowned: 'Cases without an owner',
    unownedLead: 'Name an owner',
    nothing: 'Nothing waits.',
    lastReport: (when: string) => `Last report: ${when}`,
    noReport: 'No report has come in yet. Drop a mail here or write down a call, and it becomes the first case.',
    byUrgency: 'Open cases, most urgent first',
    noCases: 'No case is open.',
    morePages: (count: number) => `${count} more pages wait for an answer`,
    all: 'See all',
  },
);
