// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

/** Why the embedded store does not start. Codes stand in docs/errors.md. */
export const storeProblem = defineProblems('adapters', {
  'store.folder-closed': {
    status: 503,
    what: {
      ja: 'データ置き場 {root} の手前の {folder} が閉じており、データベース用の利用者が通れません。',
      en: "The database's own account cannot pass {folder} to reach the data folder {root}.",
    },
    safe: {
      ja: 'まだ何も書き込んでいません。既存のデータにも触れていません。',
      en: 'Nothing has been written, and no existing data was touched.',
    },
    next: {
      ja: 'root で動かすときは MATOI_DATA に /var/lib/matoi のような場所を指定するか、一般利用者で起動してください。',
      en: 'As root, set MATOI_DATA to a place like /var/lib/matoi, or start as an ordinary user.',
    },
  },
  'store.newer': {
    status: 503,
    what: {
      ja: 'このデータは、この版より新しい Matoi が使っていました（{migration}）。',
      en: 'A newer Matoi than this one has used these data ({migration}).',
    },
    safe: { ja: '何も変えていません。', en: 'Nothing was changed.' },
    next: {
      ja: '新しい版に戻してください。古い版を使うときは、その版で取ったバックアップを matoi restore で戻してください。',
      en: 'Go back to the newer version; to use this one, restore a backup that it made (matoi restore).',
    },
  },
  'store.cannot-start': {
    status: 503,
    what: { ja: 'データベースを起動できませんでした。', en: 'The database could not be started.' },
    safe: { ja: '保管済みのデータはそのまま残っています。', en: 'What is stored is still there, untouched.' },
    next: {
      ja: '{file} の最後の行を確かめ、空き容量と権限を見てください。',
      en: 'Read the last lines of {file}; check free space and permissions.',
    },
  },
});
