// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';

export const caseProblem = defineProblems('case', {
  'case.unknown': {
    status: 404,
    what: { ja: '事案 {caseId} はありません。', en: 'There is no case {caseId}.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: { ja: '事案番号を確かめてください。', en: 'Check the case number.' },
  },
});

/** 404: no case has this number. */
export function noCase(caseId: string): Problem {
  return caseProblem('case.unknown', undefined, { caseId });
}
