// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const messageWords = wordsOf(
  {
    title: '送る前に読む通知',
    lead: '間違いの起きやすいものから、実際に送られる形で示します。連絡先ごとに1通で、ほかの顧客のことは書かれません。',
    count: (shown: number, all: number) => `メール ${all} 通のうち ${shown} 通`,
    why: { longest: '最も長い', 'most-findings': '指摘が最も多い', 'oddest-name': '名前が変わっている', 'no-name': '宛名がない' },
    faultTitle: '文面に誤りがあるため、どの通知も作りません',
    fault: (lang: string, line: number | null, readers: number) =>
      `言語 ${lang}${line === null ? '' : `、${line} 行目`}（通知 ${readers} 通）:`,
    faultNext: 'データフォルダーの notices/notice.<言語>.liquid を直すか、その言語の文面を置いてください。',
  },
  {
    title: 'Mails to read before any leaves',
    lead: 'Those likeliest to be wrong, as they would leave. One mail a contact; nobody reads of another customer.',
    count: (shown: number, all: number) => `${shown} of ${all} mails`,
    why: { longest: 'longest', 'most-findings': 'most findings', 'oddest-name': 'oddest name', 'no-name': 'nobody is named' },
    faultTitle: 'A text is at fault, so no mail is written at all',
    fault: (lang: string, line: number | null, readers: number) =>
      `language ${lang}${line === null ? '' : `, line ${line}`} (${readers} ${readers === 1 ? 'mail' : 'mails'}):`,
    faultNext: 'Correct notices/notice.<language>.liquid in the data folder, or put the text of that language there.',
  },
);
