// SPDX-License-Identifier: Apache-2.0
// The one place that says what a search of the logs has shown. That nothing was found is an answer only where there were
// lines to look at; a strip, a card, a sentence or a terminal that sums a search up asks here.
import type { Bilingual } from '../../../kernel/bilingual.ts';

export type HuntAnswer =
  /** Nobody has looked yet. */
  | { readonly is: 'not-looked' }
  /** It was asked, and there was no line of a log to look at, or the logs could not be asked at all. */
  | { readonly is: 'not-checkable'; readonly why: 'no-log' | 'not-asked' }
  | { readonly is: 'none'; readonly lines: number }
  | { readonly is: 'found'; readonly hits: number; readonly lines: number };

/** Hits, and the lines of the logs that could have had one. */
export type Searched = { readonly hits: number; readonly linesLookedAt: number };

export function answerOf(search: Searched | null | undefined): HuntAnswer {
  if (search === null || search === undefined) return { is: 'not-looked' };
  if (search.hits > 0) return { is: 'found', hits: search.hits, lines: search.linesLookedAt };
  return search.linesLookedAt > 0 ? { is: 'none', lines: search.linesLookedAt } : { is: 'not-checkable', why: 'no-log' };
}

/** Of several searches for one thing: one that found something says so for all, one that had no log says nothing against others. */
export function answerOfAll(searches: readonly Searched[]): HuntAnswer {
  const answers = searches.map((one) => answerOf(one));
  for (const is of ['found', 'none', 'not-checkable'] as const) {
    const one = answers.find((each) => each.is === is);
    if (one !== undefined) return one;
  }
  return { is: 'not-looked' };
}

/** In two or three words. */
export function answerWord(answer: HuntAnswer): Bilingual {
  switch (answer.is) {
    case 'not-looked':
      return { ja: '未調査', en: 'not looked for yet' };
    case 'not-checkable':
      return answer.why === 'no-log'
        ? { ja: '調査不能（ログなし）', en: 'not checkable (no log)' }
        : { ja: '調査不能（ログを検索できない）', en: 'not checkable (the logs cannot be asked)' };
    case 'none':
      return { ja: '見た範囲に記録なし', en: 'none in what was looked at' };
    case 'found':
      return { ja: '該当あり', en: 'found' };
  }
}

/** In a sentence without its full stop; `found` says how often, whoever met it is said beside it. */
export function answerSentence(answer: HuntAnswer): Bilingual {
  switch (answer.is) {
    case 'not-looked':
      return { ja: 'まだ調べていない', en: 'not looked for yet' };
    case 'not-checkable':
      return answer.why === 'no-log'
        ? { ja: '見るべきログが一行もなく、調査不能', en: 'not checkable: there is no line of a log to look at' }
        : answerWord(answer);
    case 'none':
      return {
        ja: `見た ${answer.lines.toLocaleString('ja')} 行に記録なし`,
        en: `nothing in the ${answer.lines.toLocaleString('en')} lines looked at`,
      };
    case 'found':
      return {
        ja: `${answer.hits.toLocaleString('ja')} 件（${answer.lines.toLocaleString('ja')} 行を確認）`,
        en: `${answer.hits.toLocaleString('en')} ${answer.hits === 1 ? 'hit' : 'hits'} in ${answer.lines.toLocaleString('en')} lines looked at`,
      };
  }
}

/** Why the logs could not be asked, by the code that an entry keeps; a code that there is no word for stands as it is. */
export function whyNotAsked(code: string): Bilingual {
  return NOT_ASKED[code] ?? { ja: code, en: code };
}

const NOT_ASKED: Readonly<Record<string, Bilingual>> = {
  'engine-absent': { ja: 'ログ検索エンジンがない', en: 'the log engine is not installed' },
  'engine-refused': { ja: 'ログ検索エンジンが受けつけない', en: 'the log engine refused the question' },
  'engine-deadline': { ja: '時間内に終わらない', en: 'the search did not end in time' },
  'engine-memory': { ja: 'メモリが足りない', en: 'there is not enough memory' },
  'engine-lost': { ja: 'ログ検索エンジンが止まった', en: 'the log engine stopped' },
  'engine-query': { ja: 'ログ検索エンジンのエラー', en: 'the log engine reported an error' },
};
