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
  'desk.port-taken': {
    status: 503,
    what: { ja: 'ポート {port} は別のプログラムが使っています。', en: 'Another program uses port {port}.' },
    safe: {
      ja: '記録はそのままです。すでに開いているデスクがあれば、それはそのまま動いています。',
      en: 'The records are untouched; a desk that is already open goes on.',
    },
    next: {
      ja: 'MATOI_PORT に空いている番号を指定して、もう一度起動してください。',
      en: 'Set MATOI_PORT to a free number and start again.',
    },
  },
});
