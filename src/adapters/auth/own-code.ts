// SPDX-License-Identifier: Apache-2.0
import { createAuthMiddleware } from 'better-auth/api';
import { deleteSessionCookie } from 'better-auth/cookies';
import { generateRandomString } from 'better-auth/crypto';

/** Where the browser goes to give the code. */
export const CODE_PAGE = '/sign-in?code=asked';
const MINUTES_10 = 600;

/**
 * After a sign-in by a provider, the person's own second factor where they switched one on: the session that was just
 * made goes, and the same challenge is set as after a password. The library asks only after a password.
 */
export function askOwnCode(wanted: boolean) {
  return createAuthMiddleware(async (context) => {
    const made = context.context.newSession;
    if (!wanted || !context.path.startsWith('/sso/callback') || made === null) return;
    if ((made.user as { twoFactorEnabled?: unknown }).twoFactorEnabled !== true) return;
    deleteSessionCookie(context, true);
    await context.context.internalAdapter.deleteSession(made.session.token);
    context.context.setNewSession(null);
    const identifier = `2fa-${generateRandomString(20)}`;
    const expiresAt = new Date(Date.now() + MINUTES_10 * 1000);
    await context.context.internalAdapter.createVerificationValue({ identifier, value: made.user.id, expiresAt });
    await context.context.internalAdapter.createVerificationValue({ identifier: `2fa-attempts-${identifier}`, value: '0', expiresAt });
    const cookie = context.context.createAuthCookie('two_factor', { maxAge: MINUTES_10 });
    await context.setSignedCookie(cookie.name, identifier, context.context.secret, cookie.attributes);
    throw context.redirect(CODE_PAGE);
  });
}
