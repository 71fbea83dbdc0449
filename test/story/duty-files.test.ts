// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { wireDuty } from '../../src/wiring/duty.ts';

const PASSWORD = 'eight plain words stand here';
type Plan = { version: number; plan: { overrides: { id: string; person: string }[]; absences: { from: string; to: string }[] } };

/** Files that people hand in and take away over HTTP: a shift table with its preview, a calendar that moves, tables out. */
describe('story/duty: files in and out', () => {
  const held: { desk?: ServedDesk; chief?: Visitor } = {};
  const chief = () => held.chief as Visitor;
  const send = async <T>(path: string, name: string, text: string) => {
    const form = new FormData();
    form.append('file', new Blob([text]), name);
    return (await chief().call('POST', path, form)).json as T;
  };
  const plan = async () => (await chief().get('/api/v1/duty/plan')).json as Plan;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: (state, base) => wireDuty(base).routes?.(state) ?? [] });
    held.chief = visitor(held.desk.url);
    const setUp = {
      code: held.desk.setUpCode,
      lang: 'ja',
      organisation: '市立図書館',
      name: '館長',
      address: 'chief@library.example',
      password: PASSWORD,
    };
    expect((await chief().post('/api/v1/setup', setUp)).status).toBe(201);
    const rosters = [
      {
        id: 'desk',
        name: { ja: '窓口', en: 'Desk' },
        layers: [{ id: 'l', people: ['abe'], start: '2026-11-02T09:00', rotation: { unit: 'week' } }],
      },
    ];
    const people = [
      { id: 'abe', name: '阿部' },
      { id: 'ueno', name: '上野' },
    ];
    expect((await chief().call('PUT', '/api/v1/duty/plan', { plan: { people, rosters } })).status).toBe(200);
  });
  afterAll(() => held.desk?.close());

  it('shows what a shift table says before anything is stored, and stores it once asked', async () => {
    const table = '氏名,12/1,12/2,12/3\n上野,夜,,○\n知らない人,○,,\n';
    const path = '/api/v1/duty/table?roster=desk&codes=%E5%A4%9C%3D21%3A00-9%3A00';
    const shown = await send<{ duties: number; unread: object[]; changes: object[]; stored: boolean }>(path, 't.csv', table);
    expect(shown).toMatchObject({ duties: 2, unread: [{ line: 3, cell: '知らない人' }], stored: false });
    expect(shown.changes).toMatchObject([
      { before: 'abe', after: 'ueno', from: '2026-12-01T12:00:00.000Z', to: '2026-12-02T00:00:00.000Z' },
      { before: 'abe', after: 'ueno' },
    ]);
    expect((await plan()).version).toBe(1);

    expect(await send(`${path}&apply=true`, 't.csv', table)).toMatchObject({ stored: true, version: 2 });
    expect((await plan()).plan.overrides.map((row) => row.person)).toEqual(['ueno', 'ueno']);
    const on = (await chief().get('/api/v1/duty/now?at=2026-12-01T23:00:00%2B09:00')).json as { rosters: { person: { id: string } }[] };
    expect(on.rosters[0]?.person.id).toBe('ueno');
  });

  it('refuses what is no table of a roster, in three sentences', async () => {
    expect(await send('/api/v1/duty/table?roster=nope', 't.csv', '日付,担当\n')).toMatchObject({ code: 'duty.table-unreadable' });
    expect(await send('/api/v1/duty/table?roster=desk', 't.csv', '\u0000\u0001')).toMatchObject({ code: 'duty.table-unreadable' });
  });

  it('writes duties for other calendars', async () => {
    const csv = await chief().get('/api/v1/duty/table.csv?of=roster:desk&from=2026-12-01&days=3&for=garoon');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual([
      expect.stringContaining('開始日付,開始時刻,終了日付,終了時刻,予定,予定詳細,メモ'),
      '2026/12/01,00:00:00,2026/12/01,21:00:00,窓口,阿部,Matoi',
      '2026/12/01,21:00:00,2026/12/02,09:00:00,窓口,上野,Matoi',
    ]);
    expect((await chief().get('/api/v1/duty/table.csv?of=person:nobody')).status).toBe(422);
  });

  it('moves an absence with the entry of the calendar, and names what is none', async () => {
    const leave = (days: string, sequence: number) =>
      `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:leave-1\r\nSEQUENCE:${sequence}\r\n${days}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20261224\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    const path = '/api/v1/duty/absences/import?person=abe';
    expect(await send(path, 'a.ics', leave('DTSTART;VALUE=DATE:20261207\r\nDTEND;VALUE=DATE:20261210', 0))).toMatchObject({
      added: 1,
      removed: 0,
      notAbsent: [{ uid: 'b', why: { ja: '「予定なし」とされている予定' } }],
      unread: [],
    });
    expect(await send(path, 'a.ics', leave('DTSTART;VALUE=DATE:20261214\r\nDTEND;VALUE=DATE:20261215', 1))).toMatchObject({
      added: 1,
      removed: 1,
    });
    expect((await plan()).plan.absences.map((row) => [row.from, row.to])).toEqual([
      ['2026-12-13T15:00:00.000Z', '2026-12-14T15:00:00.000Z'],
    ]);
    expect(held.desk?.reported).toEqual([]);
  });
});
