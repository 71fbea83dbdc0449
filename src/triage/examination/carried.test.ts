// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { outlookFile } from '../../../test/support/outlook-file.ts';
import { readableOf } from '../mail/readable.ts';
import { lookInside } from './carried.ts';

const INNER = 'From: "Audit" <audit@scan.example>\nTo: ito@corp.example\nSubject: Your shop\n\nPay 3 BTC or we publish your customers.\n';
const lines = (...text: readonly string[]): string => text.join('\n');
const attached = (type: string, body: string, from = 'ito@corp.example', cover = 'これは本物ですか。') =>
  lines(
    `From: ${from}`,
    'To: web@corp.example',
    'Subject: mail',
    'Content-Type: multipart/mixed; boundary=k',
    '',
    '--k',
    'Content-Type: text/plain; charset=utf-8',
    '',
    cover,
    '--k',
    type,
    '',
    body,
    '--k--',
    '',
  );
const inline = (subject: string, ...body: readonly string[]): string =>
  lines(
    'From: 伊藤 <ito@corp.example>',
    'To: web@corp.example',
    `Subject: ${subject}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...body,
  );
const QUOTED = 'Pay 3 BTC or we publish your customers.';

function look(text: string) {
  const bytes = Buffer.from(text.replaceAll('\n', '\r\n'));
  const { mail, carried, around } = lookInside(domains, ['corp.example'], readableOf(readMail(bytes), domains.exists), bytes);
  return { carried, text: mail.text.trim(), from: mail.from[0]?.address, around: around?.text.trim() ?? null };
}

describe('triage/examination/carried', () => {
  it.for([
    ['as a message', 'Content-Type: message/rfc822', INNER],
    ['as a file of unknown type', 'Content-Type: application/octet-stream; name="a.eml"\nContent-Disposition: attachment', INNER],
    [
      'in base64',
      'Content-Type: application/octet-stream; name="a.eml"\nContent-Transfer-Encoding: base64',
      Buffer.from(INNER).toString('base64'),
    ],
    [
      'as Apple Mail keeps it',
      'Content-Type: application/octet-stream; name="a.emlx"',
      `${Buffer.byteLength(INNER)}\n${INNER}<?xml version="1.0"?>\n<plist></plist>`,
    ],
    [
      'in a mailbox file',
      'Content-Type: application/mbox; name="Inbox.mbox"',
      `From audit@scan.example Mon Nov  2 09:00:00 2026\n${INNER}`,
    ],
    [
      'as Outlook saves it',
      'Content-Type: application/octet-stream; name="a.msg"\nContent-Transfer-Encoding: base64',
      outlookFile({
        subject: 'Your shop',
        from: { name: 'Audit', address: 'audit@scan.example' },
        to: [{ name: '', address: 'ito@corp.example' }],
        body: QUOTED,
      }).toString('base64'),
    ],
  ] as const)('looks at the mail that a colleague attaches %s', ([, type, body]) => {
    expect(look(attached(type, body))).toMatchObject({
      from: 'audit@scan.example',
      text: QUOTED,
      around: 'これは本物ですか。',
      carried: { how: 'attached', by: { address: 'ito@corp.example' }, stated: { address: 'audit@scan.example' }, more: 0 },
    });
  });

  it('leaves the one who writes in front when a stranger attaches a mail as evidence', () => {
    const evidence = attached(
      'Content-Type: message/rfc822',
      INNER,
      'cert@cert.example',
      `We saw this mail leave your server. ${'It is one of many. '.repeat(30)}`,
    );
    expect(look(evidence)).toMatchObject({ carried: null, from: 'cert@cert.example' });
  });

  it.for([
    [
      'Outlook in Japanese',
      'FW: Your shop',
      [
        '見てください',
        '',
        '________________________________',
        '差出人: Audit <audit@scan.example>',
        '送信日時: 2026年11月2日 9:00',
        '宛先: 伊藤',
        '件名: Your shop',
        '',
        QUOTED,
      ],
    ],
    [
      'Outlook in English',
      'FW: Your shop',
      [
        'please look',
        '',
        'From: Audit [mailto:audit@scan.example]',
        'Sent: Monday, November 2, 2026 9:00 AM',
        'To: Ito',
        'Subject: Your shop',
        '',
        QUOTED,
      ],
    ],
    [
      'Gmail',
      'Fwd: Your shop',
      [
        'お願いします',
        '',
        '---------- Forwarded message ---------',
        'From: Audit <audit@scan.example>',
        'Date: 2026年11月2日(月) 9:00',
        'Subject: Your shop',
        'To: Ito',
        '',
        '',
        QUOTED,
      ],
    ],
    [
      'Apple Mail in Japanese',
      'Fwd: Your shop',
      [
        '',
        '> 転送されたメッセージ:',
        '> ',
        '> 差出人: Audit <audit@scan.example>',
        '> 件名: Your shop',
        '> 日付: 2026年11月2日 9:00:00 JST',
        '> 宛先: ito@corp.example',
        '> ',
        `> ${QUOTED}`,
      ],
    ],
    [
      'Apple Mail in English',
      'Fwd: Your shop',
      [
        '',
        '> Begin forwarded message:',
        '> ',
        '> From: Audit <audit@scan.example>',
        '> Subject: Your shop',
        '> Date: 2 November 2026 at 9:00:00 JST',
        '> To: ito@corp.example',
        '> ',
        `> ${QUOTED}`,
      ],
    ],
  ] as const)('names the sender whom %s quotes, and who passed it on', ([, subject, body]) => {
    expect(look(inline(subject, ...body)).carried).toEqual({
      how: 'inline',
      by: { name: '伊藤', address: 'ito@corp.example' },
      stated: { name: 'Audit', address: 'audit@scan.example' },
      more: 0,
    });
  });

  it.for([
    ['Thunderbird', 'Fwd: Your shop', '-------- 転送メッセージ --------\n件名: \tYour shop\n日付: \tx\n差出人: \tFROM\n宛先: \tito'],
    [
      'Becky!',
      'Fw: Your shop',
      '------------ Original message follows ------------\n From: FROM\n To: ito\n Date: x\n Subject: Your shop\n--',
    ],
    ['a telephone of a carrier', 'Fw:Your shop', '-----元のメール-----\nFrom:FROM\n送信日時:2026/11/2 9:00\nSub:Your shop'],
    ['an HTML mail with a paragraph for each line', 'Fwd: Your shop', '差出人: FROM\n\n件名: Your shop\n\n日付: x\n\n宛先: ito'],
    ['a groupware in Japanese', 'Fw: Your shop', '>差出人 : FROM\n>送信日時 : x\n>宛先 : ito\n>件名 : Your shop\n>'],
    ['Outlook in German', 'WG: Your shop', 'Von: FROM\nGesendet: Montag\nAn: Ito\nBetreff: Your shop'],
    ['Outlook in French', 'TR: Your shop', 'De : FROM\nEnvoyé : lundi\nÀ : Ito\nObjet : Your shop'],
    ['a program in Chinese', '转发: Your shop', '---原始邮件---\n发件人: FROM\n发送时间: x\n收件人: ito\n主题: Your shop'],
    ['a program in Korean', 'FW: Your shop', '-----원본 메시지-----\n보낸 사람: FROM\n보낸 날짜: x\n받는 사람: ito\n제목: Your shop'],
  ] as const)('names the sender whom %s quotes', ([, subject, block]) => {
    const text = inline(subject, '見てください', '', ...block.replace('FROM', 'Audit <audit@scan.example>').split('\n'), '', QUOTED);
    expect(look(text).carried).toMatchObject({ how: 'inline', stated: { name: 'Audit', address: 'audit@scan.example' } });
  });

  it('takes no rule of dashes and no two lines with colons for a forwarded mail', () => {
    const own = inline('点検の件', '--- 結果 ---', 'From: 2026-11-01', '', '件名: 表の更新', '', '本日の点検は問題ありませんでした。');
    expect(look(own).carried).toBeNull();
  });

  it('takes an answer that quotes what it answers for an answer', () => {
    const answer = inline(
      'Re: Your shop',
      'ありがとうございます。',
      '',
      '差出人: Desk <web@corp.example>',
      '送信日時: 2026年11月2日',
      '宛先: ito',
      '件名: x',
      '',
      'お問い合わせの件、確認しました。',
    );
    expect(look(answer).carried).toBeNull();
  });

  it('through several hands: the first sender from outside is named, inside an attached forward too', () => {
    const hands = inline(
      'Fwd: Fwd: Your shop',
      '部長へ',
      '',
      '---------- Forwarded message ---------',
      'From: 佐藤 <sato@corp.example>',
      'Date: 2026',
      'Subject: Fwd: Your shop',
      '',
      '共有します',
      '',
      '---------- Forwarded message ---------',
      'From: Audit <audit@scan.example>',
      'Date: 2026',
      'Subject: Your shop',
      '',
      QUOTED,
    );
    expect(look(hands).carried).toMatchObject({
      how: 'inline',
      by: { address: 'ito@corp.example' },
      stated: { address: 'audit@scan.example' },
    });
    const within = look(attached('Content-Type: message/rfc822', hands, 'sato@corp.example'));
    expect(within.carried).toMatchObject({ how: 'inline', stated: { address: 'audit@scan.example' } });
    expect(within.around).toBe('これは本物ですか。');
  });
});
