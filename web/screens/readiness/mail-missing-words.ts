// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

export const mailMissingWords = wordsOf(
  {
    title: 'メールと公開アドレスで、まだ決まっていないもの',
    practice: '練習モードです。返信も呼び出しもデスクの外に出ません。',
    missing: {
      'no-relay': '送信サーバーがありません。返信・社内への注意喚起・メールの呼び出しは出ません。',
      'no-sender': '差出人のアドレスがありません。メールは出ません。',
      'relay-secret': '送信サーバーの秘密の値を開けません。メールは出ません。',
      'second-relay': '送信サーバーの予備がありません。',
      'no-mailbox': '受信メールボックスがありません。メールの報告は、転送で受ける設定がなければ入りません。',
      'mailbox-secret': '受信メールボックスの秘密の値を開けません。メールの報告が入りません。',
      'secret-ends': 'クライアント シークレットの有効期限が 7 日以内に切れるか、もう切れています。新しいものを作り、入れ直してください。',
      'second-mailbox': '受信メールボックスの予備がありません。',
      'no-address': '公開アドレスがありません。メールにリンクは入りません。',
      'only-this-machine': '公開アドレスが、このコンピューターからしか開けません。',
    },
    open: 'メールと公開アドレスを設定する',
    ask: '管理者が設定の画面で決めます。',
  },
  {
    title: 'Mail and public address: not set up yet',
    practice: 'Practice mode: no reply and no page leaves the desk.',
    missing: {
      'no-relay': 'No outgoing server. Replies, notices to staff and pages by mail do not go out.',
      'no-sender': 'No sender address. No mail goes out.',
      'relay-secret': 'The secret of the outgoing server cannot be opened. No mail goes out.',
      'second-relay': 'No second outgoing server.',
      'no-mailbox': 'No incoming mailbox. Reports by mail come in only where forwarding is set up.',
      'mailbox-secret': 'The secret of the incoming mailbox cannot be opened. Reports by mail do not come in.',
      'secret-ends': 'A client secret ends within 7 days, or has ended. Make a new one and enter it.',
      'second-mailbox': 'No second incoming mailbox.',
      'no-address': 'No public address. Mails go without a link.',
      'only-this-machine': 'Only this computer opens the public address.',
    },
    open: 'Set up mail and the public address',
    ask: 'An administrator sets this on the settings screen.',
  },
);
