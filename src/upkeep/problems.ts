// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';

const nothingWritten = {
  ja: '何も書き込んでいません。いま動いているデスクのデータはそのままです。',
  en: 'Nothing was written; the data of the desk that runs here is untouched.',
};
const nothingRestored = {
  ja: 'データベースには何も入れていません。バックアップのファイルはそのままです。',
  en: 'Nothing was put into the database; the backup file is untouched.',
};

/** What can go wrong with a backup and its way back. Codes stand in docs/errors.md. */
export const upkeepProblem = defineProblems('upkeep', {
  'desk.not-ready': {
    status: 503,
    what: { ja: 'データベースが答えません。', en: 'The database does not answer.' },
    safe: { ja: '確定した記録はそのまま残っています。', en: 'What was recorded is still there.' },
    next: {
      ja: 'データベースの記録（postgres.log）と空き容量を見てください。',
      en: 'See the database’s log (postgres.log) and the free space.',
    },
  },
  'backup.file-exists': {
    status: 409,
    what: { ja: '{path} はすでにあります。バックアップは上書きしません。', en: '{path} is there already; a backup overwrites nothing.' },
    safe: nothingWritten,
    next: { ja: '別の名前を指定してください。', en: 'Give another name.' },
  },
  'backup.cannot-write': {
    status: 503,
    what: { ja: 'バックアップを {path} に書けませんでした（{reason}）。', en: 'The backup could not be written to {path}: {reason}' },
    safe: nothingWritten,
    next: {
      ja: '置き場の空きと権限を確かめて、もう一度実行してください。',
      en: 'Check free space and permissions there and run it again.',
    },
  },
  'backup.passphrase-file': {
    status: 400,
    what: {
      ja: '合言葉のファイル {path} を読めないか、12 文字未満です。',
      en: 'The passphrase file {path} cannot be read, or holds fewer than 12 characters.',
    },
    safe: nothingWritten,
    next: { ja: '合言葉を 1 行目に書いたファイルを指定してください。', en: 'Name a file whose first line is the passphrase.' },
  },
  'restore.absent': {
    status: 404,
    what: { ja: '{path} がありません。', en: 'There is no file {path}.' },
    safe: nothingRestored,
    next: { ja: 'ファイルの場所を確かめてください。', en: 'Check where the file is.' },
  },
  'restore.not-an-archive': {
    status: 400,
    what: { ja: '{path} は Matoi のバックアップではありません。', en: '{path} is no backup of Matoi.' },
    safe: nothingRestored,
    next: { ja: 'matoi backup で作ったファイルを指定してください。', en: 'Name a file that matoi backup made.' },
  },
  'restore.wrong-key': {
    status: 403,
    what: {
      ja: '{path} は暗号化されていますが、合言葉がないか、合いません。',
      en: '{path} is encrypted, and the passphrase is missing or another one.',
    },
    safe: nothingRestored,
    next: {
      ja: '--passphrase-file か MATOI_BACKUP_PASSPHRASE で合言葉を渡してください。',
      en: 'Give it by --passphrase-file or MATOI_BACKUP_PASSPHRASE.',
    },
  },
  'restore.damaged': {
    status: 400,
    what: {
      ja: '{path} は途中で切れているか、書き換わっています（{where}）。',
      en: '{path} ends too early, or was changed: {where}',
    },
    safe: nothingRestored,
    next: { ja: '別のバックアップを使ってください。', en: 'Use another backup.' },
  },
  'restore.newer': {
    status: 400,
    what: {
      ja: 'このバックアップは、この版より新しい Matoi で作られました（{detail}）。',
      en: 'This backup was made by a newer Matoi than this one: {detail}',
    },
    safe: nothingRestored,
    next: { ja: '新しい版を入れてから、もう一度実行してください。', en: 'Install the newer version and run it again.' },
  },
  'restore.not-empty': {
    status: 409,
    what: { ja: '戻す先 {where} にはすでにデータがあります。', en: 'The desk to restore into ({where}) already holds data.' },
    safe: nothingRestored,
    next: {
      ja: 'MATOI_DATA に空のフォルダー（外部データベースなら DATABASE_URL に空のデータベース）を指定してください。',
      en: 'Set MATOI_DATA to an empty folder (and DATABASE_URL, if used, to an empty database).',
    },
  },
});
