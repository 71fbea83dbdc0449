// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../../lang/counted.ts';
import { wordsOf } from '../../../lang/lang.tsx';

type Done = { readonly taken: number; readonly refused: number; readonly hard: number; readonly possibleDoubles: number };
type Counts = { readonly messages: number; readonly customers: number };

export const noticeWords = wordsOf(
  {
    counted: '数え方',
    counts: ({ messages, customers }: Counts) => `通知 ${messages} 通、顧客 ${customers}`,
    resting: 'ほかの事案の通知が1時間以内に出ており、間を置いて出す宛先',
    kinds: { optional: '任意のお知らせ（受け取った人が停止できる）', required: '必要な通知（停止の手段は付かない）' },
    answer: 'サーバーの返答',
    checks: '届いた写しの認証',
    noChecks: '受け取ったサーバーは何も記していない',
    junk: '迷惑メールのフォルダーに届いた',
    audience: '知らせる相手の SHA-256',
    text: '文面の SHA-256',
    bytes: '送る全文の SHA-256',
    without: '届いた写しを見ずに承認した理由',
    leg: '送る分',
    legs: { canary: '先行分', rest: '残り' },
    why: '理由',
    pauses: {
      person: '人が止めた',
      bounces: '使えない宛先が多い',
      'day-limit': '24時間の不達が上限に近い',
      'relay-refuses': '送信サーバーがすべて拒んでいる',
    },
    waiting: 'まだ出ていない通知',
    rate: '24時間の不達',
    rateOf: (hard: number, asked: number) => `${asked} 通のうち ${hard} 通`,
    result: '結果',
    done: ({ taken, refused, hard, possibleDoubles }: Done) =>
      `受領 ${taken}、受領されず ${refused}（うち宛先が使えない ${hard}）、二重の可能性 ${possibleDoubles}`,
    contact: '連絡先',
    report: '返信',
  },
  {
    counted: 'Counted',
    counts: ({ messages, customers }: Counts) => `${counted(messages, 'message')}, ${counted(customers, 'customer')}`,
    resting: 'contacts to whom another case wrote within the hour; theirs leaves when it has passed',
    kinds: { optional: 'optional: whoever gets it can unsubscribe', required: 'required: no way to unsubscribe' },
    answer: 'Server answered',
    checks: 'Checks of the copy that arrived',
    noChecks: 'the receiving server wrote nothing',
    junk: 'arrived in the junk folder',
    audience: 'SHA-256 of the audience',
    text: 'SHA-256 of the text',
    bytes: 'SHA-256 of all bytes to be sent',
    without: 'Approved without seeing a copy arrive, because',
    leg: 'Part',
    legs: { canary: 'the first few', rest: 'the rest' },
    why: 'Why',
    pauses: {
      person: 'stopped by a person',
      bounces: 'too many dead addresses',
      'day-limit': 'near the most bounces that 24 hours allow',
      'relay-refuses': 'the relay refuses everything',
    },
    waiting: 'Messages that have not left',
    rate: 'Bounces of 24 hours',
    rateOf: (hard: number, asked: number) => `${hard} of ${asked}`,
    result: 'Result',
    done: ({ taken, refused, hard, possibleDoubles }: Done) =>
      `${taken} taken, ${refused} not taken (${hard} dead addresses), ${possibleDoubles} possible doubles`,
    contact: 'Contact',
    report: 'Reply',
  },
);
