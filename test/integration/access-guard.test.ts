// SPDX-License-Identifier: Apache-2.0
import { request as rawRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { softPasskey } from '../support/passkey.ts';
import type { SoftPasskey } from '../support/passkey.ts';
import { addressOf, PASSWORD, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { totpCode } from '../support/totp.ts';

const codeOf = (answer: { readonly json: unknown }): string => (answer.json as { code: string }).code;

/** As a reverse proxy on loopback hands a visitor on. */
const from = (address: string): Record<string, string> => ({ 'x-forwarded-for': address });

describe('integration/access-guard', () => {
  const held: { desk?: ServedDesk; administrator?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const administrator = () => held.administrator as Visitor;
  const signIn = (name: string, password: string, headers: Record<string, string> = {}) =>
    visitor(desk().url).post('/api/auth/sign-in/email', { email: addressOf(name), password }, headers);

  beforeAll(async () => {
    held.desk = await serveDesk({ trustedProxies: ['127.0.0.1'] });
    held.administrator = await signedIn(desk(), ['administrator'], 'chief');
  });
  afterAll(() => held.desk?.close());

  describe('tries by address', () => {
    it('shut out the address that failed, and nobody else behind the same proxy; a success costs nothing', async () => {
      const limited = await serveDesk({ trustedProxies: ['127.0.0.1'], limits: { signInPerMinute: 4 } });
      const enter = async (name: string, password: string, address: string) =>
        visitor(limited.url).post('/api/auth/sign-in/email', { email: addressOf(name), password }, from(address));
      try {
        await signedIn(limited, ['administrator'], 'chief');
        for (let tries = 0; tries < 6; tries += 1) expect((await enter('chief', PASSWORD, '192.0.2.3')).status).toBe(200);
        for (let tries = 0; tries < 4; tries += 1)
          expect((await enter(`guess${tries}`, 'not that one at all', '192.0.2.1')).status).toBe(401);

        const refused = await enter('chief', PASSWORD, '192.0.2.1');
        expect([refused.status, codeOf(refused)]).toEqual([429, 'too-many']);
        expect((await enter('chief', PASSWORD, '192.0.2.2')).status).toBe(200);
      } finally {
        await limited.close();
      }
    });

    it('believe no forwarded address where no proxy is named', async () => {
      const bare = await serveDesk({ limits: { signInPerMinute: 2 } });
      const guess = (address: string) =>
        visitor(bare.url).post('/api/auth/sign-in/email', { email: addressOf('x'), password: 'not that one at all' }, from(address));
      try {
        const answers = [await guess('192.0.2.1'), await guess('192.0.2.2'), await guess('192.0.2.3')];

        expect(answers.map((one) => one.status)).toEqual([401, 401, 429]);
      } finally {
        await bare.close();
      }
    });
  });

  describe('tries by account', () => {
    it('wait longer with each failure from wherever it comes, say how long, and never end in a lock', async () => {
      await signedIn(desk(), ['responder'], 'target');
      // The person's own place is known from here on; guesses come from a hundred others.
      expect((await signIn('target', PASSWORD, from('203.0.113.5'))).status).toBe(200);
      for (let tries = 0; tries < 5; tries += 1) await signIn('target', 'not that one at all', from(`198.51.100.${tries}`));

      const waiting = await signIn('target', PASSWORD, from('198.51.100.50'));
      expect([waiting.status, codeOf(waiting), waiting.headers.get('retry-after')]).toEqual([429, 'sign-in.wait', '1']);
      expect(waiting.json).toMatchObject({ facts: { seconds: 1 } });
      expect((await signIn('target', PASSWORD, from('203.0.113.5'))).status).toBe(200);

      desk().clock.forward(1000);
      expect((await signIn('target', PASSWORD, from('198.51.100.51'))).status).toBe(200);
    });

    it('of an unknown name behave as those of a known one', async () => {
      await signedIn(desk(), ['responder'], 'known');
      const seen = async (name: string, net: string) => {
        const statuses: number[] = [];
        for (let tries = 0; tries < 7; tries += 1)
          statuses.push((await signIn(name, 'not that one at all', from(`${net}${tries}`))).status);
        return statuses;
      };

      expect(await seen('known', '2001:db8:1:')).toEqual(await seen('nobody-of-that-name', '2001:db8:2:'));
    });
  });

  describe('a one-time password', () => {
    it('opens who one is, the change of itself and the way out, and nothing else', async () => {
      const { browser } = await newcomer('first');
      const opens: string[] = [];
      for (const { method, path } of desk().server.table) {
        if (path.endsWith('/sign-out') || path === '/api/v1/setup' || path.startsWith('/api/auth/sign-in')) continue;
        const answer = await browser.call(method, path.replaceAll(/:[A-Za-z]+/g, 'nothing'), method === 'GET' ? undefined : {});
        if (answer.status === 401 || (answer.status === 403 && codeOf(answer) !== 'foreign-origin')) continue;
        opens.push(`${method} ${path} ${answer.status}`);
      }

      expect(opens.toSorted()).toEqual([
        'GET /api/auth/get-session 200',
        'GET /api/auth/passkey/generate-authenticate-options 200',
        'GET /api/auth/sso/callback/:providerId 302',
        'GET /api/v1/session 200',
        // For whoever holds the link, signed in or not; this token is none.
        'GET /guest/:token 404',
        'GET /invited/:token 404',
        'POST /api/auth/change-password 400',
        'POST /api/auth/passkey/verify-authentication 400',
        'POST /api/auth/two-factor/verify-backup-code 400',
        'POST /api/auth/two-factor/verify-totp 400',
        'POST /invited/:token 404',
      ]);
      expect(codeOf(await browser.get('/api/v1/organisation'))).toBe('password-change-needed');
      expect(codeOf(await browser.get('/api/auth/passkey/generate-register-options'))).toBe('password-change-needed');
      expect((await browser.post('/api/auth/sign-out')).status).toBe(200);
    });

    it('leaves no passkey behind that came while it was in use', async () => {
      const { browser, personId, password } = await newcomer('seized');
      // As an older desk let it happen: a passkey registered under the one-time password.
      await desk().database.pool.query(
        `insert into auth.passkey (id, name, "publicKey", "userId", "credentialID", counter, "deviceType", "backedUp", "createdAt")
         values ('intruder', 'x', 'x', $1, 'x', 0, 'singleDevice', false, now())`,
        [personId],
      );

      const changed = await browser.post('/api/auth/change-password', { currentPassword: password, newPassword: PASSWORD });

      expect(changed.status).toBe(200);
      const { rows } = await desk().database.pool.query('select 1 from auth.passkey where "userId" = $1', [personId]);
      expect(rows).toEqual([]);
      expect((await browser.get('/api/v1/cases')).status).toBe(200);
    });
  });

  describe('a reset', () => {
    it('names the passkeys there are and asks whether they stay', async () => {
      const browser = await signedIn(desk(), ['responder'], 'reset');
      const passkey = softPasskey();
      const offered = (await browser.get('/api/auth/passkey/generate-register-options')).json as Parameters<SoftPasskey['register']>[0];
      const response = passkey.register(offered, desk().url);
      expect((await browser.post('/api/auth/passkey/verify-registration', { response, name: 'somebody’s phone' })).status).toBe(200);
      const give = (body: object) => administrator().post(`/api/v1/people/${browser.personId}/sign-in`, body);

      const asked = await give({});
      expect([asked.status, codeOf(asked)]).toEqual([409, 'organisation.factors-unanswered']);
      expect(JSON.stringify(asked.json)).toContain('somebody’s phone');
      expect((await browser.get('/api/v1/cases')).status).toBe(200);
      expect((await administrator().get(`/api/v1/people/${browser.personId}/factors`)).json).toMatchObject({
        totp: false,
        passkeys: [{ name: 'somebody’s phone' }],
      });

      expect((await give({ dropSecondFactors: true })).status).toBe(201);
      const again = visitor(desk().url);
      const challenge = (await again.get('/api/auth/passkey/generate-authenticate-options')).json as Parameters<
        SoftPasskey['authenticate']
      >[0];
      const late = await again.post('/api/auth/passkey/verify-authentication', { response: passkey.authenticate(challenge, desk().url) });
      expect(late.status).toBe(401);
    });
  });

  describe('a code of the authenticator app', () => {
    it('works once (RFC 6238 §5.2), and guesses at it wait', async () => {
      const browser = await signedIn(desk(), ['responder'], 'codes');
      const enabled = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD });
      const { totpURI } = enabled.json as { totpURI: string };
      await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now() - 30_000) });
      const half = async (address: string) => {
        const one = visitor(desk().url);
        await one.post('/api/auth/sign-in/email', { email: addressOf('codes'), password: PASSWORD }, from(address));
        return (code: string) => one.post('/api/auth/two-factor/verify-totp', { code }, from(address));
      };
      const code = totpCode(totpURI, Date.now());

      expect((await (await half('192.0.2.60'))(code)).status).toBe(200);
      const twice = await (await half('192.0.2.61'))(code);
      expect([twice.status, codeOf(twice)]).toEqual([401, 'sign-in.wrong-code']);

      const guesses: string[] = [];
      for (let tries = 0; tries < 6; tries += 1) guesses.push(codeOf(await (await half(`192.0.2.${70 + tries}`))('000000')));
      expect(guesses.at(-1)).toBe('sign-in.wait');
    });
  });

  it('a change of the password ends every other session, whether or not the caller says so', async () => {
    const browser = await signedIn(desk(), ['responder'], 'changes');
    const other = visitor(desk().url);
    await other.post('/api/auth/sign-in/email', { email: addressOf('changes'), password: PASSWORD });

    const changed = await browser.post('/api/auth/change-password', {
      currentPassword: PASSWORD,
      newPassword: `${PASSWORD} anew`,
      revokeOtherSessions: false,
    });

    expect(changed.status).toBe(200);
    expect((await other.get('/api/v1/cases')).status).toBe(401);
    expect((await browser.get('/api/v1/cases')).status).toBe(200);
  });

  it.each([
    '/api/auth/sso/callback/..\\..\\list-accounts',
    '/api/auth/sso/callback/..\\..\\api-key\\list',
    '/api/auth/sso/callback/..\\providers',
    '/api/auth/sso/callback/..%5c..%5clist-accounts',
    '/api/auth/sso/callback/..%2f..%2flist-accounts',
    '/api/auth/sso/callback/%2e%2e',
    '/api/auth/sso/callback/..',
    '/api/auth/sso/callback/../../list-accounts',
    '/api/auth/sso/callback/x%00y',
    '/api/auth/sso/callback/x;y',
    '/api/auth/sso/callback\\x',
    '/api/auth\\list-accounts',
    '/api/auth/sso/register',
    '/api/auth/sso/providers',
    '/api/auth/list-accounts',
  ])('%s is no way to a page that is not listed', async (path) => {
    expect(await statusOf(desk().url, path, administrator())).toBe(404);
  });

  it('reported no bug', () => {
    expect(desk().reported).toEqual([]);
  });

  async function newcomer(name: string) {
    const added = await administrator().post('/api/v1/people', { name, addresses: [addressOf(name)], roles: ['manager'], signIn: true });
    const { password, person } = added.json as { password: string; person: { personId: string } };
    const browser = visitor(desk().url);
    expect((await browser.post('/api/auth/sign-in/email', { email: addressOf(name), password })).status).toBe(200);
    return { browser, password, personId: person.personId };
  }
});

/** The path as it is written, byte for byte: fetch would put it in order first. */
function statusOf(url: string, path: string, { cookies }: Visitor): Promise<number> {
  const { hostname, port } = new URL(url);
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    rawRequest({ hostname, port, path, headers: { cookie } }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode ?? 0));
    })
      .once('error', reject)
      .end();
  });
}
