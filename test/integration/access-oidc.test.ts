// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { startOidcProvider } from '../support/oidc-provider.ts';
import type { OidcProvider } from '../support/oidc-provider.ts';
import { PASSWORD, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { totpCode } from '../support/totp.ts';

describe('integration/access-oidc', () => {
  const held: { desk?: ServedDesk; provider?: OidcProvider; administrator?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const provider = () => held.provider as OidcProvider;
  const administrator = () => held.administrator as Visitor;

  beforeAll(async () => {
    held.provider = await startOidcProvider();
    held.desk = await serveDesk({ env: settingsFor(provider()) });
    held.administrator = await signedIn(desk(), ['administrator'], 'chief');
    await administrator().post('/api/v1/people', { name: '佐藤', addresses: ['sato@example.jp'], roles: ['responder'], signIn: true });
    for (const address of ['outside@partner.example', 'deep@sub.example.jp'])
      await administrator().post('/api/v1/people', { name: address, addresses: [address], roles: ['administrator'], signIn: true });
    await administrator().post('/api/v1/people', { name: '鈴木', addresses: ['suzuki@example.jp'], roles: ['responder'] });
  });
  afterAll(async () => {
    await held.desk?.close();
    await held.provider?.close();
  });

  it('is offered on the sign-in page', async () => {
    expect((await visitor(desk().url).get('/api/v1/session')).json).toMatchObject({
      providers: [{ providerId: 'keycloak', issuer: provider().issuer }],
    });
  });

  it('signs in a person of the register whom the provider vouches for, and withdraws the unused one-time password', async () => {
    provider().become({ sub: 's-1', email: 'sato@example.jp', email_verified: true, name: 'Sato' });
    const browser = visitor(desk().url);

    const landed = await comeByProvider(browser);

    expect([landed.status, landed.headers.get('location')]).toEqual([302, '/']);
    expect((await browser.get('/api/v1/session')).json).toMatchObject({
      person: { name: '佐藤', roles: ['responder'], mustChangePassword: false },
    });
    expect((await browser.get('/api/v1/cases')).status).toBe(200);
  });

  it.each([
    ['whom the register does not know', { sub: 's-2', email: 'stranger@example.jp', email_verified: true, name: 'x' }, 'signup+disabled'],
    [
      'whose address the provider has not verified',
      { sub: 's-3', email: 'chief@example.jp', email_verified: false, name: 'x' },
      'address_not_verified',
    ],
    [
      'whose address is not of the domain that the operator named',
      { sub: 's-6', email: 'outside@partner.example', email_verified: true, name: 'x' },
      'address_outside_domain',
    ],
    [
      'whose address only ends like that domain',
      { sub: 's-7', email: 'deep@sub.example.jp', email_verified: true, name: 'x' },
      'address_outside_domain',
    ],
    [
      'of whose address nothing is said, by an issuer that names no tenant',
      { sub: 's-8', email: 'chief@example.jp', name: 'x' },
      'address_not_verified',
    ],
    [
      'whom it knew, once it sends an address of elsewhere',
      { sub: 's-1', email: 'ghost@elsewhere.example', email_verified: true, name: 'x' },
      'address_outside_domain',
    ],
    [
      'who is in the register without a sign-in',
      { sub: 's-4', email: 'suzuki@example.jp', email_verified: true, name: 'x' },
      'signup+disabled',
    ],
  ])('lets nobody in %s', async (_who, claims, error) => {
    provider().become(claims);
    const browser = visitor(desk().url);

    const landed = await comeByProvider(browser);

    expect(landed.status).toBe(302);
    const location = new URL(landed.headers.get('location') ?? '', desk().url);
    expect([location.pathname, location.searchParams.get('error')]).toEqual(['/sign-in', error.replaceAll('+', ' ')]);
    expect((await browser.get('/api/v1/session')).json).toMatchObject({ person: null });
  });

  it('does not take a callback that this browser did not begin', async () => {
    provider().become({ sub: 's-1', email: 'sato@example.jp', email_verified: true, name: 'Sato' });
    const begun = await visitor(desk().url).post('/api/auth/sign-in/sso', { providerId: 'keycloak', callbackURL: '/' });
    const back = await fetch((begun.json as { url: string }).url, { redirect: 'manual' });
    const { pathname, search } = new URL(back.headers.get('location') ?? '');
    const victim = visitor(desk().url);

    await victim.get(pathname + search);

    expect((await victim.get('/api/v1/session')).json).toMatchObject({ person: null });
  });

  it('makes no account for who asks for one', async () => {
    provider().become({ sub: 's-5', email: 'wish@example.jp', email_verified: true, name: 'x' });
    const browser = visitor(desk().url);

    await comeByProvider(browser, { requestSignUp: true });

    expect((await browser.get('/api/v1/session')).json).toMatchObject({ person: null });
    const { rows } = await desk().database.pool.query(`select 1 from auth."user" where email = 'wish@example.jp'`);
    expect(rows).toEqual([]);
  });

  it('sends nobody on to another site afterwards', async () => {
    const answer = await visitor(desk().url).post('/api/auth/sign-in/sso', {
      providerId: 'keycloak',
      callbackURL: 'https://evil.example/',
    });

    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  it('asks whoever switched on an app here for its code as well', async () => {
    const browser = await signedIn(desk(), ['responder'], 'second');
    const enabled = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD });
    const { totpURI } = enabled.json as { totpURI: string };
    await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now() - 30_000) });
    provider().become({ sub: 's-9', email: 'second@example.jp', email_verified: true, name: 'x' });
    const again = visitor(desk().url);

    const landed = await comeByProvider(again);

    expect(landed.headers.get('location')).toBe('/sign-in?code=asked');
    expect((await again.get('/api/v1/cases')).status).toBe(401);
    expect((await again.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now()) })).status).toBe(200);
    expect((await again.get('/api/v1/cases')).status).toBe(200);
  });

  it('of Microsoft Entra signs in without email_verified, for its one tenant and the domain only, and later by subject', async () => {
    const entra = await startOidcProvider('entra');
    const own = await serveDesk({ env: settingsFor(entra) });
    try {
      const chief = await signedIn(own, ['administrator'], 'chief');
      await chief.post('/api/v1/people', { name: 'other', addresses: ['other@other.example'], roles: ['manager'], signIn: true });
      const come = async (claims: Parameters<OidcProvider['become']>[0]) => {
        entra.become(claims);
        const browser = visitor(own.url);
        const { headers } = await comeByProvider(browser);
        return [
          headers.get('location')?.split('&')[0],
          ((await browser.get('/api/v1/session')).json as { person: unknown }).person !== null,
        ];
      };

      expect(await come({ sub: 'e-1', email: 'chief@example.jp', name: 'x' })).toEqual(['/', true]);
      expect(await come({ sub: 'e-2', email: 'other@other.example', name: 'x' })).toEqual(['/sign-in?error=account+not+linked', false]);
      expect(await come({ sub: 'e-3', email: 'chief@example.jp', email_verified: false, name: 'x' })).toEqual([
        expect.stringContaining('not_verified'),
        false,
      ]);
      const renamed = { addresses: ['chief.new@example.jp', 'chief@example.jp'] };
      expect((await chief.call('PATCH', `/api/v1/people/${chief.personId}`, renamed, { 'if-match': '"1"' })).status).toBe(200);
      expect(await come({ sub: 'e-1', email: 'chief@example.jp', name: 'x' })).toEqual(['/', true]);
      expect(own.reported).toEqual([]);
    } finally {
      await own.close();
      await entra.close();
    }
  });

  it('reported no bug', () => {
    expect(desk().reported).toEqual([]);
  });
});

function settingsFor({ issuer, clientId, clientSecret }: OidcProvider): Record<string, string> {
  return {
    MATOI_OIDC_NAME: 'keycloak',
    MATOI_OIDC_ISSUER: issuer,
    MATOI_OIDC_CLIENT_ID: clientId,
    MATOI_OIDC_CLIENT_SECRET: clientSecret,
    MATOI_OIDC_DOMAIN: 'example.jp',
  };
}

/** From the button on the sign-in page to the page that the desk sends the browser to. */
async function comeByProvider(browser: Visitor, more: object = {}): Promise<Answer> {
  const begun = await browser.post('/api/auth/sign-in/sso', { providerId: 'keycloak', callbackURL: '/', ...more });
  const { url } = begun.json as { url: string };
  const back = await fetch(url, { redirect: 'manual' });
  const { pathname, search } = new URL(back.headers.get('location') ?? '');
  return browser.get(pathname + search);
}
