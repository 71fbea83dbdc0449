// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { bounceReasons } from './bounce.ts';
import { classifyBounce } from './classify.ts';
import { reasonRules } from './reason-rules.ts';

const mail = (head: readonly string[], body: string) =>
  classifyBounce(readMail(Buffer.from(`${head.join('\r\n')}\r\n\r\n${body.replaceAll('\n', '\r\n')}`)));
const FROM = ['From: Mail Delivery System <MAILER-DAEMON@mx.sender.example>', 'To: office@sender.example', 'Return-Path: <>'];
const plain = (subject: string, body: string) => mail([...FROM, `Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8'], body);

function report(fields: string, words = 'Your message could not be delivered.'): ReturnType<typeof classifyBounce> {
  const part = (type: string, text: string) => `--b\nContent-Type: ${type}\n\n${text}\n`;
  return mail(
    [...FROM, 'Subject: Undelivered Mail', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
    `${part('text/plain', words)}${part('message/delivery-status', `Reporting-MTA: dns; mx.sender.example\n\n${fields}`)}--b--\n`,
  );
}
const fields = (status: string, diagnostic: string, action = 'failed', address = 'ito@shop.example') =>
  `Final-Recipient: rfc822; ${address}\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n`;

describe('notification/bounce/classify', () => {
  it.each([
    ['5.1.1', '550 5.1.1 <ito@shop.example>: no mailbox by that name, recipient unknown', 'hard', 'user-unknown'],
    ['5.1.2', '550 5.1.2 no such domain here', 'hard', 'host-unknown'],
    ['5.1.10', '556 5.1.10 recipient address has null MX', 'hard', 'no-mail-here'],
    ['5.2.2', '552 5.2.2 the mailbox is full', 'soft', 'mailbox-full'],
    ['5.2.1', '550 5.2.1 this account has been disabled', 'soft', 'suspended'],
    ['5.7.26', '550 5.7.26 the mail does not pass DMARC', 'soft', 'authentication'],
    ['5.7.1', '554 5.7.1 service unavailable; client host 192.0.2.9 blocked using a blocklist', 'soft', 'blocked'],
    ['5.7.1', '550 5.7.1 <ito@shop.example>: user unknown', 'soft', 'filtered'],
    ['5.1.0', '550 5.1.0 <office@sender.example> sender rejected', 'soft', 'sender-refused'],
    ['5.3.4', '552 5.3.4 message size exceeds fixed limit', 'soft', 'message-too-big'],
    ['4.4.1', 'connect to mx.shop.example[192.0.2.7]:25: Connection timed out', 'soft', 'network'],
    ['4.1.1', '450 4.1.1 <ito@shop.example>: user unknown, try later', 'soft', 'expired'],
    ['5.1.1', '', 'hard', 'user-unknown'],
  ] as const)('%s %s', (status, diagnostic, kind, reason) => {
    expect(report(fields(status, diagnostic))).toMatchObject({ isBounce: true, recipients: ['ito@shop.example'], kind, reason, status });
  });

  it('names all recipients of a report, and one hard failure makes it hard', () => {
    const two = `${fields('5.2.2', '552 mailbox full', 'failed', 'kato@shop.example')}\n${fields('5.1.1', '550 5.1.1 no such user')}`;
    expect(report(two)).toMatchObject({ recipients: ['kato@shop.example', 'ito@shop.example'], kind: 'hard', reason: 'user-unknown' });
  });

  it('a delay is soft, a receipt and a relayed mail are no bounce', () => {
    expect(report(fields('4.0.0', '', 'delayed'))).toMatchObject({ isBounce: true, kind: 'soft', reason: 'expired' });
    expect(report(fields('2.0.0', '250 2.0.0 ok', 'delivered'))).toMatchObject({ isBounce: false, kind: 'none', reason: 'delivered' });
    expect(report(fields('2.0.0', '250 2.0.0 ok', 'relayed'))).toMatchObject({ isBounce: false, kind: 'none' });
  });

  it('reads fields that a server put into the text', () => {
    const found = plain('Returned mail', `Sorry.\n\nOriginal-Recipient: rfc822;ito@shop.example\nAction: failed\nStatus: 5.1.1\n`);
    expect(found).toMatchObject({ isBounce: true, recipients: ['ito@shop.example'], kind: 'hard' });
  });

  it.each([
    [
      'failure notice',
      'I was not able to deliver your message.\n\n<ito@shop.example>:\nRemote host said: 550 5.1.1 no such user here\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <office@sender.example>\nTo: other@shop.example\n',
      'hard',
    ],
    [
      'Undeliverable',
      'These recipients could not be reached:\n    ito@shop.example on Mon, 2 Mar 2026 10:00:00 +0900\n        550 5.1.1 Unknown recipient\n',
      'hard',
    ],
    ['Returned mail', '   ----- Transcript of session follows -----\n>>> RCPT TO:<ito@shop.example>\n<<< 550 unknown user\n', 'hard'],
    ['Returned mail', '   ----- Transcript of session follows -----\n<ito@shop.example>\n>>> DATA\n<<< 550 unknown user\n', 'soft'],
    ['配信エラー', '次の宛先に送信できませんでした。\n宛先：ito@shop.example\n理由：受信箱の容量を超えています。\n', 'soft'],
    [
      'Mail delivery failed',
      'A message that you sent could not be delivered.\n\n  ito@shop.example\n    retry time not reached for any host after a long failure period\n',
      'soft',
    ],
  ] as const)('finds whom the words mean: %s', (subject, body, kind) => {
    expect(plain(subject, body)).toMatchObject({ isBounce: true, recipients: ['ito@shop.example'], kind });
  });

  it('takes the old addresses of Japanese carriers', () => {
    expect(report(fields('5.1.1', '550 unknown user', 'failed', 'ito..taro.@carrier.example')).recipients).toEqual([
      'ito..taro.@carrier.example',
    ]);
  });

  it('reads the events of a sending service', () => {
    const event = {
      notificationType: 'Bounce',
      bounce: {
        bouncedRecipients: [{ emailAddress: 'ito@shop.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 unknown user' }],
      },
    };
    expect(plain('Event', JSON.stringify(event))).toMatchObject({ isBounce: true, recipients: ['ito@shop.example'], kind: 'hard' });
    expect(plain('Event', JSON.stringify({ notificationType: 'Complaint', mail: { destination: ['ito@shop.example'] } }))).toMatchObject({
      kind: 'none',
      reason: 'complaint',
    });
  });

  it.each([
    [
      ['From: ito@shop.example', 'To: office@sender.example', 'Subject: Re: your mail', 'Content-Type: text/plain'],
      'My old mailbox is full and mail was returned. Please call me.',
    ],
    [
      [
        'From: ito@shop.example',
        'To: office@sender.example',
        'Auto-Submitted: auto-replied',
        'Subject: Out of office',
        'Content-Type: text/plain',
      ],
      'I am away until Monday. My address has changed.',
    ],
    [
      ['From: news@list.example', 'To: office@sender.example', 'Subject: Weekly', 'Content-Type: text/plain'],
      'Read: why mail delivery fails.',
    ],
  ] as const)('%j is no bounce', (head, body) => {
    expect(mail(head, body)).toMatchObject({ isBounce: false, kind: 'none' });
  });

  it('every reason has words in both languages, every rule a reason', () => {
    for (const { reason } of reasonRules) expect(bounceReasons[reason].ja.length * bounceReasons[reason].en.length).toBeGreaterThan(0);
  });
});
