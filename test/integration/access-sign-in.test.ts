// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
const personOf = (answer: { readonly json: unknown }) =>
  (answer.json as { person: { totp: boolean; mustChangePassword: boolean; roles: string[] } | null }).person;

describe('integration/access-sign-in', () => {
  const held: { desk?: ServedDesk; administrator?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const administrator = () => held.administrator as Visitor;

  beforeAll(async () => {
    held.desk = await serveDesk();
    held.administrator = await signedIn(desk(), ['administrator'], 'chief');
  });
  afterAll(() => held.desk?.close());

  describe('password', () => {
    it('says the same for a wrong password and an unknown address', async () => {
      const wrong = await visitor(desk().url).post('/api/auth/sign-in/email', {
        email: addressOf('chief'),
        password: 'not that one at all',
      });
      const unknown = await visitor(desk().url).post('/api/auth/sign-in/email', {
        email: 'nobody@example.jp',
        password: 'not that one at all',
      });

      expect([wrong.status, codeOf(wrong)]).toEqual([401, 'sign-in.wrong']);
      expect([unknown.status, codeOf(unknown)]).toEqual([401, 'sign-in.wrong']);
      expect(unknown.text.replace(/urn:matoi:request:[^"]+/, '')).toBe(wrong.text.replace(/urn:matoi:request:[^"]+/, ''));
    });

    it('sets one cookie that scripts and other sites cannot use', async () => {
      const answer = await visitor(desk().url).post('/api/auth/sign-in/email', { email: addressOf('chief'), password: PASSWORD });

      const [cookie = ''] = answer.headers.getSetCookie();
      expect(cookie).toMatch(/^matoi\.session_token=/);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
    });

    it('nobody signs themselves up', async () => {
      const answer = await visitor(desk().url).post('/api/auth/sign-up/email', { email: 'me@example.jp', password: PASSWORD, name: 'me' });

      expect(answer.status).toBe(404);
    });

    it('a forged session cookie is nobody', async () => {
      const browser = visitor(desk().url);
      browser.cookies.set('matoi.session_token', 'abcdefghijklmnopqrstuvwxyz012345.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D');

      expect((await browser.get('/api/v1/people')).status).toBe(401);
    });
  });

  describe('one-time password', () => {
    it('opens nothing but the change of itself', async () => {
      const added = await administrator().post('/api/v1/people', {
        name: '佐藤',
        addresses: ['Sato@Example.jp'],
        roles: ['responder'],
        signIn: true,
      });
      const { password } = added.json as { password: string };
      const sato = visitor(desk().url);
      expect((await sato.post('/api/auth/sign-in/email', { email: 'sato@example.jp', password })).status).toBe(200);

      expect(personOf(await sato.get('/api/v1/session'))).toMatchObject({ mustChangePassword: true });
      expect(codeOf(await sato.get('/api/v1/cases'))).toBe('password-change-needed');

      const changed = await sato.post('/api/auth/change-password', {
        currentPassword: password,
        newPassword: PASSWORD,
        revokeOtherSessions: true,
      });
      expect(changed.status).toBe(200);
      expect(personOf(await sato.get('/api/v1/session'))).toMatchObject({ mustChangePassword: false, roles: ['responder'] });
      expect((await sato.get('/api/v1/cases')).status).toBe(200);
    });

    it('is refused as a new password when it is short', async () => {
      const kept = await signedIn(desk(), ['staff'], 'shorty');
      const answer = await kept.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: 'short' });

      expect([answer.status, codeOf(answer)]).toEqual([422, 'sign-in.password-short']);
    });

    it('given anew ends every session of the person', async () => {
      const locked = await signedIn(desk(), ['responder'], 'locked');
      expect((await locked.get('/api/v1/cases')).status).toBe(200);

      const given = await administrator().post(`/api/v1/people/${locked.personId}/sign-in`, {});

      expect(given.status).toBe(201);
      expect((await locked.get('/api/v1/cases')).status).toBe(401);
      expect((await visitor(desk().url).post('/api/auth/sign-in/email', { email: addressOf('locked'), password: PASSWORD })).status).toBe(
        401,
      );
    });
  });

  describe('second factor (TOTP)', () => {
    it('is asked for once it is switched on, and the secret is not readable in the database', async () => {
      const browser = await signedIn(desk(), ['responder'], 'totp');
      const enabled = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD });
      const { totpURI, backupCodes } = enabled.json as { totpURI: string; backupCodes: string[] };
      const first = await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now()) });
      expect(first.status).toBe(200);
      expect(personOf(await browser.get('/api/v1/session'))).toMatchObject({ totp: true });

      const again = visitor(desk().url);
      const half = await again.post('/api/auth/sign-in/email', { email: addressOf('totp'), password: PASSWORD });
      expect(half.json).toMatchObject({ twoFactorRedirect: true });
      expect((await again.get('/api/v1/cases')).status).toBe(401);

      const wrong = await again.post('/api/auth/two-factor/verify-totp', { code: '000000' });
      expect([wrong.status, codeOf(wrong)]).toEqual([401, 'sign-in.wrong-code']);
      const right = await again.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now() + 30_000) });
      expect(right.status).toBe(200);
      expect((await again.get('/api/v1/cases')).status).toBe(200);

      const { rows } = await desk().database.pool.query('select secret, "backupCodes" from auth."twoFactor"');
      const stored = JSON.stringify(rows);
      expect(stored).not.toContain(new URL(totpURI).searchParams.get('secret'));
      expect(backupCodes.every((code) => !stored.includes(code))).toBe(true);
    });

    it('goes when an administrator resets a person who lost the device', async () => {
      const browser = await signedIn(desk(), ['responder'], 'lost');
      const enabled = await browser.post('/api/auth/two-factor/enable', { password: PASSWORD });
      const { totpURI } = enabled.json as { totpURI: string };
      await browser.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now()) });

      const given = await administrator().post(`/api/v1/people/${browser.personId}/sign-in`, { dropSecondFactors: true });

      const { password } = given.json as { password: string };
      const answer = await visitor(desk().url).post('/api/auth/sign-in/email', { email: addressOf('lost'), password });
      expect(answer.json).toMatchObject({ user: { twoFactorEnabled: false } });
    });
  });

  describe('passkey', () => {
    it('registered once, signs in without a password, for this desk and this origin only', async () => {
      const browser = await signedIn(desk(), ['responder'], 'keys');
      const passkey = softPasskey();
      const offered = (await browser.get('/api/auth/passkey/generate-register-options')).json as Parameters<SoftPasskey['register']>[0];
      expect(offered).toMatchObject({ rp: { id: 'localhost', name: 'Matoi' } });
      const registered = await browser.post('/api/auth/passkey/verify-registration', {
        response: passkey.register(offered, desk().url),
        name: '仕事用',
      });
      expect(registered.status).toBe(200);

      const signIn = async (origin: string) => {
        const again = visitor(desk().url);
        const asked = (await again.get('/api/auth/passkey/generate-authenticate-options')).json as Parameters<
          SoftPasskey['authenticate']
        >[0];
        const answer = await again.post('/api/auth/passkey/verify-authentication', { response: passkey.authenticate(asked, origin) });
        return { answer, again };
      };

      const right = await signIn(desk().url);
      expect(right.answer.status).toBe(200);
      expect((await right.again.get('/api/v1/cases')).status).toBe(200);
      const phished = await signIn('https://evil.example');
      expect(phished.answer.status).toBeGreaterThanOrEqual(400);
      expect((await phished.again.get('/api/v1/cases')).status).toBe(401);
    });

    it('of somebody else is nobody', async () => {
      const browser = visitor(desk().url);
      const asked = (await browser.get('/api/auth/passkey/generate-authenticate-options')).json as Parameters<
        SoftPasskey['authenticate']
      >[0];

      const answer = await browser.post('/api/auth/passkey/verify-authentication', {
        response: softPasskey().authenticate(asked, desk().url),
      });

      expect([answer.status, codeOf(answer)]).toEqual([401, 'sign-in.passkey-refused']);
    });
  });

  describe('machine key', () => {
    it('carries its own roles, shows itself once, and ends when revoked', async () => {
      const made = await administrator().post('/api/v1/machine-keys', { name: 'watcher', roles: ['auditor'], days: 30 });
      const { key, made: listed } = made.json as { key: string; made: { keyId: string } };
      const machine = visitor(desk().url);
      const asMachine = { 'x-api-key': key };

      expect((await machine.get('/api/v1/cases', asMachine)).status).toBe(200);
      expect(codeOf(await machine.post('/api/v1/people', { name: 'x' }, asMachine))).toBe('not-permitted');
      expect((await machine.get('/api/v1/cases', { 'x-api-key': `${key}x` })).status).toBe(401);
      expect((await administrator().get('/api/v1/machine-keys')).text).not.toContain(key);
      const { rows } = await desk().database.pool.query('select * from auth.apikey');
      expect(JSON.stringify(rows)).not.toContain(key);

      expect((await administrator().call('DELETE', `/api/v1/machine-keys/${listed.keyId}`, { reason: '不要になった' })).status).toBe(204);
      expect((await machine.get('/api/v1/cases', asMachine)).status).toBe(401);
      const desked = await administrator().get('/api/v1/desk/entries?limit=500');
      expect(desked.text).toContain('machine-key.made');
      expect(desked.text).toContain('machine-key.revoked');
    });

    it('is never more than the person who made it is now, and gives nobody rights', async () => {
      const maker = await signedIn(desk(), ['administrator'], 'demoted');
      const made = await maker.post('/api/v1/machine-keys', { name: 'heir', roles: ['administrator'], days: null });
      const asMachine = { 'x-api-key': (made.json as { key: string }).key };
      const machine = visitor(desk().url);
      const victim = await signedIn(desk(), ['staff'], 'victim');
      const patch = (change: object) =>
        machine.call('PATCH', `/api/v1/people/${victim.personId}`, change, { ...asMachine, 'if-match': '"1"' });

      expect(codeOf(await patch({ roles: ['administrator'] }))).toBe('organisation.needs-a-person');
      expect(codeOf(await patch({ addresses: ['evil@example.net'] }))).toBe('organisation.needs-a-person');
      expect(codeOf(await machine.post('/api/v1/people', { name: 'x', roles: ['administrator'] }, asMachine))).toBe(
        'organisation.needs-a-person',
      );
      const form = new FormData();
      form.append('file', new Blob([`name,address,roles\nvictim,${addressOf('victim')},manager\nnew,new@example.jp,responder\n`]), 'x.csv');
      const imported = await machine.call('POST', '/api/v1/people/import', form, asMachine);
      expect(imported.json).toMatchObject({ added: 0, changed: 0, refused: [{ line: 2 }, { line: 3 }] });
      expect((await patch({ telephone: '03-0000-0000' })).status).toBe(200);

      const demoted = await administrator().call('PATCH', `/api/v1/people/${maker.personId}`, { roles: ['staff'] }, { 'if-match': '"1"' });
      expect(demoted.status).toBe(200);
      expect((await maker.get('/api/v1/people')).status).toBe(403);
      expect((await machine.get('/api/v1/people', asMachine)).status).toBe(403);
    });

    it('goes with the person who made it', async () => {
      const maker = await signedIn(desk(), ['administrator'], 'maker');
      const made = await maker.post('/api/v1/machine-keys', { name: 'orphan', roles: ['auditor'] });
      const { key } = made.json as { key: string };

      const left = await administrator().post(`/api/v1/people/${maker.personId}/leave`, { reason: '退職' });

      expect(left.status).toBe(200);
      expect((await visitor(desk().url).get('/api/v1/cases', { 'x-api-key': key })).status).toBe(401);
      expect((await maker.get('/api/v1/people')).status).toBe(401);
    });
  });

  describe('secret', () => {
    it('is kept in the data folder for its owner only', async () => {
      const path = join(desk().dataFolder, 'sign-in.secret');

      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await readFile(path, 'utf8')).trim()).toMatch(/^[\w-]{64}$/);
    });
  });

  it('reported no bug', () => {
    expect(desk().reported).toEqual([]);
  });
});
