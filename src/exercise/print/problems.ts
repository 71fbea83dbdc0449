// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

const unchanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' } as const;

export const printProblem = defineProblems('exercise', {
  'paper.needs-a-file': {
    status: 422,
    what: {
      ja: '書き出す先の PDF ファイルか、出すものの番号がありません。',
      en: 'The PDF file to write, or the number of what to print, is missing.',
    },
    safe: unchanged,
    next: { ja: '番号の後に、.pdf で終わるファイル名を書いてください。', en: 'Name a file that ends in .pdf after the number.' },
  },
  'paper.not-written': {
    status: 503,
    what: { ja: '「{file}」に書き出せませんでした。', en: '“{file}” could not be written.' },
    safe: { ja: 'PDF はできましたが、保存されていません。', en: 'The PDF was made but is not saved.' },
    next: { ja: '書き込める場所と空き容量を確かめてください。', en: 'Check that the place is writable and has room.' },
  },
});
