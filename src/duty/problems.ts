// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const planStays = { ja: '今の当番表はそのまま有効です。', en: 'The present plan stays in force.' };
const pageStays = { ja: '呼び出しの状態は変わっていません。', en: 'The page has not changed.' };

/** What this part can refuse. Codes stand in docs/errors.md. */
export const dutyProblem = defineProblems('duty', {
  'duty.plan-unreadable': {
    status: 422,
    what: { ja: '当番表に直すところがあります。{list}', en: 'The plan has faults: {list}' },
    safe: planStays,
    next: { ja: '示された箇所を直して、もう一度登録してください。', en: 'Correct those places and save again.' },
  },
  'duty.published-changes': {
    status: 409,
    what: {
      ja: '公開済みの期間の当番が {changes} か所変わります。最初は {roster} の {from} です。',
      en: '{changes} duties of the published period would change, the first one {roster} at {from}.',
    },
    safe: planStays,
    next: {
      ja: '変わる当番の一覧を確かめ、本人に伝えたうえで、確認済みとして保存してください（コマンドでは --confirm）。',
      en: 'Look at the list, tell the people concerned, and save as confirmed (--confirm on the command line).',
    },
  },
  'duty.plan-stale': {
    status: 412,
    what: {
      ja: '当番表はその後に変わっています（見ていた版 {expected}、今の版 {actual}）。',
      en: 'The plan has changed meanwhile (you saw version {expected}, it is {actual}).',
    },
    safe: planStays,
    next: { ja: '新しい版を読み込み直し、変更を入れ直してください。', en: 'Read the new version and make your change again.' },
  },
  'duty.call-unreadable': {
    status: 400,
    what: { ja: '指定「{text}」を読み取れません。', en: '“{text}” cannot be read.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: {
      ja: '時刻は 2026-11-21T10:05:00+09:00 の形で、ほかは --help を見てください。',
      en: 'Times are written 2026-11-21T10:05:00+09:00; for the rest see --help.',
    },
  },
  'duty.no-plan': {
    status: 404,
    what: { ja: '当番表がまだ登録されていません。', en: 'There is no duty plan yet.' },
    safe: { ja: '報告は受け取り続けています。呼び出しだけができません。', en: 'Reports still come in; only paging is not possible.' },
    next: {
      ja: '「matoi duty plan set FILE」か当番の画面で登録してください。',
      en: 'Set one with “matoi duty plan set FILE” or on the duty screen.',
    },
  },
  'duty.swap-no-duty': {
    status: 422,
    what: {
      ja: '選んだ当番の一方は、担当者がいないか、すでに終わっています。',
      en: 'One of the two duties has nobody, or is over.',
    },
    safe: planStays,
    next: { ja: '担当者のいる、これからの当番を二つ選んでください。', en: 'Choose two coming duties that somebody has.' },
  },
  'duty.swap-same-person': {
    status: 422,
    what: { ja: '選んだ当番は、どちらも同じ人のものです。', en: 'Both duties are the same person’s.' },
    safe: planStays,
    next: { ja: '別の人の当番を選んでください。', en: 'Choose the duty of somebody else.' },
  },
  'duty.table-unreadable': {
    status: 422,
    what: {
      ja: 'シフト表を読めないか、書き出す系統・人が当番表にありません。',
      en: 'The shift table cannot be read, or the rota has no such roster or person.',
    },
    safe: planStays,
    next: {
      ja: 'UTF-8 か Shift_JIS の CSV、当番表にある系統の名前、「夜=21:00-9:00」の形の記号かを確かめてください。',
      en: 'Check that it is CSV in UTF-8 or Shift_JIS, that the roster exists, and that codes are written N=21:00-9:00.',
    },
  },
  'duty.table-not-written': {
    status: 409,
    what: {
      ja: '表をそのファイルに書けません。同じ名前のファイルがあるか、フォルダーに書けません。',
      en: 'The table cannot be written to that file: it is there already, or the folder cannot be written to.',
    },
    safe: { ja: '当番表も、そのファイルも変わっていません。', en: 'Neither the rota nor that file has changed.' },
    next: { ja: '別の名前を --out で指定してください。', en: 'Name another file with --out.' },
  },
  'duty.feed-forged': {
    status: 403,
    what: {
      ja: 'この予定表のアドレスは、無効にされたか、このデスクが作ったものではありません。',
      en: 'This calendar address was withdrawn, or was not made by this desk.',
    },
    safe: { ja: '当番表は見せていません。', en: 'No duty was shown.' },
    next: { ja: '当番の画面でアドレスを作り直してください。', en: 'Get a new address on the duty screen.' },
  },
  'duty.feed-of-a-person': {
    status: 403,
    what: { ja: '予定表のアドレスは、人にだけ出します。', en: 'A calendar address is given to persons only.' },
    safe: { ja: 'アドレスは作っていません。', en: 'No address was made.' },
    next: { ja: '受け取る人がサインインして作ってください。', en: 'Who is to receive it signs in and gets one.' },
  },
  'duty.not-yourself': {
    status: 409,
    what: {
      ja: 'あなたは当番表に入っていないため、呼び出しを受ける登録ができません。',
      en: 'You are not in the rota, so this browser cannot receive its pages.',
    },
    safe: { ja: '登録は変わっていません。', en: 'No subscription was changed.' },
    next: { ja: '当番表に自分を加えてもらってから、もう一度押してください。', en: 'Ask to be put into the rota, then try again.' },
  },
  'report-up.nobody-named': {
    status: 409,
    what: {
      ja: '上への報告先が登録されていないか、その人は当番表にいません。',
      en: 'Nobody is named to whom one reports upwards, or that person is not in the rota.',
    },
    safe: { ja: '何も出ていません。事案はそのままです。', en: 'Nothing left the desk, and the case is as it was.' },
    next: {
      ja: '電話で報告し、当番の編集画面の「上への報告」に段ごとの相手を登録してください。',
      en: 'Report by telephone, and name people for each level under “Reporting upwards” where the rota is edited.',
    },
  },
  'report-up.no-case': {
    status: 404,
    what: { ja: '事案 {caseId} はありません。', en: 'There is no case {caseId}.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: { ja: '事案の一覧から選んでください。', en: 'Choose one from the list of cases.' },
  },
  'page.link-expired': {
    status: 410,
    what: { ja: 'このリンクは期限（七日）が過ぎています。', en: 'This link has expired (seven days).' },
    safe: pageStays,
    next: {
      ja: '新しい呼び出しのリンクを使うか、当番の責任者に電話してください。',
      en: 'Use the link of a newer page, or call the manager on duty.',
    },
  },
  'page.link-forged': {
    status: 403,
    what: { ja: 'このリンクは、この窓口が作ったものではありません。', en: 'This link was not made by this desk.' },
    safe: pageStays,
    next: { ja: 'メールのリンクを途中で切らずに開いてください。', en: 'Open the whole link from the mail.' },
  },
  'page.person-left': {
    status: 410,
    what: {
      ja: 'このリンクや番号の持ち主は、組織か当番表から外れています。',
      en: 'The person this link or code was made for has left the organisation or the rota.',
    },
    safe: { ja: '応答は記録されず、呼び出しはほかの人に続いています。', en: 'No answer was recorded; the page goes on to the others.' },
    next: {
      ja: '当番の人に、自分あての呼び出しから応答してもらってください。',
      en: 'Let the person on duty answer from a page of their own.',
    },
  },
  'page.away': {
    status: 409,
    what: {
      ja: 'この訓練では、あなた（応答する人）は連絡がつかないか、参加していません。',
      en: 'In this exercise whoever answers here cannot be reached, or does not take part.',
    },
    safe: { ja: '応答は記録されず、呼び出しはほかの人に続いています。', en: 'No answer was recorded; the page goes on to the others.' },
    next: {
      ja: 'ほかの人が応答するのを待つか、訓練の進行役に尋ねてください。',
      en: 'Let somebody else answer, or ask who runs the exercise.',
    },
  },
  'page.needs-a-person': {
    status: 403,
    what: { ja: '呼び出しの確認は、名前の分かる人だけができます。', en: 'Only a person by name acknowledges a page.' },
    safe: { ja: '呼び出しは続いています。', en: 'Paging goes on.' },
    next: {
      ja: '届いたリンクを開くか、画面にサインインして確認してください。',
      en: 'Open the link that came, or sign in and acknowledge it.',
    },
  },
  'page.unknown': {
    status: 404,
    what: { ja: '呼び出し {pageId} または相手が見つかりません。', en: 'There is no page {pageId}, or no such person.' },
    safe: pageStays,
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
  'page.code-wrong': {
    status: 422,
    what: { ja: '番号が違います。', en: 'That is not the code.' },
    safe: pageStays,
    next: {
      ja: '相手に、届いた呼び出しの6桁をもう一度読み上げてもらってください。',
      en: 'Ask the person to read out the six digits of the page once more.',
    },
  },
});
