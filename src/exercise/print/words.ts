// SPDX-License-Identifier: Apache-2.0
import type { Point } from '../../case/measures/points.ts';
import type { Rating } from '../../case/entry/exercise.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Outcome } from '../evaluation/evaluation.contract.ts';

export const pointWords: Readonly<Record<Point, Bilingual>> = {
  'first-contact': { ja: '最初の知らせ', en: 'first contact' },
  seen: { ja: '人が最初に触れた', en: 'first touched by a person' },
  acknowledged: { ja: '引き受けた', en: 'acknowledged' },
  triaged: { ja: '真偽と緊急度を決めた', en: 'triaged' },
  declared: { ja: 'インシデントと宣言した', en: 'declared an incident' },
  contained: { ja: '封じ込めた', en: 'contained' },
  'customers-told': { ja: '顧客に知らせた', en: 'customers told' },
  verified: { ja: '結果を確かめた', en: 'verified' },
  closed: { ja: '終了した', en: 'closed' },
};

export const outcomeWords: Readonly<Record<Outcome, Bilingual>> = {
  met: { ja: '基準内', en: 'in time' },
  late: { ja: '基準を超過', en: 'late' },
  'not-reached': { ja: '達しなかった', en: 'not reached' },
  open: { ja: 'まだ', en: 'still open' },
};

export const ratingWords: Readonly<Record<Rating, Bilingual>> = {
  P: { ja: 'P 支障なくできた', en: 'P, performed without challenges' },
  S: { ja: 'S 多少の支障があった', en: 'S, performed with some challenges' },
  M: { ja: 'M 大きな支障があった', en: 'M, performed with major challenges' },
  U: { ja: 'U できなかった', en: 'U, unable to be performed' },
};

/** Seconds as a person would say them: `1時間30分`, `1 h 30 min`; seconds only below ten minutes. */
export function spanWords(seconds: number, lang: Lang): string {
  const whole = seconds < 600 ? Math.round(seconds) : Math.round(seconds / 60) * 60;
  const units = [
    [Math.floor(whole / 86_400), { ja: '日', en: ' d' }],
    [Math.floor((whole % 86_400) / 3600), { ja: '時間', en: ' h' }],
    [Math.floor((whole % 3600) / 60), { ja: '分', en: ' min' }],
    [whole % 60, { ja: '秒', en: ' s' }],
  ] as const;
  const shown = units.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit[lang]}`);
  return shown.length === 0 ? `0${{ ja: '分', en: ' min' }[lang]}` : shown.join(lang === 'ja' ? '' : ' ');
}
