// SPDX-License-Identifier: Apache-2.0
// What is true in this incident, known before the desk hears of it: who has the duty on which day, whom to call, what may be
// stopped, and what people wrote on paper while nothing of their own worked.
import type { Lang } from '../../../src/kernel/bilingual.ts';

export const DOMAIN = 'aosora.example';
export const DESK_MAIL = `csirt@${DOMAIN}`;
export const MAIL_HOST = `mail.${DOMAIN}`;
/** Rented at another provider, under a name of its own. */
export const SECOND_DOMAIN = 'aosora-emergency.example';
export const SECOND_MAIL = `csirt@${SECOND_DOMAIN}`;
/** Where people read mail when the company's own is gone. */
export const PRIVATE_DOMAIN = 'phone.example';
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const JST = 9 * HOUR;

export const ROTA = [
  { id: 'tanaka', name: '田中 凛', telephone: '090-5555-0111' },
  { id: 'yamada', name: '山田 蓮', telephone: '090-5555-0112' },
  { id: 'kobayashi', name: '小林 葵', telephone: '090-5555-0113' },
] as const;
const FIRST_DUTY = Date.parse('2026-01-01T09:00:00+09:00');

/** Who has the duty at a moment: each a day, from nine to nine, in turn. */
export function onDutyAt(at: number): (typeof ROTA)[number] {
  return ROTA[Math.floor((at - FIRST_DUTY) / DAY) % ROTA.length] ?? ROTA[0];
}

/** Everybody whose turn comes in so many days from `at`, in order. */
export function turns(at: number, days: number): readonly (typeof ROTA)[number][] {
  const end = at + days * DAY;
  const handovers = Array.from(
    { length: Math.ceil(days) + 1 },
    (_, turn) => FIRST_DUTY + (Math.floor((at - FIRST_DUTY) / DAY) + 1 + turn) * DAY,
  );
  return [at, ...handovers.filter((one) => one < end)].map(onDutyAt);
}

export const SUPERIORS = [
  { id: 'kacho', name: '課長 花', telephone: '090-5555-0121' },
  { id: 'bucho', name: '部長 森', telephone: '090-5555-0122' },
] as const;

export const BODIES = [
  {
    bodyId: 'forensics',
    kind: 'forensic-firm',
    name: { ja: '青葉フォレンジック', en: 'Aoba Forensics' },
    telephone: '03-5555-0161',
    hours: '24 時間',
    contract: 'AF-2026-118',
    needs: '契約番号',
    say: '止まっているものと、最初に気づいた時刻',
    source: '契約書',
    confirmed: true,
  },
  {
    bodyId: 'hoster',
    kind: 'hosting-provider',
    name: { ja: '若葉データセンター', en: 'Wakaba Data Centre' },
    telephone: '03-5555-0162',
    hours: '24 時間',
    contract: 'WD-77',
    needs: 'ラック番号',
    say: '名前解決とメールが止まった',
    source: '契約書',
    confirmed: true,
  },
] as const;

export const SERVICES = [
  { id: 'orders', name: '受注システム', range: '198.51.100.21', decision: 'keep' },
  { id: 'video', name: '動画研修', range: '198.51.100.22', decision: 'stop' },
] as const;

export function servicesCsv(at: number): string {
  const day = new Date(at - 40 * DAY).toISOString().slice(0, 10);
  return `${[
    'id,service,kind,names,ranges,ports,owner,priority,decision,decided_by,decided_on,carrier,source,fetched_at',
    ...SERVICES.map(
      ({ id, name, range, decision }, at) =>
        `${id},${name},service,,${range},443,情報システム部,${at + 1},${decision},鈴木 一郎,${day},no,契約書,${day}`,
    ),
  ].join('\n')}\n`;
}

export type PaperRow = {
  readonly number: string;
  readonly at: number;
  readonly wall: string;
  readonly who: string;
  readonly text: string;
  readonly decided: string;
};

/** What was written on a log page, so many minutes after everything went dark. */
const WRITTEN: readonly (readonly [minutes: number, who: string, text: string, decided: string])[] = [
  [2, '佐藤 美咲', '社内のメールが送れない。端末から名前も引けない', ''],
  [4, '高橋 健', 'サインインの画面が応答しない。公式サイトも開かない', ''],
  [5, '佐藤 美咲', '紙一式を金庫から出した', ''],
  [6, '佐藤 美咲', '紙にある当番へ電話した', ''],
  [9, '高橋 健', '記録係を引き受けた', '記録は高橋、指揮は佐藤'],
  [11, '佐藤 美咲', 'データセンターへ電話。機器は動いているとのこと', ''],
  [13, '', '動画研修の通信を止めてよいか相談', '動画研修は止める。受注は続ける'],
  [16, '高橋 健', '動画研修を手順どおりファイアウォールで拒否した', ''],
  [18, '佐藤 美咲', 'フォレンジック会社へ電話。契約番号を伝えた', ''],
  [22, '佐藤 美咲', '部長に口頭で報告した', '一時間後にもう一度報告する'],
  [25, '高橋 健', 'デスクに数字のアドレスで入れることを確かめた', ''],
  [29, '佐藤 美咲', '予備の送信サーバーに切り替えることにした', '予備に切り替える'],
];

/** Down to the minute, as a clock on the wall shows it. */
export function paperRows(darkAt: number): readonly PaperRow[] {
  return WRITTEN.map(([minutes, who, text, decided], row) => {
    const at = Math.floor((darkAt + minutes * MINUTE) / MINUTE) * MINUTE;
    return { number: `1-${row + 1}`, at, wall: new Date(at + JST).toISOString().slice(11, 16), who, text, decided };
  });
}

export function dayInJapan(at: number): string {
  return new Date(at + JST).toISOString().slice(0, 10);
}

const HEADINGS = {
  ja: '番号,時刻,誰が,何があった・何をした,決めたこと',
  en: 'No.,Time,Who,"What happened, what was done",Decided',
} as const;

/** As somebody types it off the paper. `withTimes` false: the times are left on the paper. */
export function typedOff(rows: readonly PaperRow[], lang: Lang, withTimes: boolean): string {
  const lines = rows.map(({ number, wall, who, text, decided }) => [number, withTimes ? wall : '', who, text, decided].join(','));
  return `${HEADINGS[lang]}\n${lines.join('\n')}\n`;
}
