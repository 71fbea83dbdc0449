// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { defineProblems, type ProblemCode } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';
import { serverProblem } from './answers/problems.ts';

const nobodySignedIn: Bilingual = { ja: 'サインインは行われていません。', en: 'Nobody was signed in.' };
const nothingChanged: Bilingual = { ja: '何も変更されていません。', en: 'Nothing was changed.' };

/** Problems of signing in. None says whether an address is known. */
export const signInProblem = defineProblems('server', {
  'sign-in.wrong': {
    status: 401,
    what: { ja: 'メールアドレスかパスワードが違います。', en: 'The address or the password is wrong.' },
    safe: nobodySignedIn,
    next: {
      ja: '入力を確かめてください。忘れたときは管理者に再設定を頼んでください。管理者がほかにいないときは、サーバーで `npx matoi person reset-password` を実行してください。',
      en: 'Check both. If it is forgotten, ask an administrator to reset it; if there is no other administrator, run `npx matoi person reset-password` on the server.',
    },
  },
  'sign-in.wrong-code': {
    status: 401,
    what: { ja: '確認コードが違うか、期限が切れています。', en: 'The code is wrong or has expired.' },
    safe: nobodySignedIn,
    next: {
      ja: '認証アプリに今出ているコードを入れてください。端末の時計も確かめてください。',
      en: 'Enter the code your app shows now; check the clock of that device.',
    },
  },
  'sign-in.passkey-refused': {
    status: 401,
    what: { ja: 'パスキーを確認できませんでした。', en: 'The passkey could not be verified.' },
    safe: nobodySignedIn,
    next: { ja: 'もう一度試すか、パスワードでサインインしてください。', en: 'Try again, or sign in with the password.' },
  },
  'sign-in.wait': {
    status: 429,
    what: {
      ja: 'この宛先への試みが続けて失敗したため、少し間を置いています。',
      en: 'Several tries for this name failed in a row, so the desk waits before the next one.',
    },
    safe: {
      ja: 'サインインは行われていません。止められたわけではなく、時間がたてば入れます。',
      en: 'Nobody was signed in. The sign-in is not locked; it opens again by itself.',
    },
    next: {
      ja: '示された秒数だけ待って、もう一度試してください。パスキーなら待たずに入れます。',
      en: 'Wait for the seconds named and try again; a passkey works without waiting.',
    },
  },
  'sign-in.password-short': {
    status: 422,
    what: { ja: 'パスワードは12文字以上にしてください。', en: 'The password needs at least 12 characters.' },
    safe: nothingChanged,
    next: { ja: '長いものを決めて、もう一度送ってください。', en: 'Choose a longer one and send again.' },
  },
  'sign-in.refused': {
    status: 400,
    what: { ja: 'サインインの要求を処理できませんでした。', en: 'The sign-in request could not be carried out.' },
    safe: nothingChanged,
    next: { ja: '最初からやり直してください。', en: 'Start again from the sign-in page.' },
  },
});

type AuthCode = ProblemCode<typeof signInProblem>;

const BY_CODE: Readonly<Record<string, AuthCode>> = {
  INVALID_EMAIL_OR_PASSWORD: 'sign-in.wrong',
  INVALID_EMAIL: 'sign-in.wrong',
  INVALID_PASSWORD: 'sign-in.wrong',
  USER_NOT_FOUND: 'sign-in.wrong',
  CREDENTIAL_ACCOUNT_NOT_FOUND: 'sign-in.wrong',
  INVALID_CODE: 'sign-in.wrong-code',
  INVALID_BACKUP_CODE: 'sign-in.wrong-code',
  INVALID_TWO_FACTOR_COOKIE: 'sign-in.wrong-code',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'sign-in.wrong-code',
  AUTHENTICATION_FAILED: 'sign-in.passkey-refused',
  PASSKEY_NOT_FOUND: 'sign-in.passkey-refused',
  CHALLENGE_NOT_FOUND: 'sign-in.passkey-refused',
  PASSWORD_TOO_SHORT: 'sign-in.password-short',
  WAIT: 'sign-in.wait',
  CODE_USED: 'sign-in.wrong-code',
  FAILED_TO_VERIFY_REGISTRATION: 'sign-in.passkey-refused',
};

/** `reason` is the library's own code, a fixed word, for programs. */
export function authProblem(status: number, reason: string, more?: Problem['facts']): Problem {
  const known = BY_CODE[reason];
  const facts = /^[A-Z_]{1,80}$/.test(reason) ? { reason, ...more } : undefined;
  if (known !== undefined) return signInProblem(known, facts);
  if (status === 401) return serverProblem('not-signed-in', facts);
  if (status === 403) return serverProblem('not-permitted', facts);
  if (status === 404) return serverProblem('not-found', facts);
  if (status === 429) return serverProblem('too-many', facts);
  if (status >= 500) return serverProblem('unexpected', facts);
  return signInProblem('sign-in.refused', facts);
}
