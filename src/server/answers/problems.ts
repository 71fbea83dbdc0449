// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { defineProblems } from '../../kernel/define-problems.ts';

const nothingChanged: Bilingual = { ja: '何も変更されていません。', en: 'Nothing was changed.' };
const stays: Bilingual = { ja: '保存済みのデータはそのままです。', en: 'Everything stored is as it was.' };

/** What the server itself can answer. Codes stand in docs/errors.md. */
export const serverProblem = defineProblems('server', {
  'not-signed-in': {
    status: 401,
    what: { ja: 'サインインしていません。', en: 'You are not signed in.' },
    safe: nothingChanged,
    next: { ja: 'サインインしてから、もう一度操作してください。', en: 'Sign in and try again.' },
  },
  'not-permitted': {
    status: 403,
    what: { ja: 'あなたの役割では、この操作はできません。', en: 'Your role does not permit this.' },
    safe: nothingChanged,
    next: { ja: '必要なら、管理者に役割の変更を頼んでください。', en: 'Ask an administrator if your role should change.' },
  },
  'password-change-needed': {
    status: 403,
    what: {
      ja: '1回限りのパスワードでは、パスワードの変更しかできません。',
      en: 'A one-time password opens nothing but its own change.',
    },
    safe: nothingChanged,
    next: { ja: '自分のパスワードを決めてから、もう一度操作してください。', en: 'Choose a password of your own, then try again.' },
  },
  'foreign-origin': {
    status: 403,
    what: { ja: 'ほかのサイトから送られた要求なので、受け付けませんでした。', en: 'The request came from another site and was refused.' },
    safe: nothingChanged,
    next: {
      ja: 'この画面を開き直して、もう一度操作してください。管理者：中継サーバーを使う場合は MATOI_URL に公開アドレスを設定してください。',
      en: 'Open the page again and repeat the action. Administrator: behind a proxy, set MATOI_URL to the public address.',
    },
  },
  'unknown-host': {
    status: 421,
    what: { ja: 'このアドレスでの利用は設定されていません。', en: 'The desk is not set up to be reached by this name.' },
    safe: nothingChanged,
    next: { ja: 'MATOI_URL に、利用者が開くアドレスを設定してください。', en: 'Set MATOI_URL to the address that people open.' },
  },
  'not-found': {
    status: 404,
    what: { ja: '指定されたものは見つかりません。', en: 'There is nothing at this address.' },
    safe: stays,
    next: { ja: 'アドレスを確かめるか、「今」の画面に戻ってください。', en: 'Check the address, or go back to Now.' },
  },
  'not-valid': {
    status: 422,
    what: { ja: '入力に誤りがあります。', en: 'The input is not valid.' },
    safe: nothingChanged,
    next: { ja: '示された項目を直して、もう一度送ってください。', en: 'Correct the fields named and send again.' },
  },
  'malformed-json': {
    status: 400,
    what: { ja: '本文を JSON として読めません。', en: 'The body cannot be read as JSON.' },
    safe: nothingChanged,
    next: { ja: 'JSON の書き方を確かめて、もう一度送ってください。', en: 'Check the JSON and send again.' },
  },
  'bad-request': {
    status: 400,
    what: { ja: '要求の形式が正しくありません。', en: 'The request is malformed.' },
    safe: nothingChanged,
    next: { ja: '送り方を確かめて、もう一度送ってください。', en: 'Check how it is sent and send again.' },
  },
  'cut-off': {
    status: 400,
    what: { ja: '送られたものが途中で切れているか、形式が壊れています。', en: 'What was sent ends in the middle, or its form is broken.' },
    safe: { ja: '途中までのものは捨て、何も保存していません。', en: 'What had arrived was dropped; nothing was stored.' },
    next: { ja: '通信を確かめて、最初から送り直してください。', en: 'Check the connection and send all of it again.' },
  },
  'media-type': {
    status: 415,
    what: { ja: 'この種類の本文は受け付けません。', en: 'A body of this type is not accepted here.' },
    safe: nothingChanged,
    next: { ja: 'Content-Type を確かめてください。', en: 'Check the Content-Type.' },
  },
  'too-large': {
    status: 413,
    what: { ja: '送られたものが大きすぎるか、数が多すぎます。', en: 'What was sent is too large, or too many files.' },
    safe: nothingChanged,
    next: { ja: '分けて送るか、小さくして送ってください。', en: 'Send it in parts or make it smaller.' },
  },
  'too-many': {
    status: 429,
    what: { ja: '短い時間に操作が続きすぎました。', en: 'Too many requests in a short time.' },
    safe: nothingChanged,
    next: { ja: '少し待ってから、もう一度操作してください。', en: 'Wait a little and try again.' },
  },
  stale: {
    status: 412,
    what: { ja: 'ほかの人が先に書き込みました。', en: 'Somebody else wrote first.' },
    safe: { ja: '先の書き込みは残り、あなたの操作は行われていません。', en: 'Their change stands; yours was not made.' },
    next: { ja: '最新の内容を読んでから、もう一度操作してください。', en: 'Read the latest state and repeat the action.' },
  },
  'store-unavailable': {
    status: 503,
    what: { ja: 'データベースに接続できません。', en: 'The database cannot be reached.' },
    safe: stays,
    next: { ja: '少し待って再度操作し、続くなら管理者に知らせてください。', en: 'Try again shortly; tell the administrator if it lasts.' },
  },
  unexpected: {
    status: 500,
    what: { ja: '予期しない不具合が起きました。', en: 'Something went wrong inside the desk.' },
    safe: {
      ja: '途中の変更は取り消され、保存済みのデータはそのままです。',
      en: 'A change in progress was rolled back; everything stored is as it was.',
    },
    next: { ja: '問い合わせ番号を添えて管理者に知らせてください。', en: 'Tell the administrator the request number.' },
  },
});
