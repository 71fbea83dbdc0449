// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../lang/lang.tsx';

const ja = {
  title: 'チャットへの通知（Webhook）',
  lead: '当番表の呼び出しで、ここにある名前を選べます。アドレスとトークンは環境変数で設定し、画面には出しません。',
  none: '設定されている Webhook はありません。環境変数 MATOI_WEBHOOK_<名前> にアドレスを入れて起動すると、ここに並びます。',
  kind: {
    json: 'JSON（そのほかのサービス）',
    teams: 'Microsoft Teams（Workflows）',
    slack: 'Slack',
    'google-chat': 'Google Chat',
    chatwork: 'Chatwork',
    'line-works': 'LINE WORKS',
  },
  quiet: '呼び出しの相手と番号だけを送ります。件名・本文・リンクは送りません。',
  everything: '件名・本文・リンクも送ります（設定で選ばれています）。',
  test: (name: string) => `「${name}」にテストを送る`,
  is: {
    taken: '相手のサービスが受け取りました。',
    later: '届いていません。相手のサービスが今は受け取れません。',
    refused: '届いていません。相手のサービスが断りました。',
    unknown: '届いたかどうか分かりません。時間内に答えがありませんでした。',
    'not-set-up': '送っていません。この名前の Webhook は設定されていません。',
    practice: '送っていません。練習モードのため、何も外へ出ません。',
  },
  answer: (answer: string) => `相手の答え: ${answer}`,
};

export const chatWords = wordsOf(ja, {
  title: 'Notices to chats (webhooks)',
  lead: 'Pages of the rota can name these. Addresses and tokens are set in the environment and never shown.',
  none: 'No webhook is set up. Start with an address in MATOI_WEBHOOK_<NAME>, and it stands here.',
  kind: {
    json: 'JSON (any other service)',
    teams: 'Microsoft Teams (Workflows)',
    slack: 'Slack',
    'google-chat': 'Google Chat',
    chatwork: 'Chatwork',
    'line-works': 'LINE WORKS',
  },
  quiet: 'Only who is called and the number are sent; no subject, no text, no link.',
  everything: 'Subject, text and link are sent too, as the settings say.',
  test: (name: string) => `Send a test to “${name}”`,
  is: {
    taken: 'The service took it.',
    later: 'It did not arrive. The service cannot take it now.',
    refused: 'It did not arrive. The service refused it.',
    unknown: 'Nobody knows whether it arrived. There was no answer in time.',
    'not-set-up': 'Nothing was sent. No webhook of this name is set up.',
    practice: 'Nothing was sent. In practice mode nothing leaves the desk.',
  },
  answer: (answer: string) => `Its answer: ${answer}`,
});
