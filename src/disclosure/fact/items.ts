// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

export const stages = ['first', 'second', 'final'] as const;
export type Stage = (typeof stages)[number];

export const stageNames: Readonly<Record<Stage, Bilingual>> = {
  first: { ja: '第一報', en: 'First report' },
  second: { ja: '続報', en: 'Further report' },
  final: { ja: '最終報告', en: 'Final report' },
};

/** `required`: nothing is published without it. `optional`: said where the record has it. `refused`: has no place in this stage. */
export type Need = 'required' | 'optional' | 'refused';

/** What a statement says of an item that the record does not know; in the final report nothing of the kind is left to say. */
export type IfUnknown = 'under-investigation' | 'none-yet' | 'refuse';

export type Item = {
  readonly id: string;
  readonly name: Bilingual;
  /** By stage, in the order of `stages`. */
  readonly need: readonly [Need, Need, Need];
  /** The stations and people from whom it comes. */
  readonly source: Bilingual;
  readonly ifUnknown: IfUnknown;
};

const R = 'required';
const O = 'optional';
const X = 'refused';
type Needs = Item['need'];
const item = <Id extends string>(id: Id, ja: string, en: string, need: Needs, source: readonly [string, string], ifUnknown: IfUnknown) =>
  ({ id, name: { ja, en }, need, source: { ja: source[0], en: source[1] }, ifUnknown }) as const;

const record = ['事案の記録', 'the case'] as const;
const hunt = ['ログの調査', 'the search of the logs'] as const;
const people = ['担当者の記入', 'filled in by a person'] as const;

/** What a reader of a statement must be told, in the order in which it is told. */
export const items = [
  item('purpose', '公表の目的', 'Purpose', [R, R, R], record, 'refuse'),
  item('what', '発生した事象', 'What happened', [R, R, R], ['確認した事案の種類', 'the confirmed kind of incident'], 'refuse'),
  item('when', '発生と発覚の日時', 'When it happened and was noticed', [R, R, R], record, 'under-investigation'),
  item('services', '影響するサービスと代わりの方法', 'Services concerned, and other ways', [R, R, R], people, 'under-investigation'),
  item(
    'cut',
    '停止したもの・継続するものとその理由',
    'What is stopped, what is kept, and why',
    [R, R, R],
    ['封じ込め計画、または担当者の記入', 'the containment plan, or filled in by a person'],
    'under-investigation',
  ),
  item(
    'information',
    '対象となる情報と件数',
    'Information concerned, and counts',
    [O, R, R],
    ['影響範囲と連絡対象', 'exposure and audience'],
    'under-investigation',
  ),
  item('leak', '情報の流出', 'Whether information leaked', [R, R, R], hunt, 'under-investigation'),
  item(
    'not-concerned',
    '対象とならない情報',
    'What is not concerned',
    [O, R, R],
    ['再点検とログの調査', 're-checks and searches'],
    'under-investigation',
  ),
  item('harm', '二次被害', 'Secondary harm', [R, R, R], ['問い合わせ窓口', 'the inquiry desk'], 'under-investigation'),
  item('requests', 'お客様へのお願い', 'What we ask of you', [R, R, R], people, 'refuse'),
  item('contact', 'お知らせの方法とお問い合わせ先', 'How you are told, and how to ask', [R, R, R], people, 'refuse'),
  item('cause', '原因と経路', 'Cause and way in', [R, R, R], people, 'under-investigation'),
  item(
    'help',
    '関係機関への報告と専門家の協力',
    'Reports filed, and outside help',
    [R, R, R],
    ['報告期限と通話の記録', 'clocks and calls'],
    'none-yet',
  ),
  item('timeline', '経緯', 'Timeline', [X, R, R], record, 'refuse'),
  item('prevention', '再発防止策', 'Prevention', [X, O, R], ['作業表', 'the board'], 'under-investigation'),
  item('changes', '前回の公表からの変更点', 'Changes since the last report', [X, R, R], ['前回の公表', 'the last statement'], 'refuse'),
  item('next', '次回の公表', 'Next report', [R, R, X], people, 'refuse'),
  item('thanks', '情報をお寄せいただいた方への謝意', 'Thanks to whoever told us', [X, X, O], people, 'none-yet'),
  item('apology', 'お詫び', 'Apology', [R, R, R], ['定型文', 'a fixed sentence'], 'refuse'),
  item('version', '版と報道関係のお問い合わせ先', 'Version, and contact for the press', [R, R, R], people, 'refuse'),
] as const satisfies readonly Item[];

export type ItemId = (typeof items)[number]['id'];

/** What a stage wants of an item. */
export function needOf(item: Pick<Item, 'need'>, stage: Stage): Need {
  return item.need[stages.indexOf(stage)] ?? 'refused';
}
