// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

const NOTHING_MADE = {
  ja: 'PDF は作られていません。元のデータはそのままです。',
  en: 'No PDF was made. The data it is made from is untouched.',
};

/** Why there is no paper. Codes stand in docs/errors.md. */
export const paperProblem = defineProblems('adapters', {
  'paper.too-large': {
    status: 422,
    what: {
      ja: '文書が大きすぎて 1 つの PDF にできません（上限 {characters} 字）。',
      en: 'The document is too large for one PDF (limit: {characters} characters).',
    },
    safe: NOTHING_MADE,
    next: { ja: 'いくつかに分けて、もう一度出力してください。', en: 'Part it, and print again.' },
  },
  'paper.over-time': {
    status: 422,
    what: {
      ja: 'PDF の作成が {seconds} 秒を超えたため、途中でやめました。',
      en: 'Making the PDF took more than {seconds} s and was stopped.',
    },
    safe: NOTHING_MADE,
    next: { ja: 'いくつかに分けて、もう一度出力してください。', en: 'Part it, and print again.' },
  },
  'paper.not-set': {
    status: 500,
    what: { ja: 'PDF を作れませんでした（{why}）。', en: 'The PDF could not be made ({why}).' },
    safe: NOTHING_MADE,
    next: {
      ja: '文中に極端に長い文字の連なりがないか確かめ、もう一度出力してください。MATOI_FONTS を指定している場合は、そのフォルダーのフォントも確かめてください。',
      en: 'Look for an extremely long run of letters in the text and print again. Where MATOI_FONTS is set, look at the fonts in that folder too.',
    },
  },
});
