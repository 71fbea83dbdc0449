// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../adapters/mime/parse-mail.ts';
import { opensCase, recogniseKind } from './kind.ts';
import type { Surroundings } from './kind.ts';

const SHARED = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data');
const OWN = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'intake');
const apart = { junk: false, ownDomains: [] };
const kindOf = (text: string, around: Surroundings = apart) => recogniseKind(readMail(Buffer.from(text.replaceAll('\n', '\r\n'))), around);

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

const XARF_4 = JSON.stringify({
  xarf_version: '4.0.0',
  category: 'content',
  type: 'phishing',
  source_identifier: '203.0.113.9',
  reporter: { org: 'Example CERT', contact: 'abuse@cert.example' },
  url: 'https://shop.corp.example/login.php',
});
const XARF_3 = JSON.stringify({
  Version: '3',
  ReporterInfo: { ReporterOrg: 'Example ISP', ReporterOrgEmail: 'abuse@isp.example' },
  Report: { ReportClass: 'Activity', ReportType: 'LoginAttack', Source: { Type: 'ip', Value: '203.0.113.9' } },
});
const xarf = (json: string, head: string): string =>
  `From: robot@isp.example\nTo: abuse@corp.example\nSubject: [XARF] notice\n${head}Content-Type: multipart/mixed; boundary=q\n\n--q\nContent-Type: text/plain\n\nThis is an automated notice.\n--q\nContent-Type: application/json; name=xarf.json\n\n${json}\n--q--\n`;

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
      'an administrator whose first mail came back',
      'From: Mail Admin <mail-admin@host.example>\nSubject: your address\n\nI wrote to info@ but got "550 5.1.1 User unknown" back, so I try here. Your list of members is open to everybody.\n',
      'report',
    ],
    [
      'a postmaster who writes again',
      'From: postmaster@isp.example\nSubject: 再送\n\n先にお送りしたところ宛先不明 (550 5.1.1) で戻ってきたため、こちらへ再送いたします。掲示板が書き換えられています。\n',
      'report',
    ],
    [
      'a receipt of a telephone',
      'From: a@example.com\nSubject: 開封通知: 見積\n\nこのメールは受信者の端末で表示されました。\n',
      'auto-reply',
    ],
    [
      'a mail that was thrown away unread',
      'From: a@example.com\nSubject: Not read: quote\n\nYour message was deleted without being read on Friday.\n',
      'auto-reply',
    ],
    [
      'a mail that arrived',
      'From: postmaster@example.com\nSubject: 配信済み: 見積\n\nメッセージは次の受信者に配信されました:\nden@example.com\n',
      'auto-reply',
    ],
    [
      'an invitation that was declined',
      'From: a@example.com\nSubject: Declined: planning\n\nTom has declined this invitation.\n',
      'auto-reply',
    ],
    [
      'a report whose subject begins like a receipt',
      'From: a@example.com\nSubject: Read: open backup\n\nA dump of your database lies open on your site; anybody can fetch it.\n',
      'report',
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
    [
      'a report with an empty return path whose subject sounds like a failure',
      'Return-Path: <>\nFrom: csirt@example.com\nSubject: Delivery problem in your mail form\n\nAnybody can inject headers there, a vulnerability.\n',
      'report',
    ],
    [
      'an aggregate report of DMARC, by the name that its file must have',
      'From: a@example.com\nSubject: Weekly numbers\nContent-Type: application/gzip; name="mx.example.com!example.jp!1764201600!1764287999.xml.gz"\n\nH4sI\n',
      'auto-reply',
    ],
    [
      'a receipt that repeats a subject about a weakness',
      'From: a@example.com\nSubject: Read: vulnerability in your form\n\nYour message\n\nTo: a\nSubject: vulnerability in your form\n\nwas read on Friday, November 27, 2026 10:00.\n',
      'auto-reply',
    ],
    [
      'a person whose subject begins like a receipt',
      'From: a@example.com\nSubject: Read: vulnerability in your form\n\nPlease read on. The form at /a.cgi is open to injection.\n',
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
      'a postmaster who writes as a person, after a mail of his came back',
      'From: 管理者 <postmaster@kobo.example>\nTo: web@corp.example\nSubject: 御社サイトの件\n\ninfo 宛はエラーのため戻ってきました。御社の予約ページが改ざんされ、別のサイトへ飛ばされます。\n',
      'report',
    ],
    [
      'a mail server that says so in a plain mail',
      'From: Mail Delivery System <MAILER-DAEMON@mx.example>\nReturn-Path: <>\nSubject: Undelivered Mail Returned to Sender\n\nI could not deliver your message: 550 5.1.1 <x@y.example> user unknown\n',
      'bounce',
    ],
    [
      'what an own form brings in under an automatic subject',
      'From: 受付 <toiawase@example.jp>\nTo: web@example.jp\nSubject: [自動配信] フォームからの投稿\n\n会員ページで他人の住所が見えます。\n',
      'report',
    ],
    [
      'an automatic notice of somebody else',
      'From: shop@example.com\nTo: web@corp.example\nSubject: [自動配信] 今月のご利用明細\n\n明細をお送りします。\n',
      'auto-reply',
    ],
    [
      'one mail of one person through a sending service',
      'From: k@lab.example\nTo: web@corp.example\nList-Unsubscribe: <mailto:u@lab.example>\nSubject: ご連絡\n\n検索欄に入れた文字がそのまま実行されます（クロスサイトスクリプティング）。\n',
      'report',
    ],
    [
      'a feedback report about a page on our own host',
      'From: abuse@isp.example\nSubject: Abuse report\nContent-Type: multipart/report; report-type=feedback-report; boundary=q\n\n--q\n\nA fake bank page stands on your host.\n--q\nContent-Type: message/feedback-report\n\nFeedback-Type: fraud\nVersion: 1\n--q--\n',
      'report',
    ],
    ['an abuse report as XARF 4 that a robot sends in bulk', xarf(XARF_4, 'Precedence: bulk\nAuto-Submitted: auto-generated\n'), 'report'],
    ['an abuse report as XARF 3 through a list', xarf(XARF_3, 'List-Id: <abuse.isp.example>\n'), 'report'],
    ['JSON that is no abuse report, through a list', xarf('{"version":"4","category":"news"}', 'List-Id: <abuse.isp.example>\n'), 'list'],
    [
      'an abuse report as X-ARF',
      'From: abuse@isp.example\nSubject: abuse\nX-ARF: YES\nAuto-Submitted: auto-replied\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nSee below.\n--q\nContent-Type: text/plain; name=report.txt\n\nReport-Type: login-attack\nSource: 203.0.113.9\nVersion: 0.1\n--q--\n',
      'report',
    ],
    [
      'a feedback report about a mail of ours that somebody did not want',
      'From: fbl@isp.example\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=q\n\n--q\n\nThis is a spam complaint of a user.\n--q\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--q--\n',
      'bounce',
    ],
    [
      'a receipt that Outlook writes as a plain mail',
      'From: a@example.com\nSubject: 開封済み: 見積もりの件\n\n次のメッセージが開封されました。\n開封日時: 2026/11/02 9:00\n',
      'auto-reply',
    ],
    [
      'an aggregate report of DMARC',
      'From: dmarc@isp.example\nSubject: Report Domain: corp.example Submitter: isp.example Report-ID: <7>\nContent-Type: application/gzip; name=r.xml.gz\nContent-Disposition: attachment; filename=r.xml.gz\n\nx\n',
      'auto-reply',
    ],
    [
      'a mail whose words are sealed by OpenPGP in the text',
      'From: k@lab.example\nSubject: report\n\n-----BEGIN PGP MESSAGE-----\n\nhQEMA0t\n-----END PGP MESSAGE-----\n',
      'needs-a-human',
    ],
    [
      'a mail whose words Outlook packed',
      'From: k@lab.example\nSubject: report\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Disposition: attachment; filename=winmail.dat\n\nx\n',
      'needs-a-human',
    ],
    [
      'an invitation that threatens',
      'From: k@lab.example\nSubject: meeting\nContent-Type: text/calendar; charset=utf-8\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Pay now\nEND:VEVENT\nEND:VCALENDAR\n',
      'report',
    ],
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
    expect(strange.reasons.join()).toContain('apart.speaks-of-a-weakness: 脆弱性');
    expect(kindOf(LIST, { junk: false, ownDomains: ['example.jp'] }).kind).toBe('report');
    expect(kindOf(LIST, { junk: false, ownDomains: ['ample.jp'] }).kind).toBe('list');
  });

  it.each([
    ['the address of a group', 'security@corp.example', 'List-Id: <security.corp.example>\nPrecedence: list\n', 'member@example.net'],
    ['a repository host', 'github.com', 'List-Id: owner/shop <shop.owner.github.com>\nPrecedence: list\n', 'notifications@mail.example'],
    ['the sender of a form', 'noreply@form.example', 'Precedence: bulk\nList-Id: <all.form.example>\n', 'noreply@form.example'],
    ['the domain of a ticket system', 'desk.example', 'List-Id: <x.elsewhere.example>\n', 'jira@corp.desk.example'],
  ])('takes what comes by %s for a report once it is named as a way in', (_name, mark, head, from) => {
    const text = `From: ${from}\nTo: security@corp.example\nSubject: [自動送信] お問い合わせ\n${head}\n画面の文字が切れています。\n`;
    const by = (ways: readonly string[]) =>
      kindOf(text, { junk: false, ownDomains: [], ways: ways.map((each) => ({ kind: 'group', name: '窓口', mark: each })) });
    expect(by([]).kind).not.toBe('report');
    expect(by([`other.${mark.replace('@', '.')}`, 'example.org']).kind).not.toBe('report');
    expect(by([mark])).toEqual({ kind: 'report', reasons: ['report.way-in: 窓口'] });
  });

  it('leaves bounces and answers of responders apart, by whatever way they come', () => {
    const away = 'From: a@corp.example\nTo: security@corp.example\nAuto-Submitted: auto-replied\nSubject: Re: x\n\nI am away.\n';
    const ways = [{ kind: 'group', name: 'g', mark: 'security@corp.example' }] as const;
    expect(kindOf(away, { junk: false, ownDomains: [], ways }).kind).toBe('auto-reply');
    expect(kindOf(DSN.replace('ACTION', 'failed'), { junk: false, ownDomains: [], ways: [{ ...ways[0], mark: 'example.com' }] }).kind).toBe(
      'bounce',
    );
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

  it('takes a complaint in the form for feedback for a report where it names a page of ours', () => {
    const arf = (uri: string): string =>
      `From: fbl@mail.example\nSubject: complaint\nContent-Type: multipart/report; report-type=feedback-report; boundary=f\n\n--f\n\nSomebody complained.\n--f\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\nReported-URI: ${uri}\n--f--\n`;
    const own = { junk: false, ownDomains: ['corp.example'] };
    expect(kindOf(arf('https://www.corp.example/~x/'), own).kind).toBe('report');
    expect(kindOf(arf('https://shop.example/'), own).kind).toBe('bounce');
  });

  it('takes what a form of our own sends in bulk for a report, a list of our own for one too', () => {
    const form = 'From: web@www.corp.example\nTo: info@corp.example\nSubject: contact\nPrecedence: bulk\n\nThe menu is broken.\n';
    expect(kindOf(form, { junk: false, ownDomains: ['corp.example'] }).kind).toBe('report');
    expect(kindOf(form, { junk: false, ownDomains: ['other.example'] }).kind).toBe('list');
  });
});
