// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const nowWords = wordsOf(
  {
    title: '今',
    waits: '対応を待っているもの',
    unread: 'まだ誰も対応を始めていない報告',
    asked: 'あなたに頼まれていること',
    next: '次にすること（全事案）',
    askedNothing: '今あなたに頼まれていることはありません。',
    apart: '取り分けたメールのうち、脆弱性や被害に触れているもの',
    apartLead:
      '自動返信・一斉配信・迷惑メールとして取り分けましたが、本物の報告かもしれません。開いて、事案にするか対象外とするかを決めてください。',
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
    waits: 'Needs attention',
    unread: 'Reports nobody has started on',
    asked: 'Asked of you',
    next: 'Next actions, over all cases',
    askedNothing: 'Nothing is asked of you now.',
    apart: 'Kept apart, but speaks of a weakness or a break-in',
    apartLead: 'Put aside as an automatic answer, a list or junk, but it may be a real report. Open it and make it a case, or reject it.',
    unowned: 'Cases without an owner',
    unownedLead: 'Name an owner',
    nothing: 'Nothing needs attention.',
    lastReport: (when: string) => `Last report: ${when}`,
    noReport: 'No report has come in yet. Drop a mail on Reports or write down a call, and it becomes the first case.',
    byUrgency: 'Open cases, most urgent first',
    noCases: 'No case is open.',
    morePages: (count: number) => `${count} more unanswered pages`,
    all: 'See all',
  },
);
