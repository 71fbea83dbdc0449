// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingRun = { ja: '何も実行していません。', en: 'Nothing was run.' };

/** What the command line itself can answer. Codes stand in docs/errors.md. */
export const cliProblem = defineProblems('cli', {
  'cli.unknown-command': {
    status: 400,
    what: { ja: '「{words}」というコマンドはありません。', en: 'There is no command "{words}".' },
    safe: nothingRun,
    next: { ja: 'matoi --help で一覧を見てください。', en: 'See the list with matoi --help.' },
  },
  'cli.wrong-call': {
    status: 400,
    what: { ja: '指定が正しくありません（{wrong}）。', en: 'Wrong arguments: {wrong}' },
    safe: nothingRun,
    next: { ja: 'matoi {command} --help で使い方を見てください。', en: 'See matoi {command} --help.' },
  },
  'cli.unexpected': {
    status: 500,
    what: { ja: '想定していない失敗が起きました（{message}）。', en: 'Something failed that should not have: {message}' },
    safe: {
      ja: '途中まで書かれたものはありません。確定した記録はそのままです。',
      en: 'Nothing is half-written; what was recorded before stands.',
    },
    next: {
      ja: 'MATOI_DEBUG=1 を付けてもう一度実行し、出力を添えて知らせてください。',
      en: 'Run it again with MATOI_DEBUG=1 and report the output.',
    },
  },
});
