// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

export const startWords = wordsOf(
  {
    title: '最初の一時間',
    lead: 'デスクの中身から、どこまで準備できたかを調べています。手で印を付けるものはありません。',
    progress: (done: number, all: number) => `${all} 項目のうち ${done} 項目ができています`,
    states: { done: 'できている', begun: '途中', open: 'これから' },
    why: 'なぜ',
    example: '例',
    try: '事案を試す',
    tryLead:
      '【訓練】の印が付いた練習の事案がすぐに始まり、その画面が開きます。役はすべてあなたです。送るものは外へ出ません。終えたら事案ごと消せます。',
    tryThis: (title: string) => `試す：${title}`,
    tryMore: (count: number) => `ほかの ${count} 件`,
  },
  {
    title: 'The first hour',
    lead: 'The desk looks at what it holds itself; nothing is ticked by hand.',
    progress: (done: number, all: number) => `${done} of ${counted(all, 'step', 'steps')} done`,
    states: { done: 'done', begun: 'begun', open: 'to do' },
    why: 'Why',
    example: 'For example',
    try: 'Try an incident',
    tryLead:
      'A practice case marked [EXERCISE] begins at once and opens, with you in every role. Nothing that is sent leaves the desk, and the case can be deleted afterwards.',
    tryThis: (title: string) => `Try: ${title}`,
    tryMore: (count: number) => counted(count, 'more incident', 'more incidents'),
  },
);
