// SPDX-License-Identifier: Apache-2.0
// What people write in words of their own, by what they want; none of these texts was in view when the rules were first made.
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { rawIntentRules } from '../../adapters/triage-rules/triage-rules.ts';
import { extractClaims } from '../claim/claim.ts';
import { factsOf, foreignLinksIn } from '../examination/mail-signals.ts';
import { readingOf } from '../mail/mail-text.ts';
import { readableOf } from '../mail/readable.ts';
import { parseRules } from './intent-rule.ts';
import { readIntent } from './intent.ts';

const rules = parseRules(rawIntentRules());
const deps = { domains, ownDomains: ['harbor-tea.example'] };

function label(subject: string, body: string): string {
  const head = ['From: x@outside.example', 'To: web@harbor-tea.example', `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`];
  const bytes = Buffer.from([...head, 'Content-Type: text/plain; charset=utf-8', '', body].join('\n'));
  const mail = readableOf(readMail(bytes), domains.exists);
  const { text } = readingOf(mail);
  const { claims } = extractClaims(text, domains.exists);
  const senders = mail.from.map(({ address }) => address);
  return readIntent(text, rules, factsOf(deps, mail, claims), { senders, foreignLinks: foreignLinksIn(deps, mail, claims, text) }).label;
}

describe('triage/spoken-kinds', () => {
  test.each([
    ['話がある', '御社の帳簿と取引先の一覧はこちらにある。黙っててほしけりゃ150万、現金で用意しな。警察に話したら全部ネットにぶちまける。'],
    ['お知らせ', '貴社の共有フォルダはすべてコピー済みです。交渉に応じない場合、当方のブログで順に掲載します。'],
    ['攻撃について', '12月10日より貴社サイトへの攻撃を開始する。回避を望むなら20万円相当のUSDTを支払うこと。'],
    [
      'ご提案',
      '会員の個人情報を拝見できる状態を確認しております。公にする前に、示談金40万円にて解決したく存じます。お振込みなき場合は公表いたします。',
    ],
    ['名簿の件', 'お客様三千名の名簿がございます。お買い取りいただけない場合は、名簿業者へ譲渡することになります。希望額は百万円です。'],
    ['口コミ', '悪い口コミを50件書き込みます。嫌なら5万円分のギフトカードを送ってください。'],
    ['a word', 'The designs are in my possession. I want 6,000 EUR. If it is not here on Friday they will be given to your competitors.'],
    ['silence', 'Your shop leaks card numbers. Our fee for silence is $1,800. Refuse and the press will hear about it.'],
    ['locked', 'files are locked. send 0.4 btc for the key. no pay, and we sell the copies.'],
    [
      '取引',
      '我々は御社のサーバーに潜んでいた。役員のやり取りを保存してある。60万円をモネロで支払えば消す。さもなければ週刊誌に持ち込む。',
    ],
    ['元社員', '在籍時の台帳を保有しております。和解金として70万円をお願い申し上げます。ご対応がない場合は、被害者の会に提供いたします。'],
    ['渡せ', '口座情報を全部抜いた。二百万だ。明日までに渡せ。渡さなければ全部さらす。'],
    [
      'the clip',
      'I have access to your router and saw everything. Pay me 900 dollars in BTC. If not, everyone in your address book gets the clip.',
    ],
    [
      'uploads',
      '12 GB of your HR files are ready for upload. The price went up to 30,000 USD. Tomorrow the archive will be released to the public.',
    ],
  ])('extortion: %s', (subject, body) => expect(label(subject, body)).toBe('extortion'));

  test.each([
    ['相談', '弊社の社員に、ビットコインを支払わないと動画を公開する旨の脅迫メールが、貴社のアドレスから届いています。'],
    ['取材', '記者です。ある集団が貴社のデータを公開すると主張し、期限までに身代金を支払うよう要求しているのを確認しました。'],
    ['息子に', '息子に、金を払わないと写真をばらまくと脅すメールが来ました。送信元が貴社です。'],
    ['abuse', 'Your server sends sextortion mails ("I recorded you, pay 700 USD in bitcoin or I publish the video"). Please stop it.'],
    ['leak site', 'We watch ransom blogs. Group Nine listed your shop and threatens to leak 60 GB if no ransom is paid.'],
    ['ご請求', 'ご利用料金のお支払いが確認できません。11月30日までにお支払いいただけない場合、サービスを停止いたします。'],
    ['ご案内', '月額3,000円でご利用いただけます。資料を送付いたしますので、会社名をお知らせください。'],
    ['公表予定', '修正のご連絡がない場合、90日後に詳細を公表します。報奨金は求めておりません。'],
    ['invoice', 'Our invoice of 900 USD is overdue. If you do not pay by Friday, we hand the matter to a collection agency.'],
    ['再送', '10月分のご請求額80,000円のご入金が確認できておりません。ご対応がない場合は、出荷を見合わせます。'],
    ['parcel', 'Please pay the customs fee of $25, otherwise your parcel will be sent back.'],
    ['訓練', '来週、訓練をします。「ビットコインを送らないと公開する」という文面が届いても、送金せず報告してください。'],
  ])('told, owed or open, no extortion: %s', (subject, body) => expect(label(subject, body)).not.toBe('extortion'));

  test.each([
    [
      'ログイン画面の件',
      '貴社 https://www.harbor-tea.example/login.php のログイン画面に SQL インジェクションがあります。見返りは不要です。',
    ],
    [
      '再設定',
      'パスワード再設定 https://www.harbor-tea.example/reset のトークンが連番で推測でき、他人のパスワードを変更できてしまいます。再現手順は次のとおりです。',
    ],
    [
      '請求書の URL',
      '請求書のURL https://www.harbor-tea.example/bill/0001.pdf が連番で、ログインなしで他社の分が見られます。お礼は求めていません。',
    ],
    [
      'バックアップ',
      'https://www.harbor-tea.example/backup/ を開くと、バックアップを誰でもダウンロードできる状態です。中身は見ていません。',
    ],
    [
      'account page',
      'The verification page https://www.harbor-tea.example/verify?user=5 is open to IDOR: another number shows the payment details of other users. Steps to reproduce: change the number. I expect no reward.',
    ],
    ['exposed', 'https://www.harbor-tea.example/.git/config can be read by anyone. I did not download anything. You may want to block it.'],
    ['カート', '購入画面 https://www.harbor-tea.example/cart で price を書き換えると、1円で注文を確定できます。注文は取り消し済みです。'],
    ['takeover', 'old.harbor-tea.example points to an unclaimed bucket (subdomain takeover). I have not claimed it. No reward expected.'],
    [
      'payment',
      'The payment page https://www.harbor-tea.example/pay accepts a negative amount. I cancelled my test order, and will wait for your fix before I write of it.',
    ],
  ])('good faith in the words of phishing: %s', (subject, body) => expect(label(subject, body)).toBe('good-faith'));

  test.each([
    ['至急', 'お使いのサーバーが感染しています。0120-000-999 までお電話いただければ、専門の担当が遠隔で処置します。'],
    ['口座', '法人口座で不正送金の疑いがあります。画面を共有してください。ワンタイムパスワードもお伺いします。'],
    ['your order', 'Thank you for your order. $389.00 has been debited. Not you? Call +1-888-555-0177 for a full refund.'],
    ['internet', 'Your router is hacked. Dial 0800-123-4567 and our engineer will help you install a support tool on your computer.'],
    [
      'XSS',
      'Your page https://www.harbor-tea.example/s.php has XSS. See the report and sign in with your mail account: https://viewer.evil.example/',
    ],
  ])('somebody wants to get in: %s', (subject, body) => expect(label(subject, body)).toBe('lure'));

  test.each([
    ['report', 'I found a valid vulnerability in your application. Let me know whether you pay for reports.'],
    ['お礼', '脆弱性を見つけました。謝礼の有無をお知らせいただければ詳細をお送りします。'],
  ])('money first: %s', (subject, body) => expect(label(subject, body)).toBe('beg-bounty'));
});
