// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

const unchanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' } as const;

export const scenarioProblem = defineProblems('exercise', {
  'scenario.one-file': {
    status: 400,
    what: { ja: 'ファイルを一つ示してください。', en: 'Name one file.' },
    safe: unchanged,
    next: { ja: '例：matoi exercise lint scenario.yaml', en: 'For example: matoi exercise lint scenario.yaml' },
  },
  'scenario.file-not-readable': {
    status: 400,
    what: {
      ja: '{file} を読めません（ない、5 MB を超える、または UTF-8・Shift_JIS ではない）。',
      en: '{file} cannot be read: it is not there, is over 5 MB, or is neither UTF-8 nor Shift_JIS.',
    },
    safe: unchanged,
    next: { ja: '場所と文字コードを確かめてください。', en: 'Check where it is and how it is encoded.' },
  },
  'scenario.format-unknown': {
    status: 422,
    what: {
      ja: '{file} は MSEL（CSV）でも CEXF でも OpenAEV でもありません。',
      en: '{file} is neither an MSEL sheet (CSV) nor CEXF nor OpenAEV.',
    },
    safe: unchanged,
    next: {
      ja: 'CSV なら、見出しの行に時刻・受け手・内容の列があるか確かめてください。',
      en: 'In a CSV the first line must name columns such as time, to and inject.',
    },
  },
});
