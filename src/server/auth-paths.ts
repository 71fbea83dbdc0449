// SPDX-License-Identifier: Apache-2.0
import type { Access } from '../edge/route.ts';

/** One page of signing in that is open, and to whom. */
export type AuthPath = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access;
  /** Guessing is possible here: few attempts a minute. */
  readonly guarded?: true;
  /** Open to somebody who came in by a one-time password. */
  readonly oneTime?: true;
};

/**
 * The library behind signing in has many more pages (sign-up, deleting oneself, registering identity
 * providers, making API keys …). What is not listed here does not exist.
 */
export const authPaths: readonly AuthPath[] = [
  { method: 'POST', path: '/sign-in/email', access: 'public', guarded: true },
  { method: 'POST', path: '/sign-in/sso', access: 'public', guarded: true },
  { method: 'GET', path: '/sso/callback/:providerId', access: 'public' },
  { method: 'POST', path: '/sign-out', access: 'public' },
  { method: 'GET', path: '/get-session', access: 'public' },
  { method: 'POST', path: '/two-factor/verify-totp', access: 'public', guarded: true },
  { method: 'POST', path: '/two-factor/verify-backup-code', access: 'public', guarded: true },
  { method: 'GET', path: '/passkey/generate-authenticate-options', access: 'public' },
  { method: 'POST', path: '/passkey/verify-authentication', access: 'public', guarded: true },
  { method: 'POST', path: '/change-password', access: 'signed-in', guarded: true, oneTime: true },
  { method: 'GET', path: '/list-sessions', access: 'signed-in' },
  { method: 'POST', path: '/revoke-session', access: 'signed-in' },
  { method: 'POST', path: '/revoke-other-sessions', access: 'signed-in' },
  { method: 'POST', path: '/two-factor/enable', access: 'signed-in', guarded: true },
  { method: 'POST', path: '/two-factor/disable', access: 'signed-in', guarded: true },
  { method: 'POST', path: '/two-factor/get-totp-uri', access: 'signed-in', guarded: true },
  { method: 'POST', path: '/two-factor/generate-backup-codes', access: 'signed-in', guarded: true },
  { method: 'GET', path: '/passkey/generate-register-options', access: 'signed-in' },
  { method: 'POST', path: '/passkey/verify-registration', access: 'signed-in' },
  { method: 'GET', path: '/passkey/list-user-passkeys', access: 'signed-in' },
  { method: 'POST', path: '/passkey/update-passkey', access: 'signed-in' },
  { method: 'POST', path: '/passkey/delete-passkey', access: 'signed-in' },
];
