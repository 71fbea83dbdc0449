// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const wayWords = wordsOf(
  {
    title: '報告が届く経路として扱うもの',
    lead: '窓口のグループアドレス、問い合わせフォーム、GitHub、チケット管理などを登録すると、そこを通ったメールは、一斉配信や自動送信の印が付いていても報告として扱い、取り分けません。',
    ownDomains: '自組織のドメイン：',
    noOwnDomain: '自組織のドメインはまだ分かりません（代表アドレスを決めるか、MATOI_OWN_DOMAINS を設定してください）。',
    from: { setting: '設定', 'role-mailbox': '代表アドレス', 'set-up': '最初に登録した人のアドレス' },
    none: 'まだ登録がありません。',
    remove: (name: string) => `${name} を外す`,
    kind: '種類',
    name: '呼び名（任意）',
    mark: 'アドレス・ドメイン・List-Id',
    markHelp:
      '例：security@example.jp（グループや窓口）、noreply@form.example（フォームの送信元）、example.atlassian.net（チケット管理）。',
    markFault: 'メールアドレスか、ドメインか、List-Id を書いてください。',
    markThere: 'すでに登録されています。',
    add: '経路として登録する',
    addGithub: 'GitHub を登録する',
  },
  {
    title: 'What counts as a way in',
    lead: 'Name the group address of your desk, contact forms, GitHub, ticket systems: what comes through them is a report and is not put apart, even where it is marked as a list or as sent by a program.',
    ownDomains: 'Our own domains:',
    noOwnDomain: 'Our own domains are not known yet (set the role mailbox, or MATOI_OWN_DOMAINS).',
    from: { setting: 'setting', 'role-mailbox': 'role mailbox', 'set-up': 'address of the first person' },
    none: 'Nothing is named yet.',
    remove: (name: string) => `Take ${name} off`,
    kind: 'Kind',
    name: 'What you call it (optional)',
    mark: 'Address, domain or List-Id',
    markHelp: 'As security@example.jp (a group), noreply@form.example (the sender of a form), example.atlassian.net (a ticket system).',
    markFault: 'Give a mail address, a domain or a List-Id.',
    markThere: 'It is named already.',
    add: 'Name it as a way in',
    addGithub: 'Add GitHub',
  },
);
