// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { answerOf } from '../../case/fold/words/hunt-answer.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

/** One look into our own logs that can speak of a leak: what it looked for, in how many lines, over which time. */
export type Look = {
  readonly what: 'claim' | 'indicators' | 'data-out';
  readonly lines: number | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly seq: number;
};

export type Coverage = {
  /** Found nothing. */
  readonly looks: readonly Look[];
  /** Found something, or could not tell: while there is one, nobody says that no leak is confirmed. */
  readonly against: readonly { readonly why: Bilingual; readonly seq: number }[];
  readonly gaps: readonly { readonly text: Bilingual; readonly seq: number }[];
};

/** What the case's searches say about data that may have left. Searches for other things say nothing about it. */
export function coverageOf({ parts: { hunt, exposure } }: Pick<CaseView, 'parts'>): Coverage {
  const looks: Look[] = [];
  const against: { readonly why: Bilingual; readonly seq: number }[] = [];
  const gaps = new Map<string, { readonly text: Bilingual; readonly seq: number }>();
  const notLooked = (texts: readonly Bilingual[], seq: number) => texts.forEach((text) => gaps.set(text.en, { text, seq }));
  for (const { verdict, claim, linesLookedAt, notLookedAt, seq } of hunt.verdicts) {
    notLooked(notLookedAt, seq);
    if (verdict === 'refuted' && linesLookedAt > 0)
      looks.push({ what: 'claim', lines: linesLookedAt, from: claim.since, until: claim.until, seq });
    else if (verdict === 'supported')
      against.push({ why: { ja: '攻撃とみられるアクセスの記録がある', en: 'the logs have what was claimed' }, seq });
    else against.push({ why: { ja: 'ログからは判定できない指摘がある', en: 'the logs cannot tell about a claim' }, seq });
  }
  for (const search of hunt.searches.filter((one) => ['indicators', 'sigma', 'beacons'].includes(one.what))) {
    const { what, linesLookedAt, notLookedAt, since = null, until = null, seq } = search;
    const answer = answerOf(search);
    notLooked(notLookedAt, seq);
    if (answer.is === 'found') against.push({ why: { ja: '痕跡に当たる記録がある', en: 'a search found traces' }, seq });
    else if (what === 'indicators' && answer.is === 'none') looks.push({ what, lines: linesLookedAt, from: since, until, seq });
  }
  for (const { atMostBytes, notCounted, since, until, seq } of hunt.dataOut) {
    notLooked(notCounted, seq);
    if (atMostBytes === 0) looks.push({ what: 'data-out', lines: null, from: since, until, seq });
    else if (atMostBytes === null)
      against.push({ why: { ja: '外へ出た量を数えられないログがある', en: 'how much went out cannot be bounded' }, seq });
    else against.push({ why: { ja: '外へ出たデータの記録がある', en: 'data went out by the logs' }, seq });
  }
  if (hunt.notSearched !== null)
    against.push({ why: { ja: 'ログを検索できていない', en: 'the logs could not be asked' }, seq: hunt.notSearched.seq });
  if (exposure.last?.status === 'incomplete')
    against.push({
      why: { ja: '公開範囲を調べきれていない', en: 'the audit of what others can read is incomplete' },
      seq: exposure.last.seq,
    });
  return { looks, against, gaps: [...gaps.values()] };
}

/** Why nobody may say that no leak is confirmed; empty where the looks back it. `happened`: when it began, where that is known. */
export function whyNotBacked({ looks, against }: Coverage, happened: string | null): readonly Bilingual[] {
  if (against.length > 0) return against.map(({ why }) => why);
  if (looks.length === 0) return [{ ja: 'ログを調べていない', en: 'no log was looked at' }];
  const bounded = looks.filter(({ from, until }) => from !== null && until !== null);
  if (bounded.length === 0) return [{ ja: '調べた期間が定まっていない', en: 'the looks name no period' }];
  if (happened !== null && bounded.every(({ from }) => Date.parse(from ?? '') > Date.parse(happened)))
    return [{ ja: '発生した時刻より後しか調べていない', en: 'the looks begin only after it happened' }];
  return [];
}

export const lookNames: Readonly<Record<Look['what'], Bilingual>> = {
  claim: { ja: '指摘のあったアクセス', en: 'the access that was pointed out' },
  indicators: { ja: '攻撃者の宛先との通信', en: 'traffic with destinations of the attacker' },
  'data-out': { ja: '外部への送信', en: 'data sent outside' },
};
