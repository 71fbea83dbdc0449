// SPDX-License-Identifier: Apache-2.0

/** One identity provider, named in the environment. */
export type OidcSettings = {
  readonly providerId: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Mail domains whose people it signs in; each by its full name, a subdomain is another domain. */
  readonly domains: readonly string[];
  /** `own`: whoever switched on an authenticator app here is asked for its code after the provider. `provider`: never. */
  readonly secondFactor: 'own' | 'provider';
};

/** An identity provider from the environment; null where none is named. A half-named one is a fault of set-up. */
export function oidcFrom(env: Readonly<Record<string, string | undefined>>): OidcSettings | null {
  const issuer = env['MATOI_OIDC_ISSUER'] ?? '';
  if (issuer === '') return null;
  const clientId = env['MATOI_OIDC_CLIENT_ID'] ?? '';
  const clientSecret = env['MATOI_OIDC_CLIENT_SECRET'] ?? '';
  const domains = (env['MATOI_OIDC_DOMAIN'] ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .filter((one) => one !== '');
  const secondFactor = env['MATOI_OIDC_SECOND_FACTOR'] ?? 'own';
  if (clientId === '' || clientSecret === '' || domains.length === 0)
    throw new Error('MATOI_OIDC_ISSUER also needs MATOI_OIDC_CLIENT_ID, MATOI_OIDC_CLIENT_SECRET and MATOI_OIDC_DOMAIN');
  if (!URL.canParse(issuer)) throw new Error('MATOI_OIDC_ISSUER is not an address');
  if (tenancyOf(issuer) === 'many')
    throw new Error(
      'MATOI_OIDC_ISSUER opens to every tenant; name the one of your own, https://login.microsoftonline.com/<tenant id>/v2.0',
    );
  if (secondFactor !== 'own' && secondFactor !== 'provider') throw new Error('MATOI_OIDC_SECOND_FACTOR is own or provider');
  return { providerId: env['MATOI_OIDC_NAME'] ?? 'oidc', issuer, clientId, clientSecret, domains, secondFactor };
}

/** Microsoft's tenant of personal accounts: anybody has one. */
const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';
const MANY = new Set(['common', 'organizations', 'consumers', '{tenantid}', CONSUMERS]);

/**
 * Whose accounts an issuer speaks for, as Microsoft Entra writes it: the first part of the path is the tenant.
 * `one`: a single tenant, by its number. `many`: any tenant, or personal accounts. `unsaid`: not written that way.
 * Source: Microsoft identity platform, OpenID Connect, "Find your app's OpenID configuration document URI".
 */
export function tenancyOf(issuer: string): 'one' | 'many' | 'unsaid' {
  if (!URL.canParse(issuer)) return 'unsaid';
  const { pathname } = new URL(issuer);
  const [tenant = '', version] = decodeURIComponent(pathname)
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '');
  if (version !== undefined && version !== 'v2.0') return 'unsaid';
  if (MANY.has(tenant)) return 'many';
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenant) ? 'one' : 'unsaid';
}

export type Vouching = 'good' | 'address_outside_domain' | 'address_not_verified';

/**
 * Whether what a provider says of an address is taken. The address must lie in one of the domains named. `email_verified`
 * true is taken; absent only from an issuer of one tenant, whose administrators give the addresses (Entra never sends
 * the claim for work accounts); anything else, an explicit false above all, never.
 */
export function vouchesFor(
  oidc: Pick<OidcSettings, 'issuer' | 'domains'>,
  address: string,
  claims: Readonly<Record<string, unknown>>,
): Vouching {
  const at = address.lastIndexOf('@');
  if (at < 1 || !oidc.domains.includes(address.slice(at + 1).toLowerCase())) return 'address_outside_domain';
  const said = claims['email_verified'];
  if (said === true || said === 'true') return 'good';
  return said === undefined && tenancyOf(oidc.issuer) === 'one' ? 'good' : 'address_not_verified';
}
