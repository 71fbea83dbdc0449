// SPDX-License-Identifier: Apache-2.0
// What is true in this incident, known before the desk hears of it: who got the mail, opened it and replied, and what the
// web server was asked in thirty days.
import { seededRandom } from '../../support/random.ts';

export const DOMAIN = 'bluebird.example';
export const DESK_MAIL = `webadmin@${DOMAIN}`;
export const SENDER = 'knight@isp.example';
export const ATTACKER = '203.0.113.66';
const DAY = 86_400_000;

export type Worker = {
  readonly name: string;
  readonly mail: string;
  readonly department: string;
  /** What they did before anybody asked. */
  readonly did: 'nothing' | 'opened' | 'replied';
  /** When they say so: at the notice, at the reminder, or not at all. */
  readonly says: 'at-once' | 'when-reminded' | 'never';
  /** Passes their copy on to the desk. */
  readonly passesOn: boolean;
};

export const DEPARTMENTS = ['総務部', '営業部', '旅行企画部', '経理部', '情報システム課'] as const;

/** 124 people who got it: five opened its page, three replied, of whom one says so only when reminded; eleven say nothing. */
export function workers(): readonly Worker[] {
  return Array.from({ length: 124 }, (_, at) => ({
    name: `社員 ${String(at + 1).padStart(3, '0')}`,
    mail: `staff${at + 1}@${DOMAIN}`,
    department: DEPARTMENTS[at % DEPARTMENTS.length] ?? '',
    did: at % 25 === 7 ? 'opened' : [19, 58, 101].includes(at) ? 'replied' : 'nothing',
    says: at === 58 ? 'when-reminded' : at % 12 === 4 && at !== 19 ? 'never' : 'at-once',
    passesOn: at > 110 && at % 2 === 0,
  }));
}

/** What the sender claims, in six wordings; each leads to his page. `page`: its address. */
export function wordings(page: string): readonly { readonly subject: string; readonly text: string }[] {
  const core =
    '御社のサイトでお使いの CGI（https://www.bluebird.example/cgi-bin/ask.cgi、Form-Sender 1.2）には、以前から知られている脆弱性があります。第三者がサーバー上で任意のコマンドを実行できる状態です。早めに対処されることを強くお勧めします。詳しい手順をお知りになりたい場合は、このメールにご返信ください。';
  const end = `詳細: ${page}\n\nホワイトハッカー`;
  return [
    { subject: '御社サイトの CGI の脆弱性について', text: `ご担当者様\n\n${core}\n\n${end}` },
    { subject: '【重要】CGI の脆弱性のご連絡', text: `突然のご連絡を失礼いたします。\n${core}\n\n善意でお知らせしています。\n${end}` },
    { subject: 'CGI 脆弱性のお知らせ', text: `お世話になります。\n\n${core}\n取り急ぎご連絡まで。\n\n${end}` },
    { subject: 'Re: サイトの安全性について', text: `はじめまして。セキュリティの調査をしている者です。\n${core}\n\n${end}` },
    { subject: '至急ご確認ください（CGI）', text: `関係者の皆様\n\n${core}\n\n放置すると被害が広がるおそれがあります。\n${end}` },
    { subject: 'About the CGI on your site（脆弱性）', text: `To whom it may concern,\n\n${core}\n\n${end}` },
  ];
}

export type WebHistory = { readonly lines: string; readonly count: number; readonly asks: number; readonly attempts: number };

/** Thirty days of an access log up to `now`: ordinary visits, some of them to the CGI, and one attempt that was answered. */
export function webHistory(now: number, perDay: number, seed: number): WebHistory {
  const random = seededRandom(seed).next;
  const pages = ['/', '/tours/okinawa', '/tours/hokkaido', '/company', '/news/2026', '/style.css', '/img/top.jpg'];
  const rows: { at: number; line: string }[] = [];
  let asks = 0;
  for (let day = 30; day >= 1; day -= 1)
    for (let visit = 0; visit < perDay; visit += 1) {
      const at = now - day * DAY + Math.floor(random() * DAY * 0.999);
      const ip = `198.51.100.${1 + Math.floor(random() * 250)}`;
      const toForm = random() < 0.02;
      if (toForm) asks += 1;
      const target = toForm ? '/cgi-bin/ask.cgi?to=sales' : (pages[Math.floor(random() * pages.length)] ?? '/');
      rows.push({ at, line: lineOf(at, ip, `GET ${target}`, 200, 500 + Math.floor(random() * 9000)) });
    }
  const at = now - 12 * DAY;
  rows.push({ at, line: lineOf(at, ATTACKER, 'GET /cgi-bin/ask.cgi?to=x%3Bcat%20/etc/passwd', 200, 1873) });
  const lines = rows.toSorted((a, b) => a.at - b.at).map(({ line }) => `${line}\n`);
  return { lines: lines.join(''), count: lines.length, asks: asks + 1, attempts: 1 };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A line of the combined format, in the server's own zone (+0900). */
function lineOf(at: number, ip: string, request: string, status: number, bytes: number): string {
  const local = new Date(at + 9 * 3_600_000);
  const two = (n: number) => String(n).padStart(2, '0');
  const stamp = `${two(local.getUTCDate())}/${MONTHS[local.getUTCMonth()]}/${local.getUTCFullYear()}:${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())} +0900`;
  return `${ip} - - [${stamp}] "${request} HTTP/1.1" ${status} ${bytes} "-" "Mozilla/5.0"`;
}
