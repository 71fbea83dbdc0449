// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMail } from '../adapters/mime/parse-mail.ts';
import { opensCase, recogniseKind } from './kind.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', 'shared', 'data');
const OWN = join(import.meta.dirname, '..', '..', 'fixtures', 'intake');
const apart = { junk: false, ownDomains: [] };
const kindOf = (text: string, around: { junk: boolean; ownDomains: readonly string[] } = apart) =>
  recogniseKind(readMail(Buffer.from(text.replaceAll('\n', '\r\n'))), around);

const DSN = `From: MAILER-DAEMON@mx.example.com
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It did not work.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; a@example.com
Action: ACTION
Status: 5.1.1
--b--
`;
const LIST = `From: member@example.net
To: security@lists.example.jp
Subject: =?utf-8?B?6ISG5byx5oCn44Gu44GU6YCj57Wh?=
List-Id: <security.lists.example.jp>
List-Post: <mailto:security@lists.example.jp>

お世話になっております。掲示板に脆弱性があります。
`;

const kinds = (folder: string) =>
  readdirSync(join(SHARED, 'bounces', folder)).map((name) => ({
    name,
    kind: recogniseKind(readMail(readFileSync(join(SHARED, 'bounces', folder, name))), apart).kind,
  }));

describe('intake/kind', () => {
  it.each([
    ['a delivery status', DSN.replace('ACTION', 'failed'), 'bounce'],
    ['a delivery status of success', DSN.replace('ACTION', 'delivered'), 'auto-reply'],
    [
      'a daemon without any form',
      'From: Mail Delivery System <MAILER-DAEMON@mx.example.com>\nSubject: failure notice\n\nHi. Your message could not be delivered: 550 5.1.1 no such user\n',
      'bounce',
    ],
    [
      'a Japanese carrier',
      'From: Postmaster@mail.example.ne.jp\nSubject: Mail System Error - Returned Mail\n\n次のあて先へのメッセージはエラーのため送信できませんでした。\n',
      'bounce',
    ],
    [
      'a person who passes a bounce on',
      'From: Sato <sato@example.com>\nSubject: Fwd: Undelivered Mail Returned to Sender\n\nこのようなメールが届きました。\n\n> From: MAILER-DAEMON\n> 550 5.1.1 user unknown, could not be delivered\n',
      'report',
    ],
    [
      'a person who asks about failing mail',
      'From: Sato <sato@example.com>\nSubject: 貴社へのメールが届きません\n\n送信すると 550 5.7.1 と言われます。\n',
      'report',
    ],
    ['a responder', 'From: a@example.com\nAuto-Submitted: auto-replied (vacation)\nSubject: Re: hello\n\nI am away.\n', 'auto-reply'],
    [
      'a responder that only its subject gives away',
      'From: a@example.com\nSubject: 【自動返信】お問い合わせありがとうございます\n\n受け付けました。\n',
      'auto-reply',
    ],
    [
      'a report about automatic replies',
      'From: a@example.com\nSubject: 自動返信メールに他人の住所が載っています\n\nご確認ください。\n',
      'report',
    ],
    [
      'a form that says auto-generated',
      'From: form@example.com\nAuto-Submitted: auto-generated\nSubject: お問い合わせ: 脆弱性の件\n\n脆弱性があります。\n',
      'report',
    ],
    [
      'a newsletter',
      'From: n@example.com\nList-Unsubscribe: <https://example.com/u>\nPrecedence: bulk\nSubject: 特集\n\n今週の特集\n',
      'list',
    ],
    ['nothing at all', '', 'needs-a-human'],
    [
      'a report of a weakness',
      'From: x@example.com\nSubject: あなたのサイトのCGIに脆弱性\n\n至急対応してください。white hacker\n',
      'report',
    ],
  ])('knows %s', (_name, text, kind) => {
    expect(kindOf(text).kind).toBe(kind);
  });

  it('never loses a report that came through a list: it is kept apart, pointed at, and our own lists are a way in', () => {
    const strange = kindOf(LIST);
    expect(strange.kind).toBe('list');
    expect(strange.reasons.join()).toContain('list.speaks-of-a-weakness: 脆弱性');
    expect(kindOf(LIST, { junk: false, ownDomains: ['example.jp'] }).kind).toBe('report');
    expect(kindOf(LIST, { junk: false, ownDomains: ['ample.jp'] }).kind).toBe('list');
  });

  it('keeps the junk folder apart whatever lies in it, and opens cases for people only', () => {
    expect(kindOf(LIST, { junk: true, ownDomains: ['example.jp'] }).kind).toBe('spam-folder');
    expect(
      Object.entries(opensCase)
        .filter(([, opens]) => opens)
        .map(([kind]) => kind),
    ).toEqual(['report', 'needs-a-human']);
  });

  it('knows our own fixtures by their names', () => {
    for (const name of readdirSync(OWN).filter((each) => each.endsWith('.eml'))) {
      const wanted = /^([a-z-]+?)--/.exec(name)?.[1];
      expect([name, recogniseKind(readMail(readFileSync(join(OWN, name))), apart).kind]).toEqual([name, wanted]);
    }
  });

  describe.skipIf(!existsSync(join(SHARED, 'bounces')))('over real bounces (../shared/data/bounces)', () => {
    it('recognises nearly all, and what is no bounce is none', () => {
      const bounces = kinds('bsd').filter(({ name }) => !name.startsWith('rfc3834'));
      expect(bounces.filter(({ kind }) => kind === 'bounce').length / bounces.length).toBeGreaterThan(0.97);
      expect(
        kinds('bsd')
          .filter(({ name }) => name.startsWith('rfc3834'))
          .every(({ kind }) => kind === 'auto-reply'),
      ).toBe(true);
      expect(kinds('not').filter(({ kind }) => kind === 'bounce')).toEqual([]);
    });
  });
});
