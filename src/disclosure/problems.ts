// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothing = { ja: '何も公表されず、何も変わっていません。', en: 'Nothing was published and nothing has changed.' };

export const disclosureProblem = defineProblems('disclosure', {
  'disclosure.wrong-call': {
    status: 400,
    what: { ja: '引数が正しくありません。必要なのは {wanted} です。', en: 'Wrong arguments; wanted is {wanted}.' },
    safe: nothing,
    next: { ja: '`matoi statement --help` で使い方を確かめてください。', en: 'See `matoi statement --help`.' },
  },
});
