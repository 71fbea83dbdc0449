// SPDX-License-Identifier: Apache-2.0
import { apiKey } from '@better-auth/api-key';
import { passkey } from '@better-auth/passkey';
import { sso } from '@better-auth/sso';
import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import { PostgresDialect } from 'kysely';
import type pg from 'pg';
import { SIGN_IN_BASE } from '../../organisation/sign-in.port.ts';
import type { Register } from '../../organisation/sign-in.port.ts';
import { vouchesFor } from './oidc.ts';
import type { OidcSettings } from './oidc.ts';
import { askOwnCode } from './own-code.ts';

export type AuthSettings = {
  readonly publicUrl: URL;
  readonly secret: string;
  readonly pool: pg.Pool;
  readonly oidc: OidcSettings | null;
  readonly register: Pick<Register, 'cameByProvider' | 'linking'>;
};

export const MOST_PASSWORD = 200;
export const LEAST_PASSWORD = 12;
/** Under this name the roles of a machine's key are kept. */
export const ROLES = 'matoi';
const HOUR = 3600;

/** The library, set up. Which of its pages are open is said in server/auth-paths.ts. */
export function createBetterAuth(settings: AuthSettings) {
  const { publicUrl, oidc } = settings;
  const rpID = publicUrl.hostname === '127.0.0.1' ? 'localhost' : publicUrl.hostname;
  return betterAuth({
    appName: 'Matoi',
    baseURL: publicUrl.origin,
    basePath: SIGN_IN_BASE,
    secret: settings.secret,
    telemetry: { enabled: false },
    database: { dialect: new PostgresDialect({ pool: settings.pool }), type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      // People are added by an administrator, never by themselves.
      disableSignUp: true,
      minPasswordLength: LEAST_PASSWORD,
      maxPasswordLength: MOST_PASSWORD,
    },
    session: { expiresIn: 72 * HOUR, updateAge: HOUR, freshAge: 24 * HOUR },
    account: {
      encryptOAuthTokens: true,
      // A person of the register may come by a provider that vouches for the same, verified address.
      accountLinking: { enabled: true },
    },
    user: {
      changeEmail: { enabled: false },
      deleteUser: { enabled: false },
      // Asked at every coming by a provider, the first and each later one; a refusal ends it.
      validateUserInfo: ({ user, source }) => {
        if (oidc === null || source.sso?.providerId !== oidc.providerId) return { error: 'provider_not_set_up' };
        const vouched = vouchesFor(oidc, user.email ?? '', source.sso.profile ?? {});
        return vouched === 'good' ? undefined : { error: vouched };
      },
    },
    hooks: { after: askOwnCode(oidc?.secondFactor === 'own') },
    // The provider that the operator named may be in the internal network; no other private host is asked.
    trustedOrigins: (request) => [...ownOrigin(request), ...(oidc === null ? [] : [new URL(oidc.issuer).origin])],
    // The server limits by address before a request comes here.
    rateLimit: { enabled: false },
    advanced: {
      // Said aloud, because the library drops both checks by itself when an environment variable says "test".
      disableOriginCheck: false,
      disableCSRFCheck: false,
      cookiePrefix: 'matoi',
      useSecureCookies: publicUrl.protocol === 'https:',
      ipAddress: { ipAddressHeaders: ['x-matoi-address'] },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
    },
    onAPIError: { errorURL: '/sign-in' },
    logger: { disabled: true },
    databaseHooks: {
      // Accounts are made with the person in the register, nowhere else; a visitor of a provider cannot ask for one.
      user: { create: { before: async () => false } },
      account: {
        create: {
          before: async ({ userId, providerId, accountId }) => {
            if (providerId !== 'credential') await settings.register.linking(userId, providerId, accountId);
          },
        },
      },
      session: {
        create: {
          after: async (session, context) => {
            if (context?.path.startsWith('/sso/callback') === true) await settings.register.cameByProvider(session.userId);
          },
        },
      },
    },
    plugins: [
      // How often a code may be tried is organisation/access/guard.ts's affair: a growing wait, never a lock.
      twoFactor({ issuer: 'Matoi', backupCodeOptions: { storeBackupCodes: 'encrypted' }, accountLockout: { enabled: false } }),
      passkey({ rpID, rpName: 'Matoi', origin: [...new Set([publicUrl.origin, publicUrl.origin.replace('127.0.0.1', 'localhost')])] }),
      apiKey({
        defaultPrefix: 'matoi_',
        apiKeyHeaders: 'x-api-key',
        rateLimit: { enabled: false },
        requireName: true,
        startingCharactersConfig: { shouldStore: true, charactersLength: 12 },
        enableMetadata: false,
        enableSessionForAPIKeys: false,
      }),
      sso({
        disableImplicitSignUp: true,
        trustEmailVerified: true,
        // The operator named provider and domains in the environment, so they count as verified; what the provider says
        // of an address is judged above, at each sign-in.
        domainVerification: { enabled: true },
        ...(oidc === null
          ? {}
          : {
              defaultSSO: [
                {
                  providerId: oidc.providerId,
                  domain: oidc.domains.join(','),
                  oidcConfig: {
                    issuer: oidc.issuer,
                    clientId: oidc.clientId,
                    clientSecret: oidc.clientSecret,
                    pkce: true,
                    discoveryEndpoint: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                  },
                },
              ],
            }),
      }),
    ],
  });
}

/** The server has already refused other hosts and other sites; the desk's own name is what the browser called it by. */
function ownOrigin(request: Request | undefined): string[] {
  const origin = request?.headers.get('origin');
  const host = request?.headers.get('host');
  if (origin === null || origin === undefined || host === null || host === undefined || !URL.canParse(origin)) return [];
  return new URL(origin).host === host ? [origin] : [];
}
