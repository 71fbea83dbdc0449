// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { Answer, Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const codeOf = (answer: Answer): string => (answer.json as { code: string }).code;
const PASSWORD = 'four plain words here';

/** One organisation from its first minute: set-up, people, rights, a table from Excel, somebody leaves. */
describe('story/organisation', () => {
  const held: { desk?: ServedDesk; browser?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const browser = () => held.browser as Visitor;
  const deskEntries = async () =>
    (
      (await browser().get('/api/v1/desk/entries?limit=500')).json as {
        items: { kind: string; body: Record<string, unknown>; actor: { name: string } }[];
      }
    ).items;
  const upload = (name: string, bytes: Uint8Array | string) => {
    const form = new FormData();
    form.append('file', new Blob([bytes as BlobPart]), name);
    return browser().call('POST', '/api/v1/people/import', form);
  };

  const found = async (search: string) =>
    ((await browser().get(`/api/v1/people?search=${encodeURIComponent(search)}`)).json as { items: { personId: string }[] }).items.map(
      (one) => one.personId,
    );

  beforeAll(async () => {
    held.desk = await serveDesk();
    held.browser = visitor(desk().url);
  });
  afterAll(() => held.desk?.close());

  it('begins with whoever can read the console, once', async () => {
    const form = { lang: 'ja', organisation: '架空電機', name: '山田 花子', address: 'Hanako@Kaku.example', password: PASSWORD };
    expect((await browser().get('/api/v1/session')).json).toMatchObject({ setupNeeded: true, person: null });
    expect(codeOf(await browser().post('/api/v1/setup', { ...form, code: 'guess' }))).toBe('organisation.wrong-set-up-code');

    const rivals = await Promise.all([1, 2, 3].map(() => visitor(desk().url).post('/api/v1/setup', { ...form, code: desk().setUpCode })));
    expect(rivals.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    await browser().post('/api/auth/sign-in/email', { email: 'hanako@kaku.example', password: PASSWORD });

    expect((await browser().get('/api/v1/session')).json).toMatchObject({
      setupNeeded: false,
      organisation: { ja: '架空電機' },
      person: { personId: 'P-0001', name: '山田 花子', roles: ['administrator', 'responder', 'manager'] },
    });
    const own = (await deskEntries()).map((one) => one.kind).filter((kind) => !kind.startsWith('access.'));
    expect(own).toEqual(['organisation.named', 'person.added', 'person.roles-changed', 'person.sign-in-given']);
  });

  it('adds a person, and refuses an address that is somebody else’s', async () => {
    const added = await browser().post('/api/v1/people', {
      name: '佐藤',
      department: '情報システム',
      addresses: ['sato@kaku.example'],
      roles: ['responder'],
    });
    expect(added.json).toMatchObject({ person: { personId: 'P-0002', canSignIn: false, version: 1 }, password: null });

    const twice = await browser().post('/api/v1/people', { name: '佐藤 二', addresses: ['SATO@kaku.example'] });

    expect([twice.status, codeOf(twice)]).toEqual([409, 'organisation.address-taken']);
    expect((await browser().post('/api/v1/people', { name: 'x', addresses: ['no address'] })).status).toBe(422);
  });

  it('changes rights with a reason, from the version that was read', async () => {
    const read = await browser().get('/api/v1/people/P-0002');
    const tag = read.headers.get('etag') ?? '';

    const changed = await browser().call(
      'PATCH',
      '/api/v1/people/P-0002',
      { roles: ['manager'], reason: '4月から課長' },
      { 'if-match': tag },
    );
    const late = await browser().call('PATCH', '/api/v1/people/P-0002', { telephone: '03-0000-0000' }, { 'if-match': tag });

    expect(changed.json).toMatchObject({ roles: ['manager'], version: 2 });
    expect([late.status, codeOf(late)]).toEqual([412, 'organisation.stale']);
    expect((await deskEntries()).at(-1)).toMatchObject({
      kind: 'person.roles-changed',
      actor: { name: '山田 花子' },
      body: { personId: 'P-0002', roles: ['manager'], reason: '4月から課長' },
    });
  });

  it('keeps at least one administrator who can sign in', async () => {
    const self = await browser().get('/api/v1/people/P-0001');
    const tag = { 'if-match': self.headers.get('etag') ?? '' };

    expect(codeOf(await browser().call('PATCH', '/api/v1/people/P-0001', { roles: ['staff'] }, tag))).toBe(
      'organisation.last-administrator',
    );
    expect(codeOf(await browser().post('/api/v1/people/P-0001/leave', { reason: '退職' }))).toBe('organisation.last-administrator');
  });

  it('takes a table from Excel, refuses line by line, and anchors it by its digest', async () => {
    const table = [
      '氏名,部署,メール,役割',
      '佐藤,情報セキュリティ,sato@kaku.example,',
      '鈴木,総務,suzuki@kaku.example,監査',
      '=cmd|calc,総務,bad address,',
      '鈴木,総務,suzuki@kaku.example,',
    ];

    const report = (await upload('社員.csv', `\ufeff${table.join('\r\n')}`)).json as { digest: string };

    expect(report).toMatchObject({
      file: '社員.csv',
      encoding: 'utf-8',
      rows: 4,
      added: 1,
      changed: 1,
      unchanged: 0,
      refused: [
        { line: 4, why: { en: 'not a mail address: bad' } },
        { line: 5, why: { ja: '同じ人の行がすでにあります' } },
      ],
    });
    expect((await deskEntries()).slice(-2)).toMatchObject([
      { kind: 'people.imported', body: { file: '社員.csv', rows: 4, added: 1, changed: 1, refused: 2, digest: report.digest } },
      { kind: 'person.roles-changed', body: { personId: 'P-0003', roles: ['auditor'], reason: '社員.csv' } },
    ]);
    // The rights of a person who is already known stay when the cell is empty.
    expect((await browser().get('/api/v1/people/P-0002')).json).toMatchObject({ department: '情報セキュリティ', roles: ['manager'] });
  });

  it('writes nothing when the same table comes again, or when it is no table', async () => {
    const before = (await deskEntries()).length;

    expect((await upload('again.csv', '氏名,部署,メール\n佐藤,情報セキュリティ,sato@kaku.example')).json).toMatchObject({
      unchanged: 1,
      digest: null,
    });
    expect(codeOf(await upload('book.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])))).toBe('organisation.unreadable-csv');
    expect(codeOf(await upload('phones.csv', '電話\n1'))).toBe('organisation.unreadable-csv');
    expect((await deskEntries()).length).toBe(before);
  });

  it('shows line by line what a table would change, and takes nothing in before somebody says so', async () => {
    const before = await deskEntries();
    const form = new FormData();
    form.append('file', new Blob(['氏名,メール,役割\n佐藤 次郎,sato@kaku.example,責任者\n新田 葵,nitta@kaku.example,']), 'look.csv');
    const looked = await browser().call('POST', '/api/v1/people/import?preview=true', form);
    expect(looked.json).toMatchObject({
      added: 1,
      changed: 1,
      changes: [
        { line: 2, is: 'changed', fields: expect.arrayContaining([{ field: 'name', before: expect.any(String), after: '佐藤 次郎' }]) },
        { line: 3, name: '新田 葵', is: 'added' },
      ],
      missing: { people: expect.arrayContaining([expect.objectContaining({ name: '山田 花子', onRota: false })]) },
    });
    expect(await found('nitta@kaku.example')).toEqual([]);
    expect(await found('佐藤 次郎')).toEqual([]);
    expect((await deskEntries()).length).toBe(before.length);
  });

  it('never takes the administrator role away in bulk', async () => {
    await upload('staff.csv', '氏名,メール,役割\n山田 花子,hanako@kaku.example,職員');

    expect((await browser().get('/api/v1/people/P-0001')).json).toMatchObject({ roles: ['administrator', 'staff'] });
  });

  it('gives a table back that no spreadsheet runs', async () => {
    await browser().post('/api/v1/people', { name: '=1+1', telephone: '+81-3-0000-0000' });

    const exported = await browser().get('/api/v1/people/export.csv?lang=ja');

    expect(exported.headers.get('content-disposition')).toBe('attachment; filename="people.csv"');
    expect(exported.text).toContain("'=1+1,,,,'+81-3-0000-0000,staff,ja\r\n");
  });

  it('finds people by a part of their name, department or address', async () => {
    expect(await found('セキュリティ')).toEqual(['P-0002']);
    expect(await found('SUZUKI')).toEqual(['P-0003']);
    expect(await found('%')).toEqual([]);
  });

  it('changes the organisation’s own name and mailbox, by version', async () => {
    const read = await browser().get('/api/v1/organisation');
    const body = { name: { ja: '架空電機', en: 'Kaku Electric' }, roleMailbox: 'CSIRT@kaku.example' };

    const changed = await browser().call('PUT', '/api/v1/organisation', body, { 'if-match': read.headers.get('etag') ?? '' });

    expect(changed.json).toEqual({ ...body, roleMailbox: 'csirt@kaku.example', kind: 'company' });
    expect((await browser().call('PUT', '/api/v1/organisation', body)).status).toBe(428);
    expect((await deskEntries()).slice(-2).map((one) => one.kind)).toEqual(['organisation.named', 'organisation.mailbox-set']);
  });

  it('lists departments with their heads; who leaves heads nothing', async () => {
    const heads = async () => (await browser().get('/api/v1/departments')).json as { items: { name: string; head: string | null }[] };
    const [first] = (await heads()).items.filter(({ name }) => name !== '');
    const department = first?.name ?? '';
    expect(department).not.toBe('');
    const set = (personId: string | null, of = department) =>
      browser().call('PUT', '/api/v1/departments/head', { department: of, personId });
    const before = (await deskEntries()).length;

    expect((await set('P-0003')).json).toEqual(await heads());
    expect((await heads()).items.find(({ name }) => name === department)?.head).toBe('P-0003');
    expect((await set('P-0003')).status).toBe(200);
    expect((await deskEntries()).slice(before).map(({ kind, body }) => [kind, body])).toEqual([
      ['organisation.head-set', { department, personId: 'P-0003' }],
    ]);
    expect(codeOf(await set('P-0003', 'ない部署'))).toBe('organisation.no-such-department');
    expect(codeOf(await set('P-9999'))).toBe('organisation.no-such-person');
  });

  it('keeps the record of who left, and their address theirs', async () => {
    expect((await browser().post('/api/v1/people/P-0003/leave', { reason: '退職' })).json).toMatchObject({ left: true, canSignIn: false });

    expect((await upload('back.csv', '氏名,メール\n鈴木,suzuki@kaku.example')).json).toMatchObject({
      refused: [{ line: 2, why: { en: 'the address is of somebody who left (P-0003)' } }],
    });
    expect(codeOf(await browser().post('/api/v1/people/P-0003/leave', { reason: '再度' }))).toBe('organisation.person-left');
    const { items } = (await browser().get('/api/v1/departments')).json as { items: { head: string | null }[] };
    expect(items.map(({ head }) => head)).not.toContain('P-0003');
  });

  it('who left comes back under the same number, as staff and without a sign-in', async () => {
    const back = await browser().post('/api/v1/people/P-0003/return', { reason: '再雇用' });

    expect(back.json).toMatchObject({ personId: 'P-0003', left: false, canSignIn: false, roles: ['staff'] });
    expect((await deskEntries()).slice(-2).map((one) => one.kind)).toEqual(['person.returned', 'person.roles-changed']);
    const count = (await deskEntries()).length;
    expect((await browser().post('/api/v1/people/P-0003/return', { reason: '再度' })).status).toBe(200);
    expect((await deskEntries()).length).toBe(count);
  });

  it('leaves a chain that verifies, and no bug reported', async () => {
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ sound: true, faults: [] });
    expect(desk().reported).toEqual([]);
  });

  it('takes the last table back: who was changed is as before, who was added is gone, who is in use stays and is said', async () => {
    const before = (await browser().get('/api/v1/people/P-0002')).json as { department: string; roles: string[] };
    await upload(
      'undo.csv',
      '氏名,部署,メール,役割\n佐藤,営業,sato@kaku.example,監査\n高橋,営業,takahashi@kaku.example,\n田中,営業,tanaka-u@kaku.example,\n中村,営業,nakamura@kaku.example,',
    );
    const [tanaka] = await found('tanaka-u@kaku.example');
    const [nakamura] = await found('nakamura@kaku.example');
    await browser().post(`/api/v1/people/${tanaka ?? ''}/sign-in`, { dropSecondFactors: null });
    const read = await browser().get(`/api/v1/people/${nakamura ?? ''}`);
    await browser().call(
      'PATCH',
      `/api/v1/people/${nakamura ?? ''}`,
      { telephone: '03-1' },
      { 'if-match': read.headers.get('etag') ?? '' },
    );
    const { last } = (await browser().get('/api/v1/people/import/last')).json as { last: { digest: string } };
    expect(last).toMatchObject({ file: 'undo.csv', added: 3, changed: 1 });

    expect(codeOf(await browser().post('/api/v1/people/import/undo', { digest: 'x' }))).toBe('organisation.import-not-last');
    const undone = (await browser().post('/api/v1/people/import/undo', { digest: last.digest })).json;

    expect(undone).toMatchObject({
      restored: 1,
      removed: 1,
      kept: [
        { name: '田中', why: 'in-use' },
        { name: '中村', why: 'changed-since' },
      ],
    });
    expect((await browser().get('/api/v1/people/P-0002')).json).toMatchObject({ department: before.department, roles: before.roles });
    expect(await found('takahashi@kaku.example')).toEqual([]);
    expect(codeOf(await browser().post('/api/v1/people/import/undo', { digest: last.digest }))).toBe('organisation.import-not-last');
    for (const one of [tanaka, nakamura]) await browser().post(`/api/v1/people/${one ?? ''}/leave`, { reason: '試験' });
    // Nobody stands in the way of the right table afterwards.
    const again = (await upload('again.csv', '氏名,メール\n高橋,takahashi@kaku.example')).json;
    expect(again).toMatchObject({ added: 1 });
    await browser().post('/api/v1/people/import/undo', { digest: (again as { digest: string }).digest });
  });
});
