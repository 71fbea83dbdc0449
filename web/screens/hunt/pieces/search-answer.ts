// SPDX-License-Identifier: Apache-2.0
import { answerOf, answerWord } from '../../../../src/case/cards.contract.ts';
import type { HuntAnswer } from '../../../../src/case/cards.contract.ts';
import type { CoverageSheet } from '../../../../src/hunt/contract.ts';
import { useSay } from '../../../lang/lang.tsx';

/** What a search says in two words, and whether it says anything: without a line to look at, no sentence may say that nothing was there. */
export function useAnswer(
  coverage: Pick<CoverageSheet, 'sources'>,
  hits: number,
): { readonly is: HuntAnswer['is']; readonly word: string } {
  return useAnswerOf(
    hits,
    coverage.sources.reduce((sum, source) => sum + source.looked, 0),
  );
}

/** The same, where an answer tells the lines themselves. */
export function useAnswerOf(hits: number, linesLookedAt: number): { readonly is: HuntAnswer['is']; readonly word: string } {
  const say = useSay();
  const answer = answerOf({ hits, linesLookedAt });
  return { is: answer.is, word: say.two(answerWord(answer)) };
}
