// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { oidcFrom, tenancyOf, vouchesFor } from './oidc.ts';

const TENANT = '0a6b3f5e-1b2c-4d3e-8f90-a1b2c3d4e5f6';
const good = {
  MATOI_OIDC_ISSUER: `https://login.microsoftonline.com/${TENANT}/v2.0`,
  MATOI_OIDC_CLIENT_ID: 'id',
  MATOI_OIDC_CLIENT_SECRET: 'secret',
  MATOI_OIDC_DOMAIN: 'Example.jp, example.com',
};

describe('adapters/auth/oidc', () => {
  it.each([
    [`https://login.microsoftonline.com/${TENANT}/v2.0`, 'one'],
    [`https://login.microsoftonline.com/${TENANT.toUpperCase()}/v2.0/`, 'one'],
    [`https://sts.windows.net/${TENANT}/`, 'one'],
    ['https://login.microsoftonline.com/common/v2.0', 'many'],
    ['https://login.microsoftonline.com/Organizations/v2.0', 'many'],
    ['https://login.microsoftonline.com/consumers/v2.0', 'many'],
    ['https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0', 'many'],
    ['https://login.microsoftonline.com/%7Btenantid%7D/v2.0', 'many'],
    ['https://accounts.google.com', 'unsaid'],
    ['https://id.example.jp/realms/csirt', 'unsaid'],
    [`https://id.example.jp/realms/${TENANT}`, 'unsaid'],
  ])('%s speaks for %s tenant', (issuer, tenancy) => {
    expect(tenancyOf(issuer)).toBe(tenancy);
  });

  it('takes an address of its domains only, verified, or without a word from an issuer of one tenant', () => {
    const oidc = { issuer: good.MATOI_OIDC_ISSUER, domains: ['example.jp', 'example.com'] };
    const elsewhere = { ...oidc, issuer: 'https://accounts.google.com' };

    expect(vouchesFor(oidc, 'a@EXAMPLE.jp', {})).toBe('good');
    expect(vouchesFor(elsewhere, 'a@example.com', { email_verified: 'true' })).toBe('good');
    expect(vouchesFor(elsewhere, 'a@example.jp', {})).toBe('address_not_verified');
    for (const said of [false, 'false', null, 0, '', {}, 'yes'])
      expect(vouchesFor(oidc, 'a@example.jp', { email_verified: said })).toBe('address_not_verified');
    for (const address of ['a@sub.example.jp', 'a@example.jp.evil.test', 'a@example.jp@evil.test', '@example.jp', 'example.jp', ''])
      expect(vouchesFor(oidc, address, { email_verified: true })).toBe('address_outside_domain');
  });

  it('is read from the environment whole, or not at all', () => {
    expect(oidcFrom({})).toBeNull();
    expect(oidcFrom(good)).toMatchObject({ providerId: 'oidc', domains: ['example.jp', 'example.com'], secondFactor: 'own' });
    expect(() => oidcFrom({ ...good, MATOI_OIDC_DOMAIN: ' , ' })).toThrow('MATOI_OIDC_DOMAIN');
    expect(() => oidcFrom({ ...good, MATOI_OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0' })).toThrow('every tenant');
    expect(() => oidcFrom({ ...good, MATOI_OIDC_SECOND_FACTOR: 'none' })).toThrow('own or provider');
  });
});
