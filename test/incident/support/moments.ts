// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../../src/kernel/bilingual.ts';
import { columns } from './truths.ts';

/** The ten moments that decide an incident, in the words of the reports on real ones, each with what became of it there. */
export const moments = [
  {
    ja: '最初の連絡を受ける',
    en: 'the first call is taken',
    real: { ja: '三連休の初日（2016年）', en: 'first day of a long weekend (2016)' },
  },
  { ja: '受け取った全員に尋ねる', en: 'every recipient is asked', real: { ja: '当日は尋ねず（2015年）', en: 'not asked that day (2015)' } },
  { ja: '上に届き、受け止められる', en: 'it goes up and is taken', real: { ja: '17 日、2 か月', en: '17 days; 2 months' } },
  { ja: '外の機関に相談する', en: 'a body outside is consulted', real: { ja: '緊急の番号を探した', en: 'searched for a number' } },
  { ja: '止め、止まったと確かめる', en: 'it is cut and verified', real: { ja: '5 日', en: '5 days' } },
  {
    ja: '消す前に証拠を残す',
    en: 'evidence is kept before a wipe',
    real: { ja: '攻撃者の作ったファイルを消した', en: "the intruder's files were deleted" },
  },
  {
    ja: '自前の手段なしで動ける',
    en: 'work goes on without own systems',
    real: { ja: 'メールも電話も停止', en: 'mail and telephones gone' },
  },
  { ja: '最初の公表', en: 'first public word', real: { ja: '3 か月', en: '3 months' } },
  { ja: '報道に答える用意', en: 'answers for the press are ready', real: { ja: '直前に想定問答', en: 'questions at the last minute' } },
  { ja: '「うちも？」に答える', en: '“me too?” is answered', real: { ja: '2,449 件を誤る', en: '2,449 wrong answers' } },
] as const satisfies readonly (Bilingual & { readonly real: Bilingual })[];

/** Minutes from the first contact by the desk's clock; null: does not occur in this incident. In the order of `moments`. */
export type Minutes = readonly (number | null)[];

type Row = { readonly kind: string; readonly at: string; readonly body: Readonly<Record<string, unknown>> | null };

/** What a case's timeline says of the moments: the first entry that shows each. */
export function momentsOf(entries: readonly Row[]): Minutes {
  const start = entries[0]?.at ?? '';
  const reportUps = new Set(
    entries.filter((one) => one.kind === 'page.triggered' && one.body?.['purpose'] === 'report-up').map((one) => one.body?.['pageId']),
  );
  const minutes = (fits: (row: Row) => boolean): number | null => {
    const found = entries.find(fits);
    return found === undefined ? null : Math.round((Date.parse(found.at) - Date.parse(start)) / 6000) / 10;
  };
  const is = (...kinds: readonly string[]) => minutes(({ kind }) => kinds.includes(kind));
  return [
    minutes(({ kind, body }) => kind === 'case.owner-named' || (kind === 'page.acknowledged' && !reportUps.has(body?.['pageId']))),
    is('triage.notice-released'),
    minutes(({ kind, body }) => (kind === 'page.acknowledged' && reportUps.has(body?.['pageId'])) || kind === 'page.told'),
    is('case.called'),
    minutes(
      ({ kind, body }) =>
        kind === 'containment.plan-verified' ||
        (kind === 'work.verified' && body?.['accepted'] === true) ||
        (kind === 'containment.account-measure-reread' && body?.['result'] === 'confirmed'),
    ),
    minutes(({ kind, body }) => kind === 'work.evidence-settled' && body?.['answer'] === 'kept'),
    minutes(({ kind, body }) => kind === 'case.noted' && body?.['writtenDownBy'] !== undefined),
    is('statement.published'),
    is('statement.prepared'),
    is('inquiry.answered'),
  ];
}

export function printMoments(minutes: Minutes, lang: Lang): string {
  const heading = { ja: ['決め手の場面', '最初の連絡から', '実際の事案'], en: ['moment', 'from first contact', 'in real cases'] }[lang];
  const rows = moments.map((moment, at) => {
    const found = minutes[at] ?? null;
    const said =
      found === null ? { ja: 'この事案にはない', en: 'not in this incident' }[lang] : { ja: `${found} 分`, en: `${found} min` }[lang];
    return [`${at + 1} ${moment[lang]}`, said, moment.real[lang]];
  });
  return columns([heading, ...rows]);
}
