// SPDX-License-Identifier: Apache-2.0
// `matoi start` as a process, nothing called from within: what is written over HTTP or by a second process becomes a
// search by the desk's own queue and service, and its outcome an entry.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import {
  addedAnswerSchema,
  allowAnswerSchema,
  allowedSheetSchema,
  standingSheetSchema,
} from '../../src/hunt/standing-search/standing.contract.ts';
import type { StandingSheet } from '../../src/hunt/standing-search/standing.contract.ts';
import { importSchema, importsSchema } from '../../src/hunt/sources/sources.contract.ts';
import { visitor } from '../support/browser-like.ts';
import type { Visitor } from '../support/browser-like.ts';
import { eventually, until } from '../support/eventually.ts';
import { runMatoi, startDeskProcess } from '../support/process.ts';
import type { DeskProcess } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'integration/hunt-running-desk (skipped: chdb is not installed in engines/chdb)' : 'integration/hunt-running-desk';
const WITHIN = 30_000;
const password = 'four plain words here';

const line = (second: number, ip: string, host: string) =>
  `${1_795_132_800 + second}.000 100 ${ip} TCP_MISS/200 512 GET http://${host}/x - HIER_DIRECT/203.0.113.80 text/html\n`;

describe.skipIf(absent)(name, () => {
  const held: { folder: string; desk?: DeskProcess; browser?: Visitor; caseId: string } = { folder: '', caseId: '' };
  const browser = () => held.browser as Visitor;
  const standing = `/api/v1/cases/`;
  const sheet = async () => standingSheetSchema.parse((await browser().get(`${standing}${held.caseId}/indicators`)).json);
  const searches = async () => {
    const { items } = z
      .object({ items: z.array(z.object({ kind: z.string(), actor: z.looseObject({ type: z.string() }), body: z.unknown() })) })
      .parse((await browser().get(`/api/v1/cases/${held.caseId}/entries?limit=500`)).json);
    // What behaves like the indicators is looked for as well, and a search before the first import says that no log is there.
    const looked = z.object({ what: z.literal('indicators'), linesLookedAt: z.number().min(1) });
    return items.filter((one) => one.kind === 'hunt.searched' && looked.safeParse(one.body).success);
  };

  /** The page asks until nothing waits; so does this. */
  const settled = (wanted: (sheet: StandingSheet) => boolean): Promise<StandingSheet> =>
    eventually(async () => {
      const now = await sheet();
      if (!now.search.waits && wanted(now)) return now;
      throw new Error(`it does not come to rest: ${JSON.stringify(now)}`);
    }, WITHIN);
  async function upload(fileName: string, text: string): Promise<void> {
    const { importId } = importSchema.parse((await browser().post('/api/v1/logs/uploads', { name: fileName, bytes: text.length })).json);
    const form = new FormData();
    form.append('piece', new Blob([text]), 'piece');
    expect((await browser().call('PUT', `/api/v1/logs/uploads/${importId}?offset=0`, form)).status).toBe(200);
    // Indicators that arrive while a file is still being read are answered twice, and rightly so.
    await until(async () => {
      const { imports } = importsSchema.parse((await browser().get('/api/v1/logs/imports')).json);
      return imports.find((one) => one.importId === importId)?.endedAt !== null;
    }, WITHIN);
  }
  const add = async (text: string, source: string) => browser().post(`${standing}${held.caseId}/indicators`, { text, source });
  const lastAt = (one: StandingSheet) => one.search.last?.at ?? '';

  async function open(): Promise<void> {
    held.desk = await startDeskProcess(held.folder);
    held.browser = visitor(held.desk.url);
    if (held.desk.setUpLink !== null) {
      const code = new URL(held.desk.setUpLink).hash.slice(1);
      const form = { code, lang: 'ja', organisation: '架空電機', name: '山田 花子', address: 'hanako@example.jp', password };
      expect((await browser().post('/api/v1/setup', form)).status).toBe(201);
    }
    await browser().post('/api/auth/sign-in/email', { email: 'hanako@example.jp', password });
  }

  beforeAll(async () => {
    held.folder = await mkdtemp(join(tmpdir(), 'matoi-running-'));
    await open();
    const call = {
      channel: 'telephone',
      subject: '警備会社から電話',
      from: '田中 様',
      happenedAt: null,
      text: '不審な通信があるとのこと。',
    };
    const opened = await browser().post('/api/v1/reports/by-hand', call);
    const { reportId, caseId } = z.object({ reportId: z.string(), caseId: z.string().nullable() }).parse(opened.json);
    if (caseId === null) await browser().post(`/api/v1/reports/${reportId}/raise`, { reason: '確かめる' });
    held.caseId = caseId ?? 'C-2026-0001';
    await upload('a.log', line(1, '10.0.0.1', 'c2.example') + line(2, '10.0.0.1', 'c2.example') + line(3, '10.0.0.2', 'www.example'));
  }, 120_000);
  afterAll(async () => {
    await held.desk?.stop();
    if (held.folder !== '') removeTree(held.folder);
  });

  it('indicators arrive: what is stored already is searched, and the computers stand beside each', { timeout: 90_000 }, async () => {
    const answer = await add('c2[.]example\nhxxp://www.example/x\nd41d8cd98f00b204e9800998ecf8427e', 'JPCERT/CC 11月21日');
    expect(addedAnswerSchema.parse(answer.json)).toMatchObject({ given: 2, added: 2, refused: [{ line: 3 }], refusedTotal: 1 });
    const now = await settled((one) => (one.search.last?.hits ?? 0) === 3);
    expect(now.indicators).toMatchObject([
      { value: 'c2.example', source: 'JPCERT/CC 11月21日', by: '山田 花子', harmless: false, found: { hits: 2, computers: 1 } },
      { value: 'www.example/x', found: { hits: 1, computers: 1 } },
    ]);
    expect(now.indicators.every((one) => one.looked === lastAt(now))).toBe(true);
    expect((await searches()).map((one) => one.actor)).toEqual([{ type: 'machine', name: 'hunt' }]);
  });

  it('logs arrive: old indicators are looked for in them', { timeout: 90_000 }, async () => {
    await upload('b.log', line(100, '10.0.0.3', 'deep.c2.example'));
    const now = await settled((one) => (one.search.last?.hits ?? 0) === 4);
    expect(now.indicators[0]).toMatchObject({ value: 'c2.example', found: { hits: 3, computers: 2 } });
    expect(now.search.last).toMatchObject({ asked: 2, leftOut: 0, computers: 3, linesLookedAt: 4 });
    expect(await searches()).toHaveLength(2);
  });

  it('the list of the harmless changes, and back: both times all is searched again', { timeout: 90_000 }, async () => {
    const change = async (body: unknown) => allowAnswerSchema.parse((await browser().post('/api/v1/hunt/allowed', body)).json);
    expect(await change({ add: 'www.example', why: '自組織の入口' })).toMatchObject({ added: 1, removed: 0, total: 1 });
    const without = await settled((one) => one.search.last?.leftOut === 1);
    expect(without.indicators.map((one) => [one.value, one.harmless, one.found?.hits ?? null])).toEqual([
      ['c2.example', false, 3],
      ['www.example/x', true, null],
    ]);
    expect(await change({ remove: [{ kind: 'domain', value: 'www.example' }], why: '入口も調べる' })).toMatchObject({
      removed: 1,
      total: 0,
    });
    await settled((one) => one.search.last?.leftOut === 0 && one.search.last.hits === 4);
    expect(await searches()).toHaveLength(4);
    const { now, was } = allowedSheetSchema.parse((await browser().get('/api/v1/hunt/allowed')).json);
    expect([now, was]).toMatchObject([
      [],
      [{ value: 'www.example', why: '自組織の入口', by: '山田 花子', until: { why: '入口も調べる' } }],
    ]);
  });

  it('a search that finds the same leaves no entry, but says that it has looked', { timeout: 90_000 }, async () => {
    const before = await sheet();
    expect((await browser().post(`${standing}${held.caseId}/indicators/search`)).status).toBe(204);
    await settled((one) => lastAt(one) > lastAt(before));
    expect(await searches()).toHaveLength(4);
  });

  it('a second process adds one while the desk runs, and one while it does not', { timeout: 120_000 }, async () => {
    const file = join(held.folder, 'more.txt');
    const lookFor = async (text: string) => {
      await writeFile(file, `${text}\n`);
      expect((await runMatoi(['hunt', 'look-for', file, '--case', held.caseId], { MATOI_DATA: held.folder })).code).toBe(0);
    };
    await lookFor('10.0.0.2');
    const now = await settled((one) => one.search.last?.asked === 3);
    expect(now.indicators.find((one) => one.value === '10.0.0.2')).toMatchObject({ source: 'more.txt', found: { hits: 1 } });
    await held.desk?.stop();
    await lookFor('10.0.0.3');
    await open();
    const later = await settled((one) => one.search.last?.asked === 4);
    expect(later.indicators.find((one) => one.value === '10.0.0.3')).toMatchObject({ found: { hits: 1, computers: 1 } });
  });

  it('a file as it comes from others: code page, formats, and what cannot be read is named', { timeout: 90_000 }, async () => {
    const send = async (fileName: string, bytes: Uint8Array<ArrayBuffer> | string, query = '') => {
      const form = new FormData();
      form.append('file', new Blob([bytes]), fileName);
      return browser().call('POST', `${standing}${held.caseId}/indicators/file${query}`, form);
    };
    // 「通信先,メモ」 and 「攻撃」 in the code page of Windows.
    const csv = Uint8Array.from([
      0x92,
      0xca,
      0x90,
      0x4d,
      0x90,
      0xe6,
      0x2c,
      0x83,
      0x81,
      0x83,
      0x82,
      0x0d,
      0x0a,
      ...Buffer.from('198.51.100.77,'),
      0x8d,
      0x55,
      0x8c,
      0x82,
      0x0d,
      0x0a,
      ...Buffer.from('broken one,x\r\n'),
    ]);
    expect((await send('一覧<b>.csv', csv)).json).toMatchObject({ given: 1, added: 1, refused: [{ line: 3, text: 'broken one' }] });
    const misp = {
      Event: {
        Attribute: [
          { type: 'sha256', value: 'a'.repeat(64) },
          { type: 'ip-dst', value: '198.51.100.78' },
        ],
      },
    };
    expect((await send('event.json', JSON.stringify(misp), '?source=MISP')).json).toMatchObject({
      added: 1,
      refused: [{ line: 0, text: `hash: ${'a'.repeat(64)}` }],
    });
    const hostile = await add(`user-agent: evil\u0000agent\n`, '\u0000\u202e');
    expect([hostile.status, (hostile.json as { code: string }).code]).toEqual([422, 'hunt.indicators-unread']);
    const sources = (await settled((one) => one.search.last?.asked === 6)).indicators.map((one) => one.source);
    expect(sources).toEqual(expect.arrayContaining(['一覧<b>.csv', 'MISP']));
    const missing = await browser().get('/api/v1/cases/C-2026-9999/indicators');
    expect([missing.status, (missing.json as { code: string }).code]).toEqual([404, 'hunt.case-missing']);
  });
});
