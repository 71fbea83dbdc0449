// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { rightsCheck } from '../../src/organisation/access/rights-check.ts';
import { createOrganisationStore } from '../../src/adapters/postgres/organisation-store.ts';
import { anchorReads } from '../../src/journal/anchor-reads.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { softPasskey } from '../support/passkey.ts';
import type { SoftPasskey } from '../support/passkey.ts';
import { addressOf, PASSWORD } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { totpCode } from '../support/totp.ts';

type Row = { readonly kind: string; readonly actor: { readonly name: string }; readonly body: Readonly<Record<string, unknown>> };

describe('integration/access-trail', () => {
  const held: { desk?: ServedDesk; chief?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const chief = () => held.chief as Visitor;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart, trustedProxies: ['127.0.0.1'] });
    const founder = visitor(desk().url);
    const setUp = {
      code: desk().setUpCode,
      lang: 'ja',
      organisation: '山川旅行',
      name: 'chief',
      address: addressOf('chief'),
      password: PASSWORD,
    };
    expect((await founder.post('/api/v1/setup', setUp)).status).toBe(201);
    held.chief = founder;
  });
  afterAll(() => held.desk?.close());

  const trail = async (kind: string): Promise<readonly Row[]> =>
    (await desk().journal.entries('desk', 0, 1000)).filter((entry) => entry.kind === kind) as unknown as Row[];
  const verify = () =>
    verifyJournal({
      language: caseLanguage,
      ...desk(),
      hash: desk().base.hash,
      rights: async () => rightsCheck(await createOrganisationStore(desk().database).rights()),
    });

  it('says who came in and how, from where, what changed, and who went', async () => {
    const from = { 'x-forwarded-for': '192.0.2.77' };
    const added = await chief().post('/api/v1/people', {
      name: '佐藤',
      addresses: [addressOf('sato')],
      roles: ['responder'],
      signIn: true,
    });
    const { password, person } = added.json as { password: string; person: { personId: string } };
    const sato = visitor(desk().url);
    await sato.post('/api/auth/sign-in/email', { email: addressOf('sato'), password }, from);
    await sato.post('/api/auth/change-password', { currentPassword: password, newPassword: PASSWORD }, from);
    const { totpURI } = (await sato.post('/api/auth/two-factor/enable', { password: PASSWORD })).json as { totpURI: string };
    await sato.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now() - 30_000) });
    const passkey = softPasskey();
    const offered = (await sato.get('/api/auth/passkey/generate-register-options')).json as Parameters<SoftPasskey['register']>[0];
    await sato.post('/api/auth/passkey/verify-registration', { response: passkey.register(offered, desk().url), name: '仕事用' });
    const [kept] = (await sato.get('/api/auth/passkey/list-user-passkeys')).json as { id: string }[];
    const again = visitor(desk().url);
    await again.post('/api/auth/sign-in/email', { email: addressOf('sato'), password: PASSWORD }, from);
    await again.post('/api/auth/two-factor/verify-totp', { code: totpCode(totpURI, Date.now()) }, from);
    const third = visitor(desk().url);
    const challenge = (await third.get('/api/auth/passkey/generate-authenticate-options')).json as Parameters<
      SoftPasskey['authenticate']
    >[0];
    await third.post('/api/auth/passkey/verify-authentication', { response: passkey.authenticate(challenge, desk().url) }, from);
    await third.post('/api/auth/passkey/delete-passkey', { id: kept?.id });
    await third.post('/api/auth/revoke-other-sessions');
    await third.post('/api/auth/sign-out');

    const own = (rows: readonly Row[]) => rows.filter((row) => row.body['personId'] === person.personId);
    expect(own(await trail('access.signed-in')).map((row) => [row.actor.name, row.body['how'], row.body['address']])).toEqual([
      ['佐藤', 'password', '192.0.2.77'],
      ['佐藤', 'code', '192.0.2.77'],
      ['佐藤', 'passkey', '192.0.2.77'],
    ]);
    expect(own(await trail('access.factor-changed')).map((row) => [row.body['factor'], row.body['change'], row.body['name']])).toEqual([
      ['password', 'changed', ''],
      ['app', 'added', ''],
      ['passkey', 'added', '仕事用'],
      ['passkey', 'removed', '仕事用'],
    ]);
    expect(own(await trail('access.signed-out')).map((row) => row.body['what'])).toEqual(['others', 'own']);
  });

  it('counts what was refused for each name and address, and keeps no word of what was typed', async () => {
    const guess = (email: string, address: string) =>
      visitor(desk().url).post('/api/auth/sign-in/email', { email, password: 'my secret typed here' }, { 'x-forwarded-for': address });
    for (let tries = 0; tries < 3; tries += 1) await guess(addressOf('chief'), '198.51.100.9');
    await guess('typed-a-password-as-name@example.jp', '198.51.100.9');
    desk().clock.forward(3_700_000);
    await desk().access.close();

    const rows = await trail('access.refused');
    expect(rows.map(({ body }) => [body['personId'], body['what'], body['address'], body['count']])).toEqual([
      ['P-0001', 'password', '198.51.100.9', 1],
      [null, 'password', '198.51.100.9', 1],
      ['P-0001', 'password', '198.51.100.9', 2],
    ]);
    expect(JSON.stringify(await desk().journal.entries('desk', 0, 1000))).not.toMatch(/typed/);
  });

  it('of oneself is one’s own to see, newest first', async () => {
    const { desk: own, chief: person } = await fresh();
    try {
      const { items } = (await person.get('/api/v1/session/trail')).json as { items: { kind: string }[] };

      expect(items.map((one) => one.kind)).toEqual(['access.signed-in']);
      expect((await visitor(own.url).get('/api/v1/session/trail')).status).toBe(401);
    } finally {
      await own.close();
    }
  });

  it('covers roles, keys and traces of reading: what is changed beside the chain is named', async () => {
    const { desk: own, chief: person } = await fresh();
    const check = () =>
      verifyJournal({
        language: caseLanguage,
        ...own,
        hash: own.base.hash,
        rights: async () => rightsCheck(await createOrganisationStore(own.database).rights()),
      });
    try {
      await person.post('/api/v1/people', { name: '鈴木', roles: ['staff'] });
      const made = await person.post('/api/v1/machine-keys', { name: 'watcher', roles: ['auditor'] });
      const { key } = made.json as { key: string };
      await visitor(own.url).get('/api/v1/cases', { 'x-api-key': key });
      await visitor(own.url).get('/api/v1/cases', { 'x-api-key': key });
      const { caseId } = await own.journal.write((writing) =>
        writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: '件名', reportId: null } }]),
      );
      await person.get(`/api/v1/cases/${caseId}`);
      await person.get(`/api/v1/cases/${caseId}/entries`);
      await person.get(`/api/v1/reports?search=${encodeURIComponent('掲示板')}`);
      expect(await anchorReads({ ...own, hash: own.base.hash })).toMatchObject({ count: 4 });
      expect(await anchorReads({ ...own, hash: own.base.hash })).toBeNull();

      expect(await check()).toMatchObject({ faults: [], reads: { anchored: 4, waiting: 0 } });
      expect(
        ((await own.journal.entries('desk', 0, 1000)) as unknown as Row[]).filter((row) => row.kind === 'machine-key.first-used'),
      ).toHaveLength(1);
      const reads = (await person.get('/api/v1/desk/reads')).json as { items: { route: string }[] };
      expect(reads.items.map((one) => one.route)).toContain('GET /api/v1/reports search="掲示板"');

      await own.database.pool.query(`delete from case_read where case_id = $1 and route like '%entries'`, [caseId]);
      await own.database.pool.query(`update person set roles = '{administrator}' where name = '鈴木'`);
      await own.database.pool.query(`update auth.apikey set permissions = '{"matoi":["administrator"]}'`);
      expect((await check()).faults.map((fault) => fault.code).toSorted()).toEqual(['reads-changed', 'roles-changed', 'roles-changed']);
    } finally {
      await own.close();
    }
  });

  it('leaves the desk of this file sound', async () => {
    expect(await verify()).toMatchObject({ faults: [] });
    expect(desk().reported).toEqual([]);
  });
});

async function fresh(): Promise<{ desk: ServedDesk; chief: Visitor }> {
  const desk = await serveDesk({ routes: routesOfEveryPart });
  const chief = visitor(desk.url);
  await chief.post('/api/v1/setup', {
    code: desk.setUpCode,
    lang: 'ja',
    organisation: '山川旅行',
    name: 'chief',
    address: addressOf('chief'),
    password: PASSWORD,
  });
  await chief.post('/api/auth/sign-in/email', { email: addressOf('chief'), password: PASSWORD });
  return { desk, chief };
}
