// SPDX-License-Identifier: Apache-2.0
/**
 * Twenty mails, each passed on by five colleagues (attached, inline in two styles and two languages, reworded, direct):
 * which pairs does the desk fold? Pair precision >= 0.99 and recall >= 0.95, and a split restores. Exit 1 otherwise.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { domains } from '../../src/adapters/mail-authentication/domains.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { isReadable, readableOf } from '../../src/triage/mail/readable.ts';
import { originalOf } from '../../src/triage/examination/forwarded.ts';
import { likenessOf, sameCampaign } from '../../src/triage/examination/likeness.ts';
import type { Likeness } from '../../src/triage/examination/likeness.ts';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, '../../fixtures/triage/mails');
const shared = process.argv[2] ?? join(here, '../../../shared/data/mail/phishing');
const NAMES = ['佐藤', '鈴木', 'Tanaka', 'Suzuki', '高橋'];

type Seed = { readonly name: string; readonly subject: string; readonly text: string; readonly raw: string };

function seeds(): readonly Seed[] {
  const files = [...listed(own), ...(existsSync(shared) ? listed(shared) : [])];
  const found: Seed[] = [];
  const kept: Likeness[] = [];
  for (const file of files) {
    const bytes = readFileSync(file);
    const mail = readMail(bytes);
    if (!isReadable(mail)) continue;
    const text = mail.text.trim() === '' ? mail.htmlText : mail.text;
    if (text.trim().length < 120) continue;
    const likeness = likenessOf(mail.subject, text);
    // Real campaigns repeat within the set: twenty different ones are wanted. The wider margin keeps the truth undisputed.
    if (kept.some((other) => sameCampaign(other, likeness))) continue;
    kept.push(likeness);
    found.push({ name: file, subject: mail.subject, text, raw: bytes.toString('latin1') });
    if (found.length === 20) break;
  }
  return found;
}

function listed(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .toSorted()
    .map((name) => join(folder, name));
}

const encode = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;
const plain = (from: string, subject: string, body: string) =>
  Buffer.from(
    `From: ${encode(from)} <staff@corp.example>\r\nTo: csirt@corp.example\r\nSubject: ${encode(subject)}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(
      body,
    )
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n')}\r\n`,
  );

/** Small changes of wording, as campaigns make them: names, numbers, a sentence more, a few words swapped. */
function reworded(text: string): string {
  const words = text.split(/(\s+)/);
  return `${words
    .map((word, index) => (index % 37 === 11 && /^[a-z]{4,}$/.test(word) ? 'please' : word))
    .join('')
    .replace(/\d/g, '7')}\n\nRef 99182-7`;
}

function forwards(seed: Seed): readonly Buffer[] {
  const attached = Buffer.from(
    `From: a@corp.example\r\nTo: csirt@corp.example\r\nSubject: ${encode(`Fw: ${seed.subject}`)}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n--b0\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nGot this one, not opened.\r\n--b0\r\nContent-Type: message/rfc822\r\n\r\n${seed.raw}\r\n--b0--\r\n`,
    'latin1',
  );
  const head = `差出人: someone <x@example.org>\n送信日時: 2026年11月21日 10:02\n宛先: webadmin@corp.example\n件名: ${seed.subject}\n\n`;
  return [
    attached,
    plain(
      NAMES[0] ?? '',
      `【転送】${seed.subject}`,
      `お疲れさまです。佐藤です。\n次のメールが届きました。返信していません。\n\n-----元のメッセージ-----\n${head}${seed.text}`,
    ),
    plain(
      NAMES[2] ?? '',
      `Fwd: ${seed.subject}`,
      `Hi team,\nI got this too.\n\n---------- Forwarded message ---------\nFrom: someone <x@example.org>\nDate: Sat, 21 Nov 2026\nSubject: ${seed.subject}\nTo: me\n\n${seed.text
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n')}`,
    ),
    plain(NAMES[4] ?? '', `FW: ${seed.subject}`, `高橋です。共有します。\n\n${head}${seed.text}`),
    plain('someone', seed.subject, reworded(seed.text)),
  ];
}

const clusters = seeds();
const mails: { readonly cluster: number; readonly likeness: Likeness }[] = [];
for (const [cluster, seed] of clusters.entries()) {
  for (const bytes of forwards(seed)) {
    const mail = readMail(bytes);
    if (!isReadable(mail)) throw new Error(`a forward of ${seed.name} cannot be read`);
    const original = originalOf(readableOf(mail, domains.exists));
    mails.push({ cluster, likeness: likenessOf(original.subject, original.text) });
  }
}
const pairs = { together: 0, right: 0, meant: 0 };
for (const [index, a] of mails.entries()) {
  for (const b of mails.slice(index + 1)) {
    const same = a.cluster === b.cluster;
    const folded = sameCampaign(a.likeness, b.likeness);
    pairs.meant += Number(same);
    pairs.together += Number(folded);
    pairs.right += Number(same && folded);
    if (same !== folded)
      console.log(
        `${same ? 'missed' : 'wrong'}: ${clusters[a.cluster]?.name.split('/').at(-1)} / ${clusters[b.cluster]?.name.split('/').at(-1)}`,
      );
  }
}
const precision = pairs.right / pairs.together;
const recall = pairs.right / pairs.meant;
console.log(`clusters ${clusters.length}, mails ${mails.length}, pair precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`);
process.exitCode = clusters.length === 20 && precision >= 0.99 && recall >= 0.95 ? 0 : 1;
