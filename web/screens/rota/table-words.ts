// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

export const tableWords = wordsOf(
  {
    title: 'シフト表（CSV）',
    lead: '日付と担当の列がある一覧か、人を行・日を列にした表を読みます。まず内容を示し、確かめてから代わりの当番として登録します。',
    roster: '系統',
    month: '表の年月（日付だけの表のとき）',
    codes: '記号の意味',
    codesLike: '夜=21:00-9:00;日=9:00-21:00',
    choose: 'CSV を選んで内容を確かめる',
    read: (duties: number, unread: number) =>
      `当番 ${duties} 件を読みました。読めなかったところは ${unread} か所です。まだ登録していません。`,
    stored: (duties: number) => `当番 ${duties} 件を登録し、公開しました。`,
    notRead: (line: number, cell: string, why: string) => `${line === 0 ? '' : `${line} 行目 `}「${cell}」：${why}`,
    more: (count: number) => `ほか ${count} 件`,
    changes: (count: number) => `担当が変わる当番（${count} 件）`,
    nobody: '当番なし',
    confirm: '読めなかったところと、変わる当番を確かめた',
    apply: 'この内容で登録する',
    later: '公開していない変更がないときに登録できます。',
    out: '31日分を書き出す',
    forms: { plain: 'CSV', garoon: 'Garoon 用', desknets: 'desknet’s 用（列は取り込み画面で要確認）' },
  },
  {
    title: 'Shift table (CSV)',
    lead: 'Reads a list with columns for day and person, or a grid of people and days. It is shown first and stored as stand-ins once you have looked at it.',
    roster: 'Roster',
    month: 'Month of the table (where it has day numbers only)',
    codes: 'What codes mean',
    codesLike: 'N=21:00-9:00;D=9:00-21:00',
    choose: 'Choose a CSV file and look at it',
    read: (duties: number, unread: number) =>
      `${counted(duties, 'duty', 'duties')} read, ${counted(unread, 'place')} not. Nothing is stored yet.`,
    stored: (duties: number) => `${counted(duties, 'duty', 'duties')} stored and published.`,
    notRead: (line: number, cell: string, why: string) => `${line === 0 ? '' : `line ${line} `}“${cell}”: ${why}`,
    more: (count: number) => `${count} more`,
    changes: (count: number) => `Duties that change hands (${count})`,
    nobody: 'nobody',
    confirm: 'I have looked at what was not read and at what changes',
    apply: 'Store it',
    later: 'It can be stored when there are no unpublished changes.',
    out: 'Write out 31 days',
    forms: { plain: 'CSV', garoon: 'for Garoon', desknets: 'for desknet’s (compare the columns on its import screen)' },
  },
);
