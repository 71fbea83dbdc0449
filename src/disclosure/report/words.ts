// SPDX-License-Identifier: Apache-2.0
import type { severities, outcomes } from '../../case/entry/case.ts';
import type { WorkItem } from '../../case/fold/remediation.ts';
import type { Point } from '../../case/measures/points.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

const two = (ja: string, en: string): Bilingual => ({ ja, en });

export const severityWords: Readonly<Record<(typeof severities)[number], Bilingual>> = {
  unrated: two('未評価', 'not rated'),
  low: two('低', 'low'),
  medium: two('中', 'medium'),
  high: two('高', 'high'),
  critical: two('重大', 'critical'),
};

export const outcomeWords: Readonly<Record<(typeof outcomes)[number], Bilingual>> = {
  resolved: two('解決', 'resolved'),
  'not-an-incident': two('事案に当たらない', 'not an incident'),
  merged: two('別の事案に統合', 'merged into another case'),
  'handed-over': two('他へ引き継ぎ', 'handed over'),
};

export const statusWords: Readonly<Record<WorkItem['status'], Bilingual>> = {
  open: two('未着手', 'open'),
  started: two('着手', 'started'),
  blocked: two('待ち', 'blocked'),
  done: two('完了（未確認）', 'done, not verified'),
  verified: two('確認済み', 'verified'),
  cancelled: two('取りやめ', 'cancelled'),
};

/** What a journal dates, as the report and the yearly statistics name it. */
export const reachedWords: Readonly<Record<Point, Bilingual>> = {
  'first-contact': two('最初の知らせ', 'first contact'),
  seen: two('人が最初に触れた', 'first touched by a person'),
  acknowledged: two('引き受けた', 'acknowledged'),
  triaged: two('真偽と緊急度を決めた', 'triaged'),
  declared: two('インシデントと宣言した', 'declared an incident'),
  contained: two('封じ込めた', 'contained'),
  'customers-told': two('顧客に知らせた', 'customers told'),
  verified: two('結果を確かめた', 'verified'),
  closed: two('終了した', 'closed'),
};
