// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const kitWords = wordsOf(
  {
    title: '紙の備え（初動対応キット）',
    lead: 'メール・DNS・サインイン・自組織のサイトが使えなくなると、この画面も開けないかもしれません。当番と電話、社外の連絡先、止めるもの・止めないもの、最初の 1 時間、記録用紙を 1 つの PDF にします。印刷して、鍵のかかる場所に置いてください。',
    never: 'まだ一度も印刷していません。',
    last: (when: string, who: string) => `最後の印刷：${when}（${who}）`,
    until: (when: string) => `当番は ${when} まで載っています。`,
    over: (when: string) => `載っている当番は ${when} で終わっています。印刷し直してください。`,
    days: '当番を載せる日数',
    pages: '記録用紙の枚数',
    print: 'キットの PDF を作る',
  },
  {
    title: 'On paper (response kit)',
    lead: 'When mail, DNS, sign-in and the public site are down, this page may not open either. One PDF holds duty and telephones, contacts outside, what to stop and keep, the first hour and log pages. Print it and keep it under lock.',
    never: 'It has never been printed.',
    last: (when: string, who: string) => `Last printed ${when} by ${who}.`,
    until: (when: string) => `Its duty reaches to ${when}.`,
    over: (when: string) => `The duty on it ended ${when}: print it anew.`,
    days: 'Days of duty',
    pages: 'Log pages',
    print: 'Make the PDF of the kit',
  },
);
