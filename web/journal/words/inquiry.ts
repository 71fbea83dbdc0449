// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

type Changes = { readonly added: number; readonly removed: number; readonly changed: number };

export const inquiryCardWords = wordsOf(
  {
    version: '版',
    customers: '影響が判明している顧客',
    known: '判明していた顧客の数',
    changes: '前の版から',
    changed: ({ added, removed, changed }: Changes) => `追加 ${added}、なくなった ${removed}、内容の変更 ${changed}`,
    way: '手段',
    ways: { telephone: '電話', page: '公開ページ' },
    verdict: { affected: '影響あり', 'no-longer': '過去に該当', 'not-among': '判明した中にない', 'not-checkable': '確かめられない' },
    inVain: 'つながらなかった',
    page: { open: '公開した', closed: '閉じた' },
    harm: { 'suspicious-mail': '不審なメール', 'suspicious-call': '不審な電話', misuse: '不正な利用', other: 'その他' },
    day: '起きた日',
  },
  {
    version: 'Version',
    customers: 'Customers known to be affected',
    known: 'Customers known then',
    changes: 'Since the version before',
    changed: ({ added, removed, changed }: Changes) => `${added} added, ${removed} gone, ${changed} otherwise`,
    way: 'Way',
    ways: { telephone: 'telephone', page: 'public page' },
    verdict: { affected: 'affected', 'no-longer': 'no longer', 'not-among': 'not among the known', 'not-checkable': 'not checkable' },
    inVain: 'not reached',
    page: { open: 'open', closed: 'closed' },
    harm: { 'suspicious-mail': 'suspicious mail', 'suspicious-call': 'suspicious call', misuse: 'misuse', other: 'other' },
    day: 'Day',
  },
);
