// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';

const two = (ja: string, en: string): Bilingual => ({ ja, en });

/** What the drafts of the directory say, by body: what one is asked there, and what to say first. */
export const draftWords = {
  jpcert: {
    needs: two(
      '発生日時、通信先・通信元（時刻つきのログ）、分かっている影響、これまでの対応、連絡先',
      'When it happened, destinations and sources (logs with times), known effects, what was done so far, how to reach you',
    ),
    say: two(
      '不審な通信・侵害について相談したい。時刻つきのログがある。',
      'We need advice on suspicious traffic or a compromise. We have logs with times.',
    ),
  },
  ipa: {
    needs: two(
      '症状、発生日時、機器とソフトウェアの版、行った対応',
      'Symptoms, when it happened, machines and versions of software, what was done',
    ),
    say: two(
      '組織からの相談で、マルウェアまたは不正アクセスの疑いがある。',
      'An organisation asks for advice: malware or unauthorised access is suspected.',
    ),
  },
  police: {
    needs: two(
      '発生日時、被害の内容、ログと保全した証拠、被害届を出すかどうか、担当者の連絡先',
      'When it happened, the damage, logs and evidence kept, whether you file a report, who can be reached',
    ),
    say: two(
      '不正アクセス（またはマルウェア）の被害の相談をしたい。証拠は保全してある。急ぐときは 110 番。',
      'We want to consult about unauthorised access (or malware). Evidence is kept. In an emergency call 110.',
    ),
  },
  ppc: {
    needs: two(
      '概要、項目、本人の数、原因、二次被害、本人への対応、公表、再発防止（速報と確報）',
      'Outline, items of data, number of persons, cause, further damage, what is done for the persons, publication, prevention (preliminary and final report)',
    ),
    say: two('漏えい等のおそれを知った。速報を出す。', 'We have learned of a possible leak and will file a preliminary report.'),
  },
  ministry: {
    needs: two(
      '業法で求められる報告の様式と期限を、平時に確かめておく',
      'Find out beforehand which form and deadline the law of your business asks for',
    ),
    say: two('', ''),
  },
  'system-vendor': {
    needs: two(
      '契約番号、対象の機器、止めてよい範囲、作業の立ち会い',
      'Contract number, the machines concerned, what may be stopped, who attends the work',
    ),
    say: two(
      '不審な通信がある。電源を切らず、ログと証拠を残したまま対応したい。',
      'There is suspicious traffic. We want to act without switching off, keeping logs and evidence.',
    ),
  },
  'hosting-provider': {
    needs: two('契約番号、サーバー名、アクセスログの保全の依頼', 'Contract number, name of the server, the request to keep access logs'),
    say: two(
      '公開サーバーに侵害の疑いがある。ログを消さずに残してほしい。',
      'A public server may be compromised. Please keep its logs and delete nothing.',
    ),
  },
  'forensic-firm': {
    needs: two(
      '台数、OS、ディスクの大きさ、電源の状態、ログの保存期限、NDA',
      'How many machines, operating systems, size of disks, whether they are on, how long logs are kept, NDA',
    ),
    say: two(
      '端末の保全と調査を頼みたい。何時間後に来られるか。',
      'We need computers preserved and examined. In how many hours can you be here?',
    ),
  },
  insurer: {
    needs: two(
      '証券番号、発生日時、見込まれる損害、保険会社の承認が要る費用',
      'Policy number, when it happened, expected loss, costs that need the insurer’s consent',
    ),
    say: two(
      '事故の第一報。調査費用に事前の承認が要るかを確かめたい。',
      'First notice of an incident. Do costs of the investigation need your consent beforehand?',
    ),
  },
  lawyer: {
    needs: two(
      '経緯、個人情報の有無、取引先との契約',
      'What happened, whether personal data is concerned, contracts with business partners',
    ),
    say: two('', ''),
  },
  'parent-company': {
    needs: two(
      '概要、影響する系列会社、共有の仕組み（ネットワーク・アカウント）',
      'Outline, group companies concerned, what is shared (network, accounts)',
    ),
    say: two('', ''),
  },
} as const satisfies Readonly<Record<string, { readonly needs: Bilingual; readonly say: Bilingual }>>;

const english = new Map<string, string>(
  Object.values(draftWords).flatMap(({ needs, say }) => [needs, say].map((one): [string, string] => [one.ja, one.en])),
);

/** A text of the directory for the reader: that of a draft in their language; what a person wrote, as it stands. */
export function directoryText(text: string, lang: Lang): string {
  return lang === 'en' ? (english.get(text) ?? text) : text;
}
