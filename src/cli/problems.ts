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
  'cli.unknown-command-like': {
    status: 400,
    what: { ja: '「{words}」というコマンドはありません。', en: 'There is no command "{words}".' },
    safe: nothingRun,
    next: { ja: 'もしかして：{meant}。一覧は matoi --help です。', en: 'Did you mean: {meant}? The list is matoi --help.' },
  },
  'cli.unknown-option': {
    status: 400,
    what: { ja: '「{option}」という指定はありません。', en: 'There is no option "{option}".' },
    safe: nothingRun,
    next: { ja: 'matoi --help で一覧を見てください。', en: 'See the list with matoi --help.' },
  },
  'cli.unknown-language': {
    status: 400,
    what: { ja: '「{given}」という言語はありません（ja か en）。', en: 'There is no language "{given}": ja or en.' },
    safe: nothingRun,
    next: { ja: '--lang ja か --lang en を付けてください。', en: 'Give --lang ja or --lang en.' },
  },
  'cli.words-missing': {
    status: 400,
    what: { ja: '足りない語があります。書き方：{usage}', en: 'A word is missing. Usage: {usage}' },
    safe: nothingRun,
    next: { ja: 'matoi help {command} で使い方を見てください。', en: 'See matoi help {command}.' },
  },
  'cli.words-too-many': {
    status: 400,
    what: { ja: '余分な語があります（{given}）。書き方：{usage}', en: 'There are words too many ({given}). Usage: {usage}' },
    safe: nothingRun,
    next: { ja: 'matoi help {command} で使い方を見てください。', en: 'See matoi help {command}.' },
  },
  'cli.wrong-call': {
    status: 400,
    what: { ja: '指定が正しくありません（{wrong}）。', en: 'Wrong arguments: {wrong}' },
    safe: nothingRun,
    next: { ja: 'matoi {command} --help で使い方を見てください。', en: 'See matoi {command} --help.' },
  },
  'cli.person-needed': {
    status: 403,
    what: {
      ja: '名前のある人の承認が要ります。コンソールのアカウント（{account}）ではできません。',
      en: 'This wants a named person; the console account {account} is none.',
    },
    safe: nothingRun,
    next: {
      ja: '--as アドレス を付け、パスワードを入れてください。できる役割：{roles}。',
      en: 'Give --as ADDRESS and the password. Roles that may: {roles}.',
    },
  },
  'cli.file-unusable': {
    status: 400,
    what: { ja: '{file} を使えません。{reason}。', en: '{file} cannot be used: {reason}.' },
    safe: { ja: '記録はそのままです。', en: 'The records are untouched.' },
    next: { ja: '場所と名前と権限を確かめて、もう一度実行してください。', en: 'Check place, name and rights, and run it again.' },
  },
  'cli.disk-unusable': {
    status: 503,
    what: { ja: '{file} に読み書きできません。{reason}。', en: '{file} cannot be read or written: {reason}.' },
    safe: { ja: '確定した記録はそのままです。', en: 'What was recorded before stands.' },
    next: { ja: 'ディスクを見て、もう一度実行してください。', en: 'See to the disk and run it again.' },
  },
  'cli.outside-away': {
    status: 503,
    what: { ja: '{host} に届きません。{reason}。', en: '{host} cannot be used: {reason}.' },
    safe: { ja: '確定した記録はそのままです。', en: 'What was recorded before stands.' },
    next: { ja: '相手が動いているか、アドレスと設定を確かめてください。', en: 'See whether it runs, and check address and settings.' },
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
