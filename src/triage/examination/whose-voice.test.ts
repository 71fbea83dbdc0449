// SPDX-License-Identifier: Apache-2.0
// Whose voice a mail speaks with: threats and bait of the writer's own, and those that are told or quoted.
import { describe, expect, test } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { rawIntentRules } from '../../adapters/triage-rules/triage-rules.ts';
import { extractClaims } from '../claim/claim.ts';
import { parseRules } from '../intent/intent-rule.ts';
import { readIntent } from '../intent/intent.ts';
import { readingOf } from '../mail/mail-text.ts';
import { readableOf } from '../mail/readable.ts';
import { factsOf, foreignLinksIn } from './mail-signals.ts';

const rules = parseRules(rawIntentRules());
const deps = { domains, ownDomains: ['harbor-tea.example'] };

function read(body: string, { html = false, from = 'Someone <someone@outside.example>' } = {}) {
  const head = [
    `From: ${from}`,
    'To: web@harbor-tea.example',
    'Subject: a word',
    'MIME-Version: 1.0',
    `Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
  ];
  const mail = readableOf(readMail(Buffer.from([...head, '', body].join('\n'))), domains.exists);
  const { text } = readingOf(mail);
  const { claims } = extractClaims(text, domains.exists);
  return readIntent(text, rules, factsOf(deps, mail, claims), {
    senders: mail.from.map(({ address }) => address),
    foreignLinks: foreignLinksIn(deps, mail, claims, text),
  });
}

const THREAT_EN = 'If you do not pay 3 BTC within 24 hours we will publish your customer data.';
const THREAT_JA = '24時間以内に3BTCを支払わなければ、顧客情報を公開する。';

describe('triage/whose-voice', () => {
  test.each([
    ['plain', THREAT_EN],
    ['plain, ja', THREAT_JA],
    ['behind a greeting', `Good day to the owner of this shop,\n\n${THREAT_EN}\n\nThe night crew`],
    [
      'after quoting the other side',
      `You wrote that you will not talk to us. That was a mistake.\n\n${THREAT_EN}\n\n> We do not negotiate with you.`,
    ],
    [
      'a reminder that quotes its own first mail',
      `Did you think we forget? Read this again, the clock is running.\n\nOn 1 Nov, Someone <someone@outside.example> wrote:\n> ${THREAT_EN}`,
    ],
    ['only a quotation', `> ${THREAT_EN}`],
    ['only in quotation marks', `"${THREAT_EN}"`],
    ['with a quoted word in it', 'We have your file "customers_2026_final.xlsx". If you do not pay 3 BTC we will publish it.'],
    [
      'that speaks of what was said before',
      'I have a video of you. The amount I want is 900 dollars; as I said, if you do not pay in bitcoin I will publish it.',
    ],
    [
      'with demands',
      'Meet the following demands: if you do not pay 3 BTC to the wallet stated below within 24 hours we will publish your customer data.',
    ],
    ['that warns against telling', '警察との連絡が分かれば、名簿をばらまく。三百万円を払え。払わなければ公開すると予告しておく。'],
    ['that tells what it will publish', '貴社が漏えいを隠しているという内容を、解決金三百万円を支払わなければ報道機関へ公表する。'],
    ['with 「…」 in it', '「取引先台帳2026最終版」を入手した。二百万円を払え。払わなければ掲示板に晒す。'],
  ])('a threat of the writer: %s', (_, body) => {
    expect(read(body).label).toBe('extortion');
  });

  test.each([
    ['quoted with >', `Hello, one of our members forwarded us the lines below. Is your site the source?\n\n> ${THREAT_EN}`],
    ['quoted twice', `Please look at what your customers get now:\n\n>> ${THREAT_EN}\n>> Regards`],
    [
      'below an attribution',
      `This came to an address that I gave to you only.\n\nOn Monday, Night Crew <x@y.example> wrote:\n> ${THREAT_EN}`,
    ],
    [
      'below the header of the original',
      `This came to an address that I gave to you only.\n\n-----Original Message-----\nFrom: Night Crew <x@y.example>\nSent: Monday\n\n${THREAT_EN}`,
    ],
    ['they wrote', `Somebody has your list. They wrote: ${THREAT_EN}`],
    ['they wrote, below', `An unknown person wrote to our office:\n\n${THREAT_EN}\n\nWe have not answered.`],
    ['a group claims', 'A ransomware crew claims on its blog that it holds your files and will publish the data unless you pay 3 BTC.'],
    ['in quotation marks', `Our reader got a mail: “${THREAT_EN}” Can you comment on this for our paper?`],
    ['I received', `I received a threatening email at the address I use for your shop.\n\n${THREAT_EN}`],
    ['according to', 'According to the post, the data will be published unless you pay 3 BTC within 24 hours. We are a newspaper.'],
    ['somebody sent me this', `An unknown person sent me this about your shop:\n${THREAT_EN}`],
    ['they said', 'Unless you pay 3 BTC we will publish the customer data, they said on the phone to our branch.'],
    ['よう脅された', '知人が、24時間以内に3BTCを送金しなければ顧客情報を公開すると脅迫を受けました。御社の会員だそうです。'],
    ['言われた', '昨日、知らない人から電話があり、24時間以内に3BTCを支払わなければ顧客情報を公開すると言われました。'],
    ['「…」というメール', '弊社宛に「サービスを止められたくなければ60万円を払え」というメールが届きました。御社にも届いていませんか。'],
    ['と要求する書き込み', '警察から、御社の名簿を公開されたくなければ金を払えと要求する書き込みがあると聞きました。ご確認ください。'],
    ['「…」という脅迫', '「通信を盗み見た。暗号資産で払え」という脅しが、こちらでしか使っていない番号に来ました。利用者です。'],
    ['という電話', '御社に登録した番号に、3BTCを支払わなければ顧客情報を公開するという電話がありました。'],
    ['とのこと', '掲示板によると、3BTCを支払わなければ御社の顧客情報を公開するとのことです。確認をお願いします。'],
    ['書かれている', 'リークサイトに、期限までに支払いがなければ顧客情報を公開すると書かれています。ご存じでしょうか。'],
    ['「…」', `取引先から相談を受けました。「${THREAT_JA}」この文面に心当たりはありますか。`],
    ['脅迫メールが届いた', `御社専用のアドレスに脅迫メールが届きました。\n\n${THREAT_JA}\n\n漏えいはありませんか。`],
    ['脅迫文の転記', `次のようなメールが届きましたのでお知らせします。\n${THREAT_JA}`],
    ['と主張している', '犯行グループは、支払いに応じなければ顧客情報を公開すると主張しています。記者の者です。'],
  ])('a threat that is told: %s', (_, body) => {
    const { label, told } = read(body);
    expect(label).not.toBe('extortion');
    expect(told?.some((hit) => hit.intent === 'extortion')).toBe(true);
  });

  test.each([
    '御社の顧客データは押さえた。百万円用意しろ。出さないなら全部ネットに晒す。',
    '金を払え。払わねばお前の会社の情報をダークウェブに流す。',
    '二百万円を指定の口座に振り込め。応じない場合はサイトを落とす。',
    '明日の正午までに0.5BTCを送金しろ。無視すればDDoS攻撃を開始する。',
    '名簿はいただいた。警察に言えばすぐにばらまく。五百万円を用意しろ。',
    '貴社システムの欠陥を把握しております。調査料として30万円をお支払いください。ご返信がない場合は、取引先へお知らせいたします。',
    '解決金として百万円を申し受けます。期日を過ぎましたら、報道機関へ公表させていただきます。',
    'アドバイザリー料50万円をお支払いいただけましたら、データは削除し、口外いたしません。お支払いが確認できない場合は、SNSにて公開いたします。',
    '当方は御社の会員データを保有しています。公開を避けたい場合は、月末までに200万円相当のビットコインを送金してください。',
    '社内文書を手に入れた。口外されたくなければ、口止め料として70万円をご用意ください。',
    'サーバーを乗っ取った。復旧してほしければ60万円払え。',
    '10万払わないとハッカー仲間に教えるぞ。',
    'We are in your network. 4 BTC by Friday or all patient records go public.',
    'Our consulting fee of 5,000 EUR is due. Should you fail to settle it, we will have to inform your customers and the press.',
    'Transfer $4,000 to us and we keep this silent. Otherwise we will sell the list to your competitors.',
  ])('extortion, plain or polite: %s', (body) => {
    expect(read(body).label).toBe('extortion');
  });

  test.each([
    '報告から60日後に公開いたします。ご返答がない場合も同じです。報酬は求めておりません。',
    'ご連絡がない場合は IPA に届け出ます。お支払い画面で金額を書き換えられます。',
    '受講料 30,000 円をお支払いください。期日までに入金がない場合は、申し込みが取り消されます。',
    'We will publish our advisory on 1 March. If you need more time, tell us.',
    'Your order of 500 yen could not be delivered; if nobody answers, we will contact you again.',
    '年会費をお支払いいただけない場合は、会員サービスを停止いたします。',
  ])('no extortion: %s', (body) => {
    expect(read(body).label).not.toBe('extortion');
  });

  const GOOD_EN = 'Steps to reproduce: open it, change the number. I did not access any data and I do not want any reward.';
  const GOOD_JA = '再現手順は次のとおりです。番号を変えるだけです。他人の情報の閲覧は一切しておりません。報奨金は求めておりません。';
  const SITE = 'https://www.harbor-tea.example';
  test.each([
    ['log-in', `The page ${SITE}/login.php lets anybody verify your account without the password: the check is not validated. ${GOOD_EN}`],
    ['password reset', `${SITE}/reset.php のパスワード再設定の入力欄に認証がありません。${GOOD_JA}`],
    ['parcels', `On ${SITE}/track.cgi the delivery address of another parcel is waiting in the response, not checked. ${GOOD_EN}`],
    ['orders and invoices', `${SITE}/order.cgi で、他人の請求書のお支払い状況をご確認できてしまいます。${GOOD_JA}`],
    [
      'suspended accounts',
      `Your service at ${SITE}/member.php keeps sessions of accounts that are suspended; the parameter is not validated. ${GOOD_EN}`,
    ],
    ['card data', `${SITE}/card.cgi でカード情報の変更画面が認証なしに開きます。${GOOD_JA}`],
    [
      'a proof of concept',
      `The parameter of ${SITE}/a.cgi is not validated. To see it, run the following command: curl ${SITE}/a.cgi?x=1 | sh . ${GOOD_EN}`,
    ],
    [
      'no reward',
      `On ${SITE}/cart.php the invoice of another order is shown to everybody; the id is not checked. ${GOOD_EN} No reward is needed.`,
    ],
    ['a fix', `${SITE}/a.cgi のパラメータが検証されていません。${GOOD_JA}\n\n修正版を適用してください。`],
    [
      'a link to a proof elsewhere',
      `The order page ${SITE}/order.cgi confirms an invoice that is due without authentication. ${GOOD_EN}\n\nA recording is at https://video.example/poc (private).`,
    ],
  ])('good faith survives the subjects of bait: %s', (_, body) => {
    expect(read(body)).toMatchObject({ label: 'good-faith' });
  });

  test.each([
    [
      'a foreign link beside it',
      `The page ${SITE}/login.php is not validated. ${GOOD_EN}\n\nPlease verify your account information at https://fix.example/login now.`,
    ],
    [
      'a foreign link right below',
      `The page ${SITE}/login.php is not validated. ${GOOD_EN}\n\nPlease verify your account information here:\n\nhttps://fix.example/login`,
    ],
    ['a demand to install', `The page ${SITE}/login.php is not validated. ${GOOD_EN}\n\nDownload and run our scanner to close it.`],
    ['a demand for the password', `${SITE}/login.php に認証がありません。${GOOD_JA}\n\n修正しますので、管理者IDを教えてください。`],
  ])('but not bait: %s', (_, body) => {
    expect(read(body).label).not.toBe('good-faith');
  });

  test('a foreign link behind a button counts wherever it stands', () => {
    const body = `<p>The page ${SITE}/login.php is not validated. ${GOOD_EN}</p><p>Please verify your account.</p><p><a href="https://fix.example/x"><img src=cid:b></a></p>`;
    expect(read(body, { html: true }).label).not.toBe('good-faith');
  });

  test.each([
    'お使いのサーバーでウイルスを検知しました。サポート窓口 050-1111-2222 までお電話ください。遠隔操作で駆除いたします。',
    '弊社エンジニアがリモート接続で作業いたしますので、TeamViewer をインストールし、ID をお知らせください。',
    '画面の案内に従いクイックアシストを起動し、表示された番号をお伝えください。',
    'We are your hosting vendor. Our engineer will connect remotely; please open AnyDesk and tell us the code.',
    'Malware was found. Call the help desk at +1 (888) 555-0100, have your admin password ready and allow us remote access.',
    'ソフトウェア会社のサポートです。お使いのPCが感染しています。0120-111-222 までご連絡ください。遠隔で駆除いたします。',
    '保守契約により、本日リモート接続で点検します。接続用のIDとパスワードを返信してください。',
    'セキュリティ更新のため、担当者による遠隔操作を許可してください。管理者のパスワードをご用意ください。',
  ])('a false vendor that wants a call or a hand on the machine: %s', (body) => {
    expect(read(body).label).toBe('lure');
  });

  test.each([
    '昨日サポートを名乗る電話があり、AnyDesk を入れるように言われ、入れてしまいました。',
    'A caller asked me to install TeamViewer and read out the code. I did not.',
    `貴社の ${SITE}/rdp のリモートデスクトップが公開されており、第三者が接続できます。`,
    '任意のコードを遠隔から実行できる脆弱性があります。',
  ])('no such lure: %s', (body) => {
    expect(read(body).label).not.toBe('lure');
  });
});
