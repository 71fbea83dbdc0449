// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothing = { ja: '何も送られず、何も変わっていません。', en: 'Nothing was sent and nothing has changed.' };

export const notificationProblem = defineProblems('notification', {
  'notification.nothing-given': {
    status: 400,
    what: { ja: '調べるメールのファイルがありません。', en: 'There is no mail file to look at.' },
    safe: nothing,
    next: {
      ja: '`matoi notify classify-bounce FILE.eml` のようにファイルを指定してください。',
      en: 'Name a file, as in `matoi notify classify-bounce FILE.eml`.',
    },
  },
  'notification.file-not-readable': {
    status: 400,
    what: { ja: '{file} を読めませんでした。', en: '{file} could not be read.' },
    safe: nothing,
    next: { ja: 'ファイルの場所と、読む権限を確かめてください。', en: 'Check where the file is and whether you may read it.' },
  },
  'notification.wrong-call': {
    status: 400,
    what: { ja: '引数が正しくありません。必要なのは {wanted} です。', en: 'Wrong arguments; wanted is {wanted}.' },
    safe: nothing,
    next: { ja: '`matoi notify --help` で使い方を確かめてください。', en: 'See `matoi notify --help`.' },
  },
  'notification.one-file': {
    status: 400,
    what: { ja: 'CSV ファイルを1つだけ送ってください。', en: 'Exactly one CSV file is taken at a time.' },
    safe: nothing,
    next: { ja: 'ファイルを1つ選び直してください。', en: 'Choose one file.' },
  },
  'notification.unreadable-csv': {
    status: 422,
    what: {
      ja: '{file} を顧客の一覧として読めません。「顧客番号」と「顧客名」の列が要ります。',
      en: '{file} cannot be read as a list of customers: it needs a column for the number and one for the name.',
    },
    safe: nothing,
    next: {
      ja: 'ひな形の見出しに合わせ、UTF-8 か Shift_JIS の CSV で保存し直してください。',
      en: 'Use the headers of the template and save it as CSV in UTF-8 or Shift_JIS.',
    },
  },
  'notification.too-many-rows': {
    status: 422,
    what: { ja: '{file} は {most} 行を超えています。', en: '{file} has more than {most} rows.' },
    safe: nothing,
    next: { ja: 'ファイルを分けて取り込んでください。', en: 'Split the file and import the pieces.' },
  },
  'notification.no-such-contact': {
    status: 404,
    what: { ja: 'その連絡先はありません。', en: 'There is no such contact.' },
    safe: nothing,
    next: { ja: '顧客の一覧を開き直してください。', en: 'Open the list of customers again.' },
  },
  'notification.unreadable-list': {
    status: 422,
    what: {
      ja: '{file} を知らせる相手の一覧として読めません。「内容」と、「顧客番号」か「契約番号」の列が要ります。',
      en: '{file} cannot be read as a list of whom to tell: it needs a column for what is wrong, and one for the customer or the contract.',
    },
    safe: nothing,
    next: {
      ja: '見出しを直し、UTF-8 か Shift_JIS の CSV で保存し直してください。',
      en: 'Correct the headers and save it as CSV in UTF-8 or Shift_JIS.',
    },
  },
  'notification.no-such-case': {
    status: 404,
    what: { ja: 'その事案はありません。', en: 'There is no such case.' },
    safe: nothing,
    next: { ja: '事案の番号を確かめてください。', en: 'Check the number of the case.' },
  },
  'notification.no-such-inquiry': {
    status: 404,
    what: { ja: 'その問い合わせはありません。', en: 'There is no such inquiry.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '窓口の画面を開き直してください。', en: 'Open the inquiry desk again.' },
  },
  'notification.no-inquiry-page': {
    status: 404,
    what: { ja: 'このページは、今は公開されていません。', en: 'This page is not open at present.' },
    safe: { ja: '何も記録されていません。', en: 'Nothing was recorded.' },
    next: {
      ja: '公表文か通知に書かれた窓口へ、電話でお問い合わせください。',
      en: 'Please call the number given in the statement or notice.',
    },
  },
  'notification.nobody-to-tell': {
    status: 409,
    what: { ja: '知らせる相手が1人もいません。', en: 'There is nobody to tell.' },
    safe: nothing,
    next: {
      ja: '影響範囲の調査か CSV の一覧、顧客の一覧を確かめてください。',
      en: 'Look at the exposure audit or the list of the case, and at the register of customers.',
    },
  },
  'notification.audience-changed': {
    status: 409,
    what: { ja: '表示したあとで、知らせる相手が変わりました。', en: 'The audience has changed since it was shown.' },
    safe: { ja: '承認していません。何も送られていません。', en: 'It was not approved, and nothing was sent.' },
    next: {
      ja: '画面を読み込み直し、変わった相手を確かめてから承認してください。',
      en: 'Read the page again, look at who changed, then approve.',
    },
  },
  'notification.no-own-address': {
    status: 409,
    what: { ja: '試しに送れる自分たちのアドレスがありません。', en: 'There is no address of ours to try the notice at.' },
    safe: nothing,
    next: {
      ja: '窓口のメールアドレスか、自分のメールアドレスを登録してください。',
      en: 'Set the role mailbox of the organisation, or a mail address of your own.',
    },
  },
  'notification.text-at-fault': {
    status: 409,
    what: { ja: '通知の文面に誤りがあります：{what}', en: 'The text of the notice is at fault: {what}' },
    safe: nothing,
    next: {
      ja: '`matoi notify show` か画面で誤りの行を確かめ、直してください。',
      en: 'See the line with `matoi notify show` or on the screen, and correct it.',
    },
  },
  'notification.not-tested': {
    status: 409,
    what: {
      ja: 'この文面の通知を、まだ自分たち宛てに送っていません。',
      en: 'The notice has not been sent to ourselves with this text yet.',
    },
    safe: nothing,
    next: {
      ja: '先に自分たち宛てに送り、届いた写しを確かめてください。',
      en: 'Send it to ourselves first and look at the copy that arrives.',
    },
  },
  'notification.copy-not-seen': {
    status: 409,
    what: { ja: '自分たち宛ての写しが届いたことを確かめていません。', en: 'No copy was seen to arrive in our own mailbox.' },
    safe: nothing,
    next: { ja: '届いた写しを待つか、見ずに送る理由を書いてください。', en: 'Wait for the copy, or say why the notice goes without it.' },
  },
  'notification.not-approved': {
    status: 409,
    what: { ja: '通知の相手と文面がまだ承認されていません。', en: 'The notice is not approved yet.' },
    safe: nothing,
    next: { ja: '相手と文面を確かめて承認してください。', en: 'Look at the audience and the text, and approve them.' },
  },
  'notification.canary-first': {
    status: 409,
    what: { ja: '先行分をまだ送り終えていません。', en: 'The first few have not all left yet.' },
    safe: nothing,
    next: {
      ja: '先行分を送り、不達を見てから残りを送ってください。',
      en: 'Send the first few, look at what comes back, then send the rest.',
    },
  },
  'notification.approval-void': {
    status: 409,
    what: { ja: '承認したあとで、知らせる相手か内容が変わりました。', en: 'Who is told or what is said has changed since the approval.' },
    safe: nothing,
    next: { ja: '変わったところを見て、承認し直してください。', en: 'Look at what changed and approve anew.' },
  },
  'notification.has-left': {
    status: 409,
    what: { ja: 'この通知はもう送り始めています。', en: 'This notice has begun to leave.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: {
      ja: '必要な通知か任意のお知らせかは、次の通知で選んでください。',
      en: 'Choose with the next notice whether it is required or optional.',
    },
  },
  'notification.optional-needs-https': {
    status: 409,
    what: {
      ja: '任意のお知らせには配信を停止するページが要りますが、デスクの公開アドレスが https ではありません。',
      en: 'An optional notice needs a page on which it can be ended, and the public address of the desk is not https.',
    },
    safe: nothing,
    next: { ja: 'MATOI_URL に https の公開アドレスを設定してください。', en: 'Set MATOI_URL to a public address by https.' },
  },
  'notification.pressed-twice': {
    status: 409,
    what: { ja: '同じ通知を、ほかの人がちょうど送り出そうとしています。', en: 'Somebody else is just letting the same notice leave.' },
    safe: { ja: 'この操作では何も送られていません。', en: 'Nothing was sent by this press.' },
    next: {
      ja: '送信の状況を開き直し、残っていればもう一度押してください。',
      en: 'Look at the sending again, and press once more if anything still waits.',
    },
  },
  'notification.stands-still': {
    status: 409,
    what: { ja: 'この通知の送信は止まっています。', en: 'Sending of this notice stands still.' },
    safe: nothing,
    next: { ja: '止まった理由を見て、再開してください。', en: 'See why it stopped, and let it go on.' },
  },
  'notification.stands-not-still': {
    status: 409,
    what: { ja: 'この通知の送信は止まっていません。', en: 'Sending of this notice does not stand still.' },
    safe: nothing,
    next: { ja: '画面を読み直してください。', en: 'Read the page again.' },
  },
  'notification.not-sending': {
    status: 409,
    what: { ja: 'この通知はまだ送り始めていません。', en: 'Nothing of this notice has been let out yet.' },
    safe: nothing,
    next: { ja: '画面を読み直してください。', en: 'Read the page again.' },
  },
  'notification.nothing-waits': {
    status: 409,
    what: { ja: '送るのを待っている通知がありません。', en: 'No message waits to be sent.' },
    safe: nothing,
    next: { ja: '画面を読み直してください。', en: 'Read the page again.' },
  },
  'notification.no-mail': {
    status: 409,
    what: { ja: 'メールを送れません：{why}', en: 'No mail can leave: {why}' },
    safe: nothing,
    next: { ja: '送信サーバーの設定を確かめてください。', en: 'Look at the settings of outgoing mail.' },
  },
  'notification.no-such-reply': {
    status: 404,
    what: { ja: '答えを待っているその返信はありません。', en: 'There is no such reply that waits for an answer.' },
    safe: nothing,
    next: { ja: '画面を読み直してください。', en: 'Read the page again.' },
  },
  'notification.needs-a-person': {
    status: 403,
    what: { ja: 'この操作は、名前のある利用者だけができます。', en: 'Only a named person may do this.' },
    safe: nothing,
    next: { ja: '権限のある人がサインインして操作してください。', en: 'A person with the role must sign in and do it.' },
  },
  'notification.no-such-customer': {
    status: 404,
    what: { ja: 'その顧客はこの通知にいません。', en: 'That customer is not in this notice.' },
    safe: nothing,
    next: { ja: '一覧を開き直してください。', en: 'Open the list again.' },
  },
  'notification.no-letters': {
    status: 409,
    what: { ja: '印刷または投函する郵便がありません。', en: 'There is no letter to print or to post.' },
    safe: nothing,
    next: {
      ja: '郵便に進んだ顧客がいるか、その束をもう投函していないかを確かめてください。',
      en: 'See whether a customer has come to the step by letter, and whether the batch was posted already.',
    },
  },
  'notification.no-such-letter': {
    status: 404,
    what: { ja: '投函した郵便に照会番号 {reference} はありません。', en: 'No letter with the reference {reference} was posted.' },
    safe: nothing,
    next: { ja: '封筒の中の紙にある番号を確かめてください。', en: 'Check the number on the sheet in the envelope.' },
  },
  'notification.digits-do-not-fit': {
    status: 404,
    what: { ja: '番号と6桁の数字が合いません。', en: 'The number and the six digits do not fit.' },
    safe: nothing,
    next: {
      ja: 'メールか郵便にあるとおりに、もう一度お聞きください。合わないかぎり、その方のことは何も話さないでください。',
      en: 'Ask once more for both as they stand in the mail or letter. Until they fit, say nothing of that customer.',
    },
  },
  'notification.say-why': {
    status: 400,
    what: { ja: '理由または正しい担当が書かれていません。', en: 'Why, or who is the right one, is missing.' },
    safe: nothing,
    next: { ja: '聞いたことを書いてから記録してください。', en: 'Write down what you heard, then record it.' },
  },
  'notification.not-settled': {
    status: 409,
    what: { ja: '是正を確認しておらず対象外でもない顧客が {left} 残っています。', en: '{left} customers are neither verified nor exempt.' },
    safe: nothing,
    next: {
      ja: '調査の結果を送るか、1件ずつ理由をつけて決めてください。',
      en: 'Send the result of an audit, or decide each of them with a reason.',
    },
  },
});

/** What a route answers where there is no such case. */
export const noCase = () => ({ problem: notificationProblem('notification.no-such-case') });
