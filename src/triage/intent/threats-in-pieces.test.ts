// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { rawIntentRules } from '../../adapters/triage-rules/triage-rules.ts';
import { parseRules } from './intent-rule.ts';
import type { Fact } from './intent-rule.ts';
import { readIntent } from './intent.ts';

const rules = parseRules(rawIntentRules());
const labelOf = (text: string, ...facts: readonly Fact[]): string => readIntent(`件名\n\n${text}`, rules, new Set(facts)).label;

const THREATS = [
  '貴社のサーバーに入り、取引先との契約書を持ち出しました。表に出されたくなければ、ビットコインで5枚を送ってください。',
  'こちらには御社の内部メール3年分がある。ばら撒かれるのが嫌なら仮想通貨で100万円分を明後日までに。',
  'サイトを落とされたくなかったら30万用意しとけ。連絡先はこのメール。',
  '弊組織は貴院の患者情報を保有しています。計400万円で消去に応じます。期日を過ぎた場合、ブログに掲載します。',
  'おたくの会員のカード番号が全部こっちにある。売りに出す前に声をかけてやった。60万円で引き取るなら削除してやる。',
  '開発サーバーよりソースコード一式を取得いたしました。競合各社への売却を予定しておりますが、150万円にて買い戻されるのであれば優先いたします。',
  '元社員です。持ち出した設計データがあります。上乗せ分として200万円を支払ってください。応じなければ競合に持って行きます。',
  '明日から毎日DDoSを行う。10万円を払えばリストから外す。',
  'ファイルはすべて暗号化済み。復号鍵が欲しければ連絡せよ。72時間を過ぎると盗んだデータを公開する。',
  'We hold 12,000 passports of your guests. Transfer 40 000 euros by Thursday. Silence means we start mailing your guests one by one.',
  'i hacked ur site. 500$ in usdt and i tell u how and delete everything. otherwise i deface it tonight',
  'Your site will be attacked every day from Monday. 5 XMR to this address and we leave you alone.',
  'We took 300 GB from your file server. The starting price is 200 000 USD, it doubles in 3 days. After 6 days everything is on our page.',
  'Hand over 1.2 BTC, or your patients get their own records by mail.',
  'All your files have been encrypted. To get the decryptor contact us in our Tor chat. If you refuse, the data goes on our blog.',
];

const NO_THREATS = [
  'お振込みがない場合は、契約に基づきサービスを停止させていただくことがございます。保守料 55,000 円のお支払いをお願いします。',
  'お見積もり金額は80万円です。本日中にご返答がない場合は、他社にお譲りする可能性がございます。在庫データは別紙です。',
  '昨年度の被害額は約3億円、身代金の支払いは確認されていません。公開サーバーのデータは暗号化して保管しています。',
  '商品代金12,800円を3日以内にお振込みください。期限を過ぎた場合はキャンセルとさせていただきます。商品の情報はサイトで公開しています。',
  'ハッカー集団が病院のデータを盗み、5億円を要求、支払わなければ公開すると声明を出した。当社も対策の再確認をお願いします。',
  '入札の件：落札価格は250万円でした。契約書の情報は公開いたします。辞退される場合は期日までにご連絡ください。',
  '流出したとされる名簿について、記事を明日公開します。ご回答がない場合は「回答なし」と掲載します。',
  'We sell data recovery: from 300 USD. If you need no help, just ignore this. Your files are safe with us, clients get a discount.',
  'If you do not renew by 5 December for 99 USD, your files will be deleted from our cloud. The data can be exported.',
  'The shop lets anybody change the amount to 1 USD before they pay. I did not download anything and will publish only after the fix.',
];

describe('triage/intent: threats in pieces', () => {
  test.each(THREATS)('%s', (text) => {
    expect(labelOf(text)).toBe('extortion');
  });

  test.each(NO_THREATS)('no threat: %s', (text) => {
    expect(labelOf(text)).not.toBe('extortion');
  });

  test.each([
    ['社長の私です。至急、新しいLINEグループを作成し、QRコードを返信してください。'],
    ['コンビニでAppleギフトカードを5万円分購入し、裏面の番号の写真を送ってください。'],
    ['弊社の口座が変更になりました。次回以降のお支払いは下記の新口座へお願いいたします。'],
    ['We pay employees. Give us RDP access to your employer and receive a share of the ransom.'],
    ['社内の認証情報（VPN・メール）を提供いただければ、1件につき50万円をお支払いします。'],
  ])('bait within the house: %s', (text) => {
    expect(labelOf(text)).toBe('lure');
  });

  test.each([
    ['来年度より振込先口座が変わる予定です。正式な書面は郵送し、電話でご確認いたします。'],
    ['経費精算で電子マネーの利用履歴の番号が必要です。規程のとおり申請してください。'],
    ['Employees use a VPN with their own password. Our staff pays attention to access control.'],
  ])('none: %s', (text) => {
    expect(labelOf(text)).not.toBe('lure');
  });

  test.each([
    [
      'https://yoyaku.corp.example/r?id=55 の id を変えると他の方の予約内容が表示されます。2件だけ確認してやめました。誰にも話していません。',
    ],
    [
      'The coupon field at https://shop.corp.example/checkout accepts the same code many times. I cancelled my test order. Nothing expected.',
    ],
    ['https://corp.example/reserve?id=8 の料金を書き換えて送信すると、支払わずに予約が確定してしまいます。自分の予約は取り消しました。'],
  ])('good faith: %s', (text) => {
    expect(labelOf(text, 'names-a-place', 'names-own-host')).toBe('good-faith');
  });
});
