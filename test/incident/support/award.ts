// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../../src/kernel/bilingual.ts';
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import { columns } from './truths.ts';

/**
 * The three criteria of the award for handling an incident well (情報セキュリティ事故対応アワード): how soon and how often it
 * was told, what was told, and whether of one's own accord.
 */
export type Award = {
  /** Hours from noticing to the first report. */
  readonly hoursToFirst: number | null;
  readonly daysBetween: readonly number[];
  readonly promisesMissed: number;
  readonly items: { readonly said: number; readonly of: number } | null;
  readonly first: 'ourselves' | 'others' | 'nobody';
};

export function awardOf({ yardstick }: Pick<StatementDesk, 'yardstick'>): Award {
  const { hoursToFirst, daysBetween, promises, items, first } = yardstick;
  return { hoursToFirst, daysBetween, items, first, promisesMissed: promises.filter(({ is }) => is === 'missed').length };
}

/** Told within a day by the desk's clock, no promise missed, and by ourselves before anybody else. */
export function isAwarded({ hoursToFirst, promisesMissed, items, first }: Award): boolean {
  return hoursToFirst !== null && hoursToFirst <= 24 && promisesMissed === 0 && items !== null && first === 'ourselves';
}

export function printAward(award: Award, lang: Lang): string {
  const { hoursToFirst, daysBetween, promisesMissed, items, first } = award;
  const said = items === null ? '-' : `${items.said}/${items.of}`;
  const between = daysBetween.length === 0 ? '-' : daysBetween.join(', ');
  if (lang === 'ja')
    return columns([
      ['アワードの三つの基準', ''],
      [
        '公表までの時間と続報の間隔',
        `初報まで ${hoursToFirst ?? '-'} 時間、続報の間隔 ${between} 日、守れなかった予告 ${promisesMissed} 件`,
      ],
      ['内容', `必要な項目 ${said} を「調査中」でなく言えた`],
      ['自主的な公表', { ourselves: '自組織が先', others: '他者が先', nobody: '公表なし' }[first]],
    ]);
  return columns([
    ['the award’s three criteria', ''],
    ['time to the first report, days between', `${hoursToFirst ?? '-'} h; ${between} days; ${promisesMissed} promised dates missed`],
    ['content', `${said} required items said and not “under investigation”`],
    ['of one’s own accord', { ourselves: 'ourselves first', others: 'others first', nobody: 'not published' }[first]],
  ]);
}
