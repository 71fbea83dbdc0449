// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

/** Why a file was not read to its end. Codes stand in docs/errors.md. */
export const fileProblem = defineProblems('adapters', {
  'file.over-limit': {
    status: 422,
    what: {
      ja: 'ファイルの読み取りが上限（{limit}）を超えたため、途中でやめました。',
      en: 'Reading the file went over the limit ({limit}) and was stopped.',
    },
    safe: {
      ja: 'このファイルからは何も取り込んでいません。',
      en: 'Nothing of this file was taken in.',
    },
    next: {
      ja: 'ファイルを分けるか、別の形式で書き出して、もう一度取り込んでください。',
      en: 'Split the file or export it in another form, and take it in again.',
    },
  },
});
