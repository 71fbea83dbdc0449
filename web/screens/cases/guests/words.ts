// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../../lang/counted.ts';
import { wordsOf } from '../../../lang/lang.tsx';

export const guestWords = wordsOf(
  {
    title: '外部の人に見せる',
    lead: 'アカウントのない協力者（保守会社、弁護士など）に、この事案を読むだけのリンクを渡します。開くたびに記録が残り、いつでも取り消せます。',
    name: '相手の氏名',
    of: '相手の所属',
    reason: '見せる理由',
    tlp: '見せてよい共有範囲（これを超える記録は示さない）',
    hours: '使える時間（時間）',
    make: 'リンクを作る',
    once: 'このリンクは今だけ表示します。デスクはハッシュしか持ちません。相手だけに渡してください。',
    link: '相手に渡すリンク',
    is: {
      open: '使える',
      over: '期限切れ',
      withdrawn: '取り消し済み',
      above: '共有範囲を超えたため閉じている',
      'giver-left': '渡した人が組織を離れたため閉じている',
    },
    row: (by: string, until: string) => `渡した人 ${by}、期限 ${until}`,
    reads: (count: number, last: string) => `開いた回数 ${count}、最後は ${last}`,
    unread: 'まだ開かれていない',
    withdraw: '取り消す',
  },
  {
    title: 'Show it to somebody outside',
    lead: 'A link for a helper without an account (vendor, lawyer): they read this case, and nothing else. Each opening is recorded, and you can withdraw it at any time.',
    name: 'Their name',
    of: 'Whom they work for',
    reason: 'Why they see it',
    tlp: 'Shown up to (entries above it are left out)',
    hours: 'Open for (hours)',
    make: 'Make the link',
    once: 'The link is shown now and never again: the desk keeps its hash alone. Give it to that person only.',
    link: 'Link for them',
    is: {
      open: 'open',
      over: 'over',
      withdrawn: 'withdrawn',
      above: 'closed: the case is above what they may see',
      'giver-left': 'closed: who gave it has left',
    },
    row: (by: string, until: string) => `given by ${by}, open until ${until}`,
    reads: (count: number, last: string) => `opened ${counted(count, 'time', 'times')}, last ${last}`,
    unread: 'not opened yet',
    withdraw: 'Withdraw',
  },
);
