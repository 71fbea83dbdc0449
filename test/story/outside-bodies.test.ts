// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideImportSchema, outsideListSchema } from '../../src/organisation/outside/outside.contract.ts';
import type { OutsideBody } from '../../src/organisation/outside/outside.contract.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

describe('story/outside-bodies', () => {
  const held: { walk?: WalkedDesk } = {};
  const walk = () => held.walk as WalkedDesk;
  const list = async () => outsideListSchema.parse((await walk().responder.get('/api/v1/outside-bodies')).json);
  const save = (bodies: readonly OutsideBody[], version: number) =>
    walk().manager.call('PUT', '/api/v1/outside-bodies', { bodies }, { 'if-match': String(version) });
  const bring = (text: string | Uint8Array) => {
    const form = new FormData();
    form.append('file', new Blob([text as never]), 'bodies.csv');
    return walk().manager.call('POST', '/api/v1/outside-bodies/import', form);
  };
  beforeAll(async () => {
    held.walk = await walkedDesk();
  });
  afterAll(async () => held.walk?.close());

  it('begins with the public bodies as drafts that name their source and invent no number', async () => {
    const { version, bodies } = await list();
    expect(version).toBe(0);
    const kinds = ['jpcert', 'ipa', 'police', 'regulator', 'ministry', 'system-vendor', 'hosting-provider', 'insurer', 'lawyer'];
    expect(bodies.map((one) => one.kind)).toEqual(expect.arrayContaining([...kinds, 'forensic-firm', 'parent-company']));
    expect(bodies.filter((one) => one.confirmed || one.telephone !== '')).toEqual([]);
    const listed = ['jpcert', 'ipa', 'police', 'regulator', 'ministry'];
    expect(bodies.filter((one) => listed.includes(one.kind)).every((one) => one.source.startsWith('https://'))).toBe(true);
  });

  it('a manager confirms one; a second hand that saw the older version changes nothing, and a responder may not', async () => {
    const { bodies } = await list();
    const police = bodies.map((one) => (one.kind === 'police' ? { ...one, telephone: '00-0000-9110', confirmed: true } : one));
    expect((await save(police, 0)).status).toBe(200);
    expect((await save(bodies, 0)).status).toBe(412);
    const refused = await walk().responder.call('PUT', '/api/v1/outside-bodies', { bodies }, { 'if-match': '1' });
    expect(refused.status).toBe(403);
    expect((await save([...police, ...police.slice(0, 1)], 1)).status).toBe(422);
    const last = (await walk().desk.journal.entries(DESK, 0, 1000)).findLast((one) => one.kind === 'organisation.outside-changed');
    expect(last?.body).toMatchObject({ added: 0, changed: 1, removed: 0, names: ['都道府県警察（サイバー事案の窓口）'] });
  });

  it('takes a table in Shift_JIS: new rows, known ones by name, and says which lines it did not take', async () => {
    const head = Buffer.from([0x8e, 0xed, 0x97, 0xde, 0x2c, 0x96, 0xbc, 0x91, 0x4f, 0x2c, 0x93, 0x64, 0x98, 0x62, 0x0d, 0x0a]);
    const rows = Buffer.from('police,Town police,0000\r\nnonsense,X,1\r\n,,2\r\n');
    const taken = outsideImportSchema.parse((await bring(Buffer.concat([head, rows]))).json);
    expect([taken.rows, taken.added, taken.changed, taken.refused.map((one) => one.line)]).toEqual([3, 1, 0, [3, 4]]);

    const again = outsideImportSchema.parse((await bring('kind,name,telephone,needs\npolice,Town police,1111,\n')).json);
    expect([again.added, again.changed]).toEqual([0, 1]);
    const found = (await list()).bodies.find((one) => one.name.ja === 'Town police');
    expect([found?.telephone, found?.confirmed]).toEqual(['1111', true]);
  });

  it('what is exported can be imported, and nothing of it runs in a spreadsheet', async () => {
    await bring('kind,name,telephone\nother,=cmd(),+81 3 0000 0000\n');
    const file = await walk().manager.get('/api/v1/outside-bodies/export.csv');
    expect(file.text).toContain("'=cmd()");
    expect(file.text).toContain('+81 3 0000 0000');
    const before = (await list()).bodies.length;
    expect(outsideImportSchema.parse((await bring(file.text.replaceAll("'=", '='))).json)).toMatchObject({ added: 0, refused: [] });
    expect((await list()).bodies.length).toBe(before);
  });

  it('a call is one press in the case, and its call back comes back as the next thing to do', async () => {
    const caseId = await walk().noted('telephone', '監視会社から電話', '御社の端末が 198.51.100.66 と通信しています。');
    const sheet = await walk().press(caseId, {
      do: 'log-call',
      whom: 'Town police',
      telephone: '1111',
      result: 'call-back',
      callBackAt: '2026-11-21T06:00:00.000Z',
      note: '',
    });
    expect(sheet.calls).toMatchObject([{ whom: 'Town police', result: 'call-back', callBackAt: '2026-11-21T06:00:00.000Z' }]);
    expect(sheet.next.find((one) => one.text.ja === 'Town police に折り返す')?.by).toBe('2026-11-21T06:00:00.000Z');
  });
});
