// SPDX-License-Identifier: Apache-2.0
import type { OidcSettings } from './options.ts';

/** An identity provider from the environment; null where none is named. A half-named one is a fault of set-up. */
export function oidcFrom(env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
  const issuer = env['MATOI_OIDC_ISSUER'] ?? '';
  if (issuer === '') return null;
  const clientId = env['MATOI_OIDC_CLIENT_ID'] ?? '';
  const clientSecret = env['MATOI_OIDC_CLIENT_SECRET'] ?? '';
  const domain = env['MATOI_OIDC_DOMAIN'] ?? '';
  if (clientId === '' || clientSecret === '' || domain === '')
    throw new Error('MATOI_OIDC_ISSUER also needs MATOI_OIDC_CLIENT_ID, MATOI_OIDC_CLIENT_SECRET and MATOI_OIDC_DOMAIN');
  if (!URL.canParse(issuer)) throw new Error('MATOI_OIDC_ISSUER is not an address');
  return { providerId: env['MATOI_OIDC_NAME'] ?? 'oidc', issuer, clientId, clientSecret, domain };
}
