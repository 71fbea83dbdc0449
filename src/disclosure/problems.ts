// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothing = { ja: '何も公表されず、何も変わっていません。', en: 'Nothing was published and nothing has changed.' };

const unchanged = { ja: 'この事案の公表文は変わっていません。', en: 'The statements of this case are unchanged.' };

export const disclosureProblem = defineProblems('disclosure', {
  'disclosure.wrong-call': {
    status: 400,
    what: { ja: '引数が正しくありません。必要なのは {wanted} です。', en: 'Wrong arguments; wanted is {wanted}.' },
    safe: nothing,
    next: { ja: '`--help` を付けて使い方を確かめてください。', en: 'Add `--help` to see how it is called.' },
  },
  'disclosure.file-not-readable': {
    status: 400,
    what: { ja: 'ファイル {file} を読めません。', en: 'The file {file} cannot be read.' },
    safe: nothing,
    next: { ja: '名前と権限を確かめてください。', en: 'Check its name and who may read it.' },
  },
  'disclosure.file-not-written': {
    status: 400,
    what: { ja: 'ファイル {file} に書けません。', en: 'The file {file} cannot be written.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '場所と権限を確かめてください。', en: 'Check the place and who may write there.' },
  },
  'disclosure.no-such-case': {
    status: 404,
    what: { ja: '事案 {caseId} はありません。', en: 'There is no case {caseId}.' },
    safe: nothing,
    next: { ja: '事案の一覧で番号を確かめてください。', en: 'Look the number up in the list of cases.' },
  },
  'disclosure.fields-unreadable': {
    status: 422,
    what: { ja: '公表文の項目を読み取れません：{faults}', en: 'These fields of the statement cannot be read: {faults}' },
    safe: unchanged,
    next: { ja: '項目の名前と書き方を直してください。', en: 'Correct the names and the values.' },
  },
  'disclosure.typed-text': {
    status: 422,
    what: { ja: '文に書けないものがあります：{faults}', en: 'A sentence holds what may not be typed: {faults}' },
    safe: unchanged,
    next: {
      ja: '数・日時・名前は {place} の形で項目を参照し、流出の有無とお詫びはそれぞれの項目に任せてください。',
      en: 'Refer to numbers, dates and names as {place}; whether anything leaked and the apology have items of their own.',
    },
  },
  'disclosure.needs-a-person': {
    status: 403,
    what: { ja: 'この操作は、名前のある利用者だけができます。', en: 'Only a named person may do this.' },
    safe: nothing,
    next: { ja: '利用者としてサインインして行ってください。', en: 'Sign in as a person and do it.' },
  },
  'disclosure.case-is-red': {
    status: 409,
    what: { ja: 'この事案は TLP:RED です。', en: 'This case is TLP:RED.' },
    safe: nothing,
    next: {
      ja: '公表してよい区分に事案を改めてから、用意してください。',
      en: 'Rate the case anew before anything of it is prepared for others.',
    },
  },
  'disclosure.wrong-stage': {
    status: 409,
    what: {
      ja: '第一報は一度だけで、続報と最終報告はそのあとです。',
      en: 'The first report comes once; further reports and the final one come after it.',
    },
    safe: nothing,
    next: { ja: '段階を選び直してください。', en: 'Choose the other stage.' },
  },
  'disclosure.items-missing': {
    status: 409,
    what: { ja: '必要な項目が足りません：{missing}', en: 'Required items are missing: {missing}' },
    safe: nothing,
    next: { ja: '足りない項目を調べるか、記入してください。', en: 'Find out what is missing, or fill it in.' },
  },
  'disclosure.no-such-statement': {
    status: 404,
    what: { ja: '公表文 {statementId} はこの事案にありません。', en: 'This case has no statement {statementId}.' },
    safe: nothing,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'disclosure.already-public': {
    status: 409,
    what: { ja: 'この公表文はすでに公表されています。', en: 'This statement is public already.' },
    safe: unchanged,
    next: { ja: '公表したものは変わりません。次の報を用意してください。', en: 'What is public is never changed: prepare the next report.' },
  },
  'disclosure.prepared-anew': {
    status: 409,
    what: { ja: 'このあとに、新しい公表文が用意されています。', en: 'A newer statement has been prepared since.' },
    safe: nothing,
    next: { ja: '新しいほうを読んでください。', en: 'Read the newer one.' },
  },
  'disclosure.other-snapshot': {
    status: 409,
    what: { ja: '読んだ内容と、用意された内容が違います。', en: 'What you read is not what is prepared.' },
    safe: nothing,
    next: { ja: '表示し直して、もう一度読んでください。', en: 'Open it again and read it once more.' },
  },
  'disclosure.second-person': {
    status: 403,
    what: { ja: '用意した人は、自分で承認できません。', en: 'Whoever prepared it may not approve it.' },
    safe: nothing,
    next: {
      ja: 'ほかの人に承認を頼むか、一人で対応しているなら事案を一人対応に切り替えてください。',
      en: 'Ask another person; where there is nobody else, switch the case to one-person mode.',
    },
  },
  'disclosure.cool-off': {
    status: 409,
    what: { ja: '一人での承認は {from} からできます。', en: 'Alone it can be approved from {from} on.' },
    safe: nothing,
    next: { ja: '時間をおいて、もう一度はじめから読んでください。', en: 'Let the time pass, then read it again from the beginning.' },
  },
  'disclosure.unchecked': {
    status: 409,
    what: { ja: 'まだ確かめていない項目があります：{checks}', en: 'These checks are not ticked: {checks}' },
    safe: nothing,
    next: { ja: '一つずつ確かめてから承認してください。', en: 'Do each of them, then approve.' },
  },
  'disclosure.not-approved': {
    status: 409,
    what: {
      ja: 'この公表文はまだ承認されていないか、承認が取り消されています。',
      en: 'This statement is not approved, or its approval was revoked.',
    },
    safe: nothing,
    next: { ja: '用意した人とは別の人に承認を頼んでください。', en: 'Ask another person than who prepared it to approve it.' },
  },
  'disclosure.too-early': {
    status: 409,
    what: { ja: '今公表すると、次の点に触れます：{warnings}', en: 'To publish now runs into these: {warnings}' },
    safe: nothing,
    next: {
      ja: '先に知らせるか、用意し直すか、理由を書いて公表してください。',
      en: 'Tell them first, prepare it anew, or give a reason and publish.',
    },
  },
  'disclosure.time-to-come': {
    status: 422,
    what: { ja: '{at} はまだ来ていません。', en: '{at} has not come yet.' },
    safe: nothing,
    next: { ja: '知らせた、または公表された日時を書いてください。', en: 'Write when they were told, or when it was published.' },
  },
  'disclosure.not-public': {
    status: 404,
    what: { ja: 'このお知らせは公表されていません。', en: 'There is no such public statement.' },
    safe: nothing,
    next: { ja: 'お知らせの一覧からお探しください。', en: 'Look for it in the list of statements.' },
  },
  'disclosure.nothing-to-share': {
    status: 409,
    what: {
      ja: '共有できる痕跡情報がありません。人が確かめたものだけを共有します。',
      en: 'There is no indicator to share: only what a person confirmed is.',
    },
    safe: nothing,
    next: { ja: '調査の画面で、探す対象を人が確かめてください。', en: 'Confirm on the page of the hunt what the case looks for.' },
  },
  'disclosure.source-unreadable': {
    status: 422,
    what: { ja: '{file} を読み取れません：{faults}', en: '{file} cannot be read: {faults}' },
    safe: nothing,
    next: {
      ja: '`matoi advisory draft` が作る形に合わせ、空欄を埋めてください。',
      en: 'Keep to the form that `matoi advisory draft` makes, and fill what is empty.',
    },
  },
  'disclosure.advisory-refused': {
    status: 422,
    what: { ja: '{file} からアドバイザリーを作れません：{why}', en: 'No advisory can be made of {file}: {why}' },
    safe: nothing,
    next: { ja: '示された箇所を直してください。', en: 'Mend what is named.' },
  },
  'disclosure.no-such-advisory': {
    status: 404,
    what: { ja: 'そのファイルは公開していません。', en: 'No such file is public.' },
    safe: { ja: '公開しているアドバイザリーはそのままです。', en: 'All public advisories are as they were.' },
    next: {
      ja: 'provider-metadata.json か white/index.txt から、もう一度たどってください。',
      en: 'Start again from provider-metadata.json or white/index.txt.',
    },
  },
  'disclosure.no-such-credit': {
    status: 404,
    what: { ja: 'その謝辞、または報告は、この事案にありません。', en: 'This case has no such thanks, or no such report.' },
    safe: { ja: '謝辞のページは変わっていません。', en: 'The page of thanks is unchanged.' },
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'disclosure.no-such-person': {
    status: 404,
    what: { ja: '{personId} は名簿にいないか、離任しています。', en: '{personId} is not in the register, or has left.' },
    safe: { ja: 'security.txt は変わっていません。', en: 'security.txt is unchanged.' },
    next: { ja: '名簿から選び直してください。', en: 'Choose somebody of the register.' },
  },
  'disclosure.contact-unreadable': {
    status: 422,
    what: { ja: '連絡先を読み取れません：{faults}', en: 'The contact cannot be read: {faults}' },
    safe: { ja: 'security.txt は変わっていません。', en: 'security.txt is unchanged.' },
    next: {
      ja: '連絡先は mailto:、https:、tel: のどれか、方針と謝辞は https: で始まるアドレスにしてください。',
      en: 'Contacts begin with mailto:, https: or tel:; pages of policy and thanks with https:.',
    },
  },
  'disclosure.no-security-txt': {
    status: 404,
    what: { ja: 'security.txt はまだありません。', en: 'There is no security.txt yet.' },
    safe: nothing,
    next: {
      ja: '担当者が `matoi security-txt confirm --contact …` で連絡先を確認すると公開されます。',
      en: 'It is public once a person confirms a contact: `matoi security-txt confirm --contact …`.',
    },
  },
});

/** What a route answers where there is no such case. */
export const noCase = (caseId: string) => ({ problem: disclosureProblem('disclosure.no-such-case', undefined, { caseId }) });
