// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../../kernel/define-problems.ts';

/** Why the desk does not start. Codes stand in docs/errors.md. */
export const startProblem = defineProblems('wiring', {
  'desk.bad-setting': {
    status: 503,
    what: { ja: '設定 {names} の値を読み取れません。', en: 'These settings cannot be read: {names}.' },
    safe: {
      ja: '読み取れない値で動き始めたものはありません。記録はそのままで、何も送られていません。',
      en: 'Nothing was started with them. The records are untouched and nothing has been sent.',
    },
    next: { ja: '次の形に直して、もう一度起動してください。{how}', en: 'Write them like this and start again. {how}' },
  },
  'desk.bad-certificate': {
    status: 503,
    what: { ja: '設定 {names} では https で応答できません。', en: 'The desk cannot speak https with {names} as set.' },
    safe: { ja: '何も始めていません。記録はそのままです。', en: 'Nothing was started. The records are untouched.' },
    next: {
      ja: '証明書とその鍵の PEM ファイルを両方指定し、MATOI_URL を https:// で始めてください。組織内の名前の証明書は matoi certificate NAME で作れます。',
      en: 'Name both PEM files, the certificate and its own key, and let MATOI_URL begin with https://. For a name of your own network matoi certificate NAME makes one.',
    },
  },
  'desk.port-taken': {
    status: 503,
    what: { ja: 'ポート {port} は別のプログラムが使っています。', en: 'Another program uses port {port}.' },
    safe: {
      ja: '記録はそのままです。すでに開いているデスクがあれば、それはそのまま動いています。',
      en: 'The records are untouched; a desk that is already open goes on.',
    },
    next: {
      ja: '{setting} に空いている番号を指定して、もう一度起動してください。',
      en: 'Set {setting} to a free number and start again.',
    },
  },
  'desk.folder-unusable': {
    status: 503,
    what: {
      ja: 'データフォルダー {folder} を使えません。{reason}。',
      en: 'The data folder {folder} cannot be used: {reason}.',
    },
    safe: { ja: '何も始めていません。既存のデータには触れていません。', en: 'Nothing was started, and no existing data was touched.' },
    next: {
      ja: 'その場所の空き・権限・読み取り専用でないことを確かめるか、MATOI_DATA に別のフォルダーを指定してください。',
      en: 'See to its room, its owner and whether it is mounted read-only, or set MATOI_DATA to another folder.',
    },
  },
  'desk.database-unusable': {
    status: 503,
    what: {
      ja: 'DATABASE_URL のデータベースを使えません。{reason}。',
      en: 'The database of DATABASE_URL cannot be used: {reason}.',
    },
    safe: { ja: '何も始めていません。記録はそのままです。', en: 'Nothing was started. The records are untouched.' },
    next: {
      ja: 'アドレス、アカウント、データベース名と、そのサーバーが動いていることを確かめてください。',
      en: 'Check address, account and name of the database, and whether its server runs.',
    },
  },
  'desk.other-owner': {
    status: 503,
    what: {
      ja: 'データフォルダー {folder} の持ち主は {owner} です。いま動かしているのは {user} です。',
      en: 'The data folder {folder} belongs to {owner}, and this runs as {user}.',
    },
    safe: {
      ja: '何も読み書きしていません。持ち主も権限も変えていません。',
      en: 'Nothing was read or written, and nothing changed hands.',
    },
    next: {
      ja: '{owner} として実行してください（root からは sudo -u {owner} …）。別のデータを使うときは MATOI_DATA に別のフォルダーを指定してください。',
      en: 'Run it as {owner} (from root: sudo -u {owner} …), or set MATOI_DATA to another folder.',
    },
  },
  'desk.port-denied': {
    status: 503,
    what: { ja: 'このアカウントにはポート {port} を開く権限がありません。', en: 'This account may not open port {port}.' },
    safe: {
      ja: '記録はそのままで、何も受け取っておらず、何も送っていません。',
      en: 'The records are untouched; nothing was taken in and nothing has been sent.',
    },
    next: {
      ja: '{setting} に 1024 以上の番号を指定して、もう一度起動してください。番号を変えられないときは、リバースプロキシかポート転送で受けてください。',
      en: 'Set {setting} to a number of 1024 or more and start again. Where the number must stay, let a reverse proxy or a port forwarding take it.',
    },
  },
});
