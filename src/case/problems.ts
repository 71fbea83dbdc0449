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
  'case.rows-unreadable': {
    status: 422,
    what: { ja: '「{file}」を文字として読めません。', en: '“{file}” cannot be read as text.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: {
      ja: 'CSV かテキスト（UTF-8 または Shift_JIS）のファイル名か、標準入力を表す - を書いてください。',
      en: 'Name a CSV or text file (UTF-8 or Shift_JIS), or - for standard input.',
    },
  },
  'case.no-such-day': {
    status: 422,
    what: { ja: '{day} という日はありません。', en: 'There is no day {day}.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: { ja: '2026-11-30 のように書いてください。', en: 'Write it as 2026-11-30.' },
  },
  'case.no-such-zone': {
    status: 422,
    what: { ja: '{zone} という時間帯はありません。', en: 'There is no time zone {zone}.' },
    safe: { ja: '何も記録していません。', en: 'Nothing was recorded.' },
    next: { ja: 'Asia/Tokyo のように書いてください。', en: 'Write it as Asia/Tokyo.' },
  },
});

/** 404: no case has this number. */
export function noCase(caseId: string): Problem {
  return caseProblem('case.unknown', undefined, { caseId });
}
