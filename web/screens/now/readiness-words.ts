// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

/** Readiness on the first page. */
export const preparedWords = wordsOf(
  {
    title: '封じ込めの備え',
    inventory: 'サービス台帳',
    services: (count: number) => `${count} 件`,
    oldest: '最も古い項目',
    noDate: '日付なし',
    undecided: '未定のサービス',
    open: (count: number) => (count === 0 ? 'なし' : `${count} 件`),
    openInUse: (count: number) => (count === 0 ? '使用中のものはなし' : `使用中のもの ${count} 件`),
    unlisted: '台帳にない通信',
    counting: '通信の記録を数えています…',
    notKnown: '通信の記録がないため不明',
    next: '次の一手',
    nothing: '足りないものはありません。',
    more: (count: number) => `ほかに ${count} つ`,
  },
  {
    title: 'Ready to contain',
    inventory: 'Inventory',
    services: (count: number) => (count === 1 ? '1 service' : `${count} services`),
    oldest: 'Oldest entry',
    noDate: 'no date',
    undecided: 'Undecided',
    open: (count: number) => (count === 0 ? 'none' : count === 1 ? '1 service' : `${count} services`),
    openInUse: (count: number) => (count === 0 ? 'none in use' : `${count} in use`),
    unlisted: 'Outside the inventory',
    counting: 'counting the traffic …',
    notKnown: 'unknown without traffic',
    next: 'Next step',
    nothing: 'Nothing is missing.',
    more: (count: number) => `${count} more`,
  },
);
