// SPDX-License-Identifier: Apache-2.0
/** How the answer of such a message begins. */
export const POSSIBLE_DOUBLE = '(possible double) ';

/** What is said of a message that its receiver may have twice, with the same Message-ID, because an attempt ended without an answer. */
export function markedDouble(answer: string, possibleDoubles: number): string {
  return possibleDoubles > 0 ? `${POSSIBLE_DOUBLE}${answer}` : answer;
}

export function isPossibleDouble(answer: string): boolean {
  return answer.startsWith(POSSIBLE_DOUBLE);
}
