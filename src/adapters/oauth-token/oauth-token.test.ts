// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TokenSignIn } from '../../common/mail-server.ts';
import { selfSigned } from '../../../test/support/self-signed.ts';
import { APP, CONSENTED, startTokenServer, TENANT } from '../../../test/support/token-server.ts';
import type { TokenServer } from '../../../test/support/token-server.ts';
import { fetchOutside } from '../outside-http/fetch-outside.ts';
import { accessTokens } from './access-tokens.ts';
import type { TokenRefused } from './token-refused.ts';
import { secretEndsOn } from './token-request.ts';

const MAILBOX = 'csirt@corp.example';

describe('oauth-token', () => {
  const held: { server?: TokenServer } = {};
  const server = () => held.server as TokenServer;
  const microsoft = (more: object = {}) =>
    ({
      kind: 'microsoft',
      account: MAILBOX,
      tenant: TENANT,
      ...APP,
      authority: server().url,
      secretEnds: null,
      ...more,
    }) as TokenSignIn;
  const google = (more: object = {}) =>
    ({ kind: 'google-service-account', account: MAILBOX, keyFile: server().keyFile, ...more }) as TokenSignIn;
  const consent = (more: object = {}) =>
    ({ kind: 'google-consent', account: MAILBOX, ...CONSENTED, tokenUrl: `${server().url}/token`, ...more }) as TokenSignIn;
  const tokens = (now: () => number = Date.now) => accessTokens({ fetchOutside, now });
  const refused = (signIn: TokenSignIn): Promise<TokenRefused> =>
    tokens()
      .tokenFor(signIn)
      .then(
        (token) => Promise.reject(new Error(`took ${token}`)),
        (cause: TokenRefused) => cause,
      );

  beforeAll(async () => {
    held.server = await startTokenServer([MAILBOX]);
  });
  beforeEach(() => {
    server().refuse(null);
    server().life(3599);
  });
  afterAll(() => server().close());

  it('Microsoft 365 by a client secret, Google by a service account and by consent give a token', async () => {
    for (const signIn of [microsoft(), google(), consent()]) expect(await tokens().tokenFor(signIn)).toMatch(/^t\./);
    expect(server().asked.at(0)).toMatchObject({
      grant_type: 'client_credentials',
      scope: 'https://outlook.office365.com/.default',
      client_secret: APP.clientSecret,
    });
  });

  it('Microsoft 365 by a certificate: what is sent is a signed statement, never the key', async () => {
    const { cert, key } = selfSigned('rsa');
    server().registered.certificate = cert;
    const before = server().asked.length;

    expect(await tokens().tokenFor(microsoft({ clientSecret: `${key}\n${cert}` }))).toMatch(/^t\./);

    const sent = server().asked[before] ?? {};
    expect(Object.keys(sent).toSorted()).toEqual(['client_assertion', 'client_assertion_type', 'client_id', 'grant_type', 'scope']);
    expect(JSON.stringify(sent)).not.toContain('PRIVATE');
    server().registered.certificate = selfSigned('rsa').cert;
    expect((await refused(microsoft({ clientSecret: cert + key }))).why).toBe('certificate');
    expect((await refused(microsoft({ clientSecret: cert }))).why).toBe('certificate-unreadable');
    expect((await refused(microsoft({ clientSecret: cert + selfSigned('rsa').key }))).why).toBe('certificate-unreadable');
  });

  it('asks once for many at a time, keeps the token, and renews it before it ends', async () => {
    const clock = { now: Date.parse('2026-11-29T00:00:00Z') };
    const cache = accessTokens({ fetchOutside, now: () => clock.now });
    const before = server().asked.length;
    const many = await Promise.all(Array.from({ length: 50 }, () => cache.tokenFor(microsoft())));

    expect([new Set(many).size, server().asked.length - before]).toEqual([1, 1]);
    clock.now += 54 * 60_000;
    expect(await cache.tokenFor(microsoft())).toBe(many[0]);
    clock.now += 2 * 60_000;
    const renewed = await Promise.all(Array.from({ length: 50 }, () => cache.tokenFor(microsoft())));
    expect([new Set(renewed).size, renewed[0] === many[0], server().asked.length - before]).toEqual([1, false, 2]);
    cache.forget(microsoft());
    expect(await cache.tokenFor(microsoft())).not.toBe(renewed[0]);
    expect(await cache.tokenFor(microsoft({ account: 'other@corp.example' }))).not.toBe(renewed[0]);
  });

  it('serves the old token while renewing fails, until it ends, and is no storm on the token server', async () => {
    const clock = { now: Date.parse('2026-11-29T00:00:00Z') };
    const cache = accessTokens({ fetchOutside, now: () => clock.now });
    const first = await cache.tokenFor(microsoft());
    server().refuse({ status: 503, error: 'temporarily_unavailable', description: 'AADSTS90033: A transient error has occurred.' });
    clock.now += 58 * 60_000;
    const before = server().asked.length;
    for (let n = 0; n < 100; n += 1) expect(await cache.tokenFor(microsoft())).toBe(first);
    expect(server().asked.length - before).toBe(1);
    clock.now += 3 * 60_000;
    for (let n = 0; n < 100; n += 1) await expect(cache.tokenFor(microsoft())).rejects.toMatchObject({ why: 'down', passing: true });
    expect(server().asked.length - before).toBe(2);
    server().refuse(null);
    clock.now += 6_000;
    expect(await cache.tokenFor(microsoft())).not.toBe(first);
  });

  it.each([
    ['another tenant', () => microsoft({ tenant: 'elsewhere.example' }), 'tenant', 'テナント'],
    ['another app', () => microsoft({ clientId: 'nobody' }), 'client', 'クライアント ID'],
    ['a wrong secret', () => microsoft({ clientSecret: 'wrong' }), 'secret', 'シークレット'],
    ['a mailbox that is not there', () => google({ account: 'nobody@corp.example' }), 'mailbox', 'メールボックス'],
    ['a file that is no key file', () => google({ keyFile: '{"type":"service_account"}' }), 'key-file-unreadable', '鍵ファイル'],
    ['a withdrawn consent', () => consent({ refreshToken: 'old' }), 'consent-ended', '同意'],
    ['a consent with another secret', () => consent({ clientSecret: 'x' }), 'secret', 'シークレット'],
    ['a consent of another app', () => consent({ clientId: 'x' }), 'client', 'アプリ'],
    ['a token server without https', () => microsoft({ authority: 'http://login.example' }), 'not-encrypted', 'https'],
    ['nobody there', () => microsoft({ authority: 'http://127.0.0.1:9' }), 'unreachable', 'つながりません'],
  ] as const)('%s is said in both languages', async (_, signIn, why, word) => {
    const refusal = await refused(signIn());

    expect(refusal.why).toBe(why);
    expect(refusal.words.ja).toContain(word);
    expect(refusal.words.en).toBe(refusal.message);
    for (const secret of [APP.clientSecret, CONSENTED.clientSecret, CONSENTED.refreshToken, 'PRIVATE KEY'])
      expect(JSON.stringify([refusal.words, refusal.message])).not.toContain(secret);
  });

  it.each([
    [401, 'invalid_client', "AADSTS7000222: The provided client secret keys for app 'x' are expired.", 'secret-expired', false],
    [400, 'invalid_client', 'AADSTS700024: Client assertion is not within its valid time range.', 'clock', false],
    [400, 'unauthorized_client', "AADSTS7000112: Application 'x' is disabled.", 'app-disabled', false],
    [400, 'invalid_resource', 'AADSTS500011: The resource principal was not found.', 'permission', false],
    [403, 'access_denied', 'AADSTS53003: Access has been blocked by Conditional Access policies.', 'policy', false],
    [429, 'too_many', '', 'too-many', true],
    [500, '', '', 'down', true],
    [200, '', 'something else', 'unexpected', false],
    [418, 'teapot', 'AADSTS99999999999999: unknown', 'unexpected', false],
  ] as const)('HTTP %s %s %s is %s', async (status, error, description, why, passing) => {
    server().refuse({ status, error, description });

    expect(await refused(microsoft())).toMatchObject({ why, passing });
  });

  it.each([
    ['unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method.', 'delegation'],
    ['invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.', 'clock'],
    ['invalid_grant', 'Invalid JWT Signature.', 'key-file-unreadable'],
  ] as const)('Google: %s %s is %s', async (error, description, why) => {
    server().refuse({ status: 400, error, description });

    expect((await refused(google())).why).toBe(why);
  });

  it('a server that closes in the middle is told from one that refuses', async () => {
    server().refuse('close');

    expect(await refused(microsoft())).toMatchObject({ why: 'unreachable', passing: true });
  });

  it('knows the day on which a secret ends', () => {
    const { cert, key } = selfSigned('rsa', 31);

    expect(secretEndsOn(microsoft({ secretEnds: '2027-03-31' }))).toBe('2027-03-31');
    expect(secretEndsOn(microsoft({ clientSecret: key + cert, secretEnds: '2027-03-31' }))).toBe('2031-12-31');
    expect([secretEndsOn(microsoft()), secretEndsOn(google()), secretEndsOn(consent())]).toEqual([null, null, null]);
  });
});
