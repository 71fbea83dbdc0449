// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { defineProblems } from '../kernel/define-problems.ts';

const nothingChanged: Bilingual = { ja: '登録内容は変わっていません。', en: 'The register is unchanged.' };

/** What the register can refuse. Codes stand in docs/errors.md. */
export const organisationProblem = defineProblems('organisation', {
  'organisation.already-set-up': {
    status: 409,
    what: { ja: '初期設定はすでに済んでいます。', en: 'The desk has been set up already.' },
    safe: nothingChanged,
    next: { ja: 'サインインしてください。入れないときは管理者に頼んでください。', en: 'Sign in, or ask an administrator for access.' },
  },
  'organisation.wrong-set-up-code': {
    status: 403,
    what: { ja: '初期設定コードが違います。', en: 'The set-up code is wrong.' },
    safe: nothingChanged,
    next: {
      ja: '起動したときに画面に出たコードを入れてください。再起動すると新しいコードになります。',
      en: 'Enter the code that start printed; a restart prints a new one.',
    },
  },
  'organisation.console-refused': {
    status: 401,
    what: { ja: '本人と確かめられませんでした。', en: 'Who you are could not be proved.' },
    safe: { ja: '何も実行していません。断られたことは記録に残ります。', en: 'Nothing was run. The refusal is on record.' },
    next: {
      ja: 'アドレスとパスワード（認証アプリを使う人は、その番号も）を確かめてください。パスワードを持たない人は、画面から行ってください。',
      en: 'Check address and password, and the code of the app where you use one. Who has no password does it on the screen.',
    },
  },
  'organisation.console-waits': {
    status: 429,
    what: { ja: '失敗が続いたため、しばらく待つ必要があります。', en: 'After several failures there is a wait.' },
    safe: { ja: '何も実行していません。', en: 'Nothing was run.' },
    next: { ja: '少し待って、もう一度行ってください。', en: 'Wait a little and try again.' },
  },
  'organisation.console-role': {
    status: 403,
    what: { ja: 'この承認ができる役割がありません（{roles}）。', en: 'You hold none of the roles that may do this: {roles}.' },
    safe: { ja: '何も実行していません。', en: 'Nothing was run.' },
    next: { ja: 'その役割の人に頼んでください。', en: 'Ask somebody who holds one.' },
  },
  'organisation.no-such-person': {
    status: 404,
    what: { ja: 'その人は登録されていません。', en: 'There is no such person in the register.' },
    safe: nothingChanged,
    next: { ja: '番号かメールアドレスを確かめてください。', en: 'Check the number or the address.' },
  },
  'organisation.no-such-department': {
    status: 404,
    what: { ja: 'その部署に属する人がいません。', en: 'Nobody in the register belongs to that department.' },
    safe: nothingChanged,
    next: { ja: '人の登録で部署を書いてから、所属長を決めてください。', en: 'Give somebody that department first, then name its head.' },
  },
  'organisation.bad-address': {
    status: 422,
    what: { ja: 'メールアドレスとして読めないものがあります。', en: 'One of the addresses is not a mail address.' },
    safe: nothingChanged,
    next: { ja: '示されたアドレスを直してください。', en: 'Correct the address named.' },
  },
  'organisation.address-taken': {
    status: 409,
    what: { ja: 'そのメールアドレスは別の人のものとして登録されています。', en: 'That address belongs to somebody else in the register.' },
    safe: nothingChanged,
    next: { ja: 'どちらの人のものか確かめてから登録してください。', en: 'Find out whose it is before entering it.' },
  },
  'organisation.address-needed': {
    status: 422,
    what: { ja: 'サインインにはメールアドレスが必要です。', en: 'Signing in needs a mail address.' },
    safe: nothingChanged,
    next: { ja: 'メールアドレスを登録してから、もう一度操作してください。', en: 'Enter an address first, then repeat the action.' },
  },
  'organisation.no-mail-out': {
    status: 409,
    what: {
      ja: '招待を送れません。メールの送信か、デスクの公開アドレスが設定されていません。',
      en: 'Invitations cannot be sent: outgoing mail or the desk’s public address is not set up.',
    },
    safe: { ja: '誰にも送られず、登録内容も変わっていません。', en: 'Nothing was sent, and the register is unchanged.' },
    next: {
      ja: '設定のメールの画面で設定するか、一人ずつ初回パスワードを発行してください。',
      en: 'Set them up under Settings, Mail, or issue first passwords one by one.',
    },
  },
  'organisation.too-many-invited': {
    status: 413,
    what: { ja: '一度に招待できるのは {most} 人までです。', en: 'At most {most} people are invited at once.' },
    safe: { ja: '誰にも送られず、登録内容も変わっていません。', en: 'Nothing was sent, and the register is unchanged.' },
    next: { ja: '分けて招待してください。', en: 'Invite them in parts.' },
  },
  'organisation.invitation-not-open': {
    status: 404,
    what: {
      ja: 'この招待は使えません。アドレスが途中で切れたか、期限（7日）が過ぎたか、すでに使われたか、取り消されています。',
      en: 'This invitation opens nothing: its address was cut, its 7 days are over, or it was used or taken back.',
    },
    safe: nothingChanged,
    next: {
      ja: 'パスワードを決めたあとなら、サインインの画面からお入りください。そうでなければ、招待した人に、新しい招待を頼んでください。',
      en: 'If you chose your password already, sign in. Otherwise ask whoever invited you for a new invitation.',
    },
  },
  'organisation.version-needed': {
    status: 428,
    what: { ja: 'どの版を見て変更したのかが示されていません。', en: 'The change does not say which version it was made from.' },
    safe: nothingChanged,
    next: {
      ja: '画面を読み込み直して、もう一度操作してください（API では、読んだときの ETag を If-Match に付けます）。',
      en: 'Load the page again and repeat the action (over the API: send If-Match with the ETag that you read).',
    },
  },
  'organisation.stale': {
    status: 412,
    what: { ja: 'ほかの人が先に変更しました。', en: 'Somebody else changed this first.' },
    safe: { ja: '先の変更は残り、あなたの変更は行われていません。', en: 'Their change stands; yours was not made.' },
    next: { ja: '最新の内容を読んでから、もう一度変更してください。', en: 'Read the latest state and change again.' },
  },
  'organisation.last-administrator': {
    status: 409,
    what: {
      ja: 'サインインできる管理者がいなくなるため、変更できません。',
      en: 'This would leave no administrator who can sign in.',
    },
    safe: nothingChanged,
    next: { ja: '先に別の人を管理者にしてください。', en: 'Make somebody else an administrator first.' },
  },
  'organisation.person-left': {
    status: 409,
    what: { ja: 'その人はすでに離れています。', en: 'That person has left.' },
    safe: nothingChanged,
    next: {
      ja: '戻った人なら、「離れた人も示す」でその人を開き、「戻ったことを記録する」を押してください。',
      en: 'If they are back, show those who left, open the person and press “Record that this person is back”.',
    },
  },
  'organisation.unreadable-csv': {
    status: 422,
    what: {
      ja: '人の表として読めません。CSV でないか、1行目に「氏名」の列がありません。',
      en: 'This cannot be read as a table of people: it is no CSV, or its first line has no column “Name”.',
    },
    safe: nothingChanged,
    next: {
      ja: 'ひな形をダウンロードし、UTF-8 か Shift_JIS の CSV で保存して送ってください。',
      en: 'Download the template and save as CSV in UTF-8 or Shift_JIS.',
    },
  },
  'organisation.import-not-last': {
    status: 409,
    what: {
      ja: 'この取り込みは取り消せません。すでに取り消されたか、そのあとに別の名簿が取り込まれています。',
      en: 'This import cannot be undone: it was undone already, or another table was imported after it.',
    },
    safe: nothingChanged,
    next: { ja: '画面を読み込み直し、一人ずつ直してください。', en: 'Reload the page, and correct people one by one.' },
  },
  'organisation.no-such-file': {
    status: 422,
    what: { ja: 'ファイルを読めません。', en: 'The file cannot be read.' },
    safe: nothingChanged,
    next: { ja: 'ファイルの場所と権限を確かめてください。', en: 'Check where it is and who may read it.' },
  },
  'organisation.wrong-call': {
    status: 400,
    what: { ja: '指定が正しくありません。', en: 'Wrong arguments.' },
    safe: nothingChanged,
    next: { ja: '--help で使い方を見てください。', en: 'See --help.' },
  },
  'organisation.too-many-rows': {
    status: 422,
    what: { ja: '一度に読み込める行数を超えています。', en: 'The file holds more rows than one import takes.' },
    safe: nothingChanged,
    next: { ja: 'ファイルを分けて送ってください。', en: 'Send it in several files.' },
  },
  'organisation.outside-twice': {
    status: 422,
    what: { ja: '名簿に同じ番号の相手が二つあります。', en: 'Two bodies of the directory have one id.' },
    safe: nothingChanged,
    next: { ja: '画面を読み込み直してから、もう一度変更してください。', en: 'Read the directory again and make the change anew.' },
  },
  'organisation.one-file': {
    status: 422,
    what: { ja: 'CSV ファイルが1つ必要です。', en: 'Exactly one CSV file is needed.' },
    safe: nothingChanged,
    next: { ja: 'ファイルを1つ選んで送ってください。', en: 'Choose one file and send it.' },
  },
  'organisation.no-such-key': {
    status: 404,
    what: { ja: 'そのキーはありません。', en: 'There is no such key.' },
    safe: nothingChanged,
    next: { ja: 'キーの一覧を読み込み直してください。', en: 'Read the list of keys again.' },
  },
  'organisation.factors-unanswered': {
    status: 409,
    what: {
      ja: 'この人には認証アプリかパスキーがあります。残すか外すかが示されていません。',
      en: 'This person has an authenticator app or passkeys, and it was not said whether they stay.',
    },
    safe: {
      ja: 'パスワードは発行されていません。今のサインインもそのままです。',
      en: 'No password was given; what opens the desk for them is as it was.',
    },
    next: {
      ja: '示された名前を本人に確かめ、覚えのないものがあれば「外す」を選んでください。',
      en: 'Check the names with the person; if one is not theirs, choose to remove them.',
    },
  },
  'organisation.mail-from-environment': {
    status: 409,
    what: {
      ja: 'この値は環境変数 {name} で決められているため、画面からは変えられません。',
      en: 'This is set by the environment variable {name}, which wins over the screen.',
    },
    safe: { ja: '今の設定のまま動いています。', en: 'The desk goes on with what it has.' },
    next: {
      ja: '環境変数を変えて再起動するか、環境変数を外してから画面で設定してください。',
      en: 'Change the variable and start again, or remove it and set the value here.',
    },
  },
  'organisation.mail-server-unset': {
    status: 409,
    what: { ja: 'その場所にはサーバーが設定されていません。', en: 'There is no server set up at that place.' },
    safe: { ja: '今使っているサーバーのままです。', en: 'The server in use is the same as before.' },
    next: { ja: '先にサーバーを設定して保存してください。', en: 'Set the server up first and save it.' },
  },
  'organisation.mail-secret-needed': {
    status: 422,
    what: {
      ja: 'このサーバーとアカウントには、パスワードなどの秘密の値（{names}）が必要です。サーバー名・アカウント・認証の方法を変えたときは、前の値は引き継がれません。',
      en: 'This server and account need their secret ({names}). A secret is not carried over to another server, account or way of signing in.',
    },
    safe: { ja: '設定は変わっていません。前の値も残っています。', en: 'The settings are unchanged, and the secret before is still there.' },
    next: { ja: '秘密の値を入れて、もう一度保存してください。', en: 'Enter the secret and save again.' },
  },
  'organisation.mail-secret-unreadable': {
    status: 422,
    what: {
      ja: 'Google のサービス アカウントの鍵ファイル（JSON）として読めません。client_email と private_key が必要です。',
      en: 'This is not the key file (JSON) of a Google service account: it needs client_email and private_key.',
    },
    safe: { ja: '設定は変わっていません。', en: 'The settings are unchanged.' },
    next: {
      ja: 'Google Cloud で作成した鍵の JSON ファイルを開き、中身をそのまま貼り付けてください。',
      en: 'Open the JSON file that Google Cloud made and paste all of it.',
    },
  },
  'organisation.chat-address-unreadable': {
    status: 422,
    what: {
      ja: 'チャットのアドレス（Webhook の URL）として読めません。https:// で始まるアドレスが必要です。',
      en: 'This is no address of a webhook: it begins with https://.',
    },
    safe: { ja: '設定は変わっていません。', en: 'The settings are unchanged.' },
    next: {
      ja: 'チャットのサービスの画面で Webhook の URL をコピーし、そのまま貼り付けてください。',
      en: 'Copy the URL of the webhook on the page of the chat service and paste all of it.',
    },
  },
  'organisation.chat-secret-needed': {
    status: 422,
    what: {
      ja: 'このチャットには Webhook のアドレスが必要です（Chatwork は API トークンも）。サービスの種類を変えたときは、前の値は引き継がれません。',
      en: 'This chat needs the address of its webhook (Chatwork its API token too). Neither is carried over to another service.',
    },
    safe: { ja: '設定は変わっていません。', en: 'The settings are unchanged.' },
    next: { ja: 'アドレスとトークンを入れて、もう一度保存してください。', en: 'Enter the address and the token and save again.' },
  },
  'organisation.no-such-chat': {
    status: 404,
    what: { ja: 'その名前のチャットは設定されていません。', en: 'There is no chat of that name.' },
    safe: { ja: '設定は変わっていません。', en: 'The settings are unchanged.' },
    next: { ja: '設定の画面を読み込み直して、名前を確かめてください。', en: 'Load the settings again and check the name.' },
  },
  'organisation.mail-in-the-clear': {
    status: 422,
    what: {
      ja: '暗号化しない接続では、パスワードが通信経路で読まれます。',
      en: 'Without encryption the password could be read on its way.',
    },
    safe: {
      ja: '設定は変わらず、パスワードはどこにも渡していません。',
      en: 'The settings are unchanged, and the password was given to nobody.',
    },
    next: {
      ja: '「最初から暗号化」か「STARTTLS（必須）」を選ぶか、認証なしにしてください。',
      en: 'Choose encryption from the start or by STARTTLS, or no sign-in.',
    },
  },
  'organisation.bad-desk-address': {
    status: 422,
    what: {
      ja: '公開アドレスとして使えません。https:// または http:// で始まり、ほかの人の端末から開けるアドレスが必要です（localhost は不可）。',
      en: 'This cannot be the public address: it begins with https:// or http:// and can be opened from other people’s devices (not localhost).',
    },
    safe: { ja: '公開アドレスは変わっていません。', en: 'The public address is unchanged.' },
    next: { ja: '利用者がブラウザで開くアドレスを入れてください。', en: 'Enter the address that people open in their browser.' },
  },
  'organisation.not-own-address': {
    status: 422,
    what: { ja: 'テストは、自分の登録アドレスにだけ送れます。', en: 'A test goes to an address of your own in the register only.' },
    safe: { ja: '何も送っていません。', en: 'Nothing was sent.' },
    next: {
      ja: '自分のアドレスを選んでください。なければ、組織の画面で登録してください。',
      en: 'Choose one of yours, or add it on the organisation screen.',
    },
  },
  'organisation.no-such-test': {
    status: 404,
    what: { ja: 'そのテストの記録はありません。', en: 'There is no such test.' },
    safe: nothingChanged,
    next: { ja: 'もう一度テストを送ってください。', en: 'Send a test once more.' },
  },
  'organisation.needs-a-person': {
    status: 403,
    what: { ja: 'この操作は、API キーではできません。', en: 'A machine key may not do this.' },
    safe: nothingChanged,
    next: { ja: '権限のある人がサインインして操作してください。', en: 'A person with the role must sign in and do it.' },
  },
});
