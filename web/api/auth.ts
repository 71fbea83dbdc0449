// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { SIGN_IN_BASE } from '../../src/organisation/contract.ts';
import { ApiError, offline, problemSchema, unexpected } from './fetch/problem.ts';
import type { Problem } from './fetch/problem.ts';

/** A thin hand on better-auth's own endpoints. Refusals become problems in three sentences. */
async function ask<T>(schema: z.ZodType<T>, path: string, body?: unknown): Promise<T> {
  const send: RequestInit =
    body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${SIGN_IN_BASE}/${path}`, { ...send, credentials: 'same-origin', cache: 'no-store' }).catch(() => {
    throw new ApiError(offline);
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(refusal(response.status, answer));
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw new ApiError(unexpected(response.status));
  return parsed.data;
}

function refusal(status: number, answer: unknown): Problem {
  const own = problemSchema.safeParse(answer);
  if (own.success) return own.data;
  const code = z.object({ code: z.string() }).safeParse(answer).data?.code ?? '';
  if (status === 429) return tooMany;
  if (code.includes('INVALID_PASSWORD') || code.includes('INVALID_EMAIL')) return wrongPassword(status);
  if (code.includes('CODE') || code.includes('TOTP')) return wrongCode(status);
  if (status === 401) return wrongPassword(status);
  return unexpected(status);
}

const nothingChanged = { ja: '何も変わっていません。', en: 'Nothing has changed.' };

const tooMany: Problem = {
  code: 'too-many-tries',
  status: 429,
  what: { ja: '試行が続いたため、しばらく受け付けません。', en: 'There were too many tries in a row.' },
  safe: nothingChanged,
  next: { ja: '1分ほど待ってから、もう一度お試しください。', en: 'Wait about a minute, then try again.' },
};

function wrongPassword(status: number): Problem {
  return {
    code: 'wrong-password',
    status,
    what: { ja: 'メールアドレスかパスワードが違います。', en: 'The address or the password is wrong.' },
    safe: nothingChanged,
    next: {
      ja: '入力を確かめてください。忘れたときは管理者に再設定を頼んでください。管理者がほかにいないときは、サーバーで npx matoi person reset-password を実行してください。',
      en: 'Check both. If it is forgotten, ask an administrator to reset it; if there is no other administrator, run npx matoi person reset-password on the server.',
    },
  };
}

function wrongCode(status: number): Problem {
  return {
    code: 'wrong-code',
    status,
    what: { ja: '確認コードが違うか、期限が切れています。', en: 'The code is wrong or has expired.' },
    safe: nothingChanged,
    next: {
      ja: '認証アプリに今出ている6桁を入力してください。端末の時刻がずれていると一致しません。',
      en: 'Type the six digits the app shows now. They do not match when the device’s clock is off.',
    },
  };
}

const anything = z.unknown();
const publicKeyJson = z.record(z.string(), z.unknown());
const signedIn = z.looseObject({ twoFactorRedirect: z.boolean().optional() });
const passkeyRow = z.looseObject({ id: z.string(), name: z.string().nullish(), createdAt: z.string().nullish() });

export const auth = {
  signIn: (email: string, password: string) => ask(signedIn, 'sign-in/email', { email, password }),
  signOut: () => ask(anything, 'sign-out', {}),
  verifyTotp: (code: string) => ask(anything, 'two-factor/verify-totp', { code }),
  verifyBackup: (code: string) => ask(anything, 'two-factor/verify-backup-code', { code }),
  enableTotp: (password: string) =>
    ask(z.looseObject({ totpURI: z.string(), backupCodes: z.array(z.string()) }), 'two-factor/enable', { password }),
  disableTotp: (password: string) => ask(anything, 'two-factor/disable', { password }),
  changePassword: (currentPassword: string, newPassword: string) =>
    ask(anything, 'change-password', { currentPassword, newPassword, revokeOtherSessions: true }),
  endOthers: () => ask(anything, 'revoke-other-sessions', {}),
  passkeys: () => ask(z.array(passkeyRow), 'passkey/list-user-passkeys'),
  deletePasskey: (id: string) => ask(anything, 'passkey/delete-passkey', { id }),
  registerOptions: () => ask(publicKeyJson, 'passkey/generate-register-options'),
  verifyRegistration: (response: unknown, name: string) => ask(anything, 'passkey/verify-registration', { response, name }),
  authenticateOptions: () => ask(publicKeyJson, 'passkey/generate-authenticate-options'),
  verifyAuthentication: (response: unknown) => ask(anything, 'passkey/verify-authentication', { response }),
  bySso: (providerId: string) => ask(z.looseObject({ url: z.url() }), 'sign-in/sso', { providerId, callbackURL: '/' }),
} as const;
