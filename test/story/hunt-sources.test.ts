// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, mkdtempSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { behindAnswerSchema, claimAnswerSchema, sightingsAnswerSchema } from '../../src/hunt/contract.ts';
import type { BehindQuestion } from '../../src/hunt/contract.ts';
import { importSchema, importsSchema, previewSchema } from '../../src/hunt/sources/sources.contract.ts';
import type { ImportWire } from '../../src/hunt/sources/sources.contract.ts';
import { wireHunt } from '../../src/wiring/hunt.ts';
import type { Service, Wired } from '../../src/wiring/base/base.ts';
import type { Visitor } from '../support/browser-like.ts';
import { eventually, until } from '../support/eventually.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'story/hunt-sources (skipped: chdb is not installed in engines/chdb)' : 'story/hunt-sources';

const line = (second: number, ip: string, request: string, status = 200, bytes = 100) =>
  `${ip} - - [10/Nov/2026:12:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0900] "${request} HTTP/1.1" ${status} ${bytes} "-" "agent"`;
const log = [
  ...Array.from({ length: 300 }, (_, at) => line(at * 5, `192.0.2.${at % 20}`, `GET /page/${at}`)),
  line(1600, '198.51.100.7', 'GET /cgi-bin/form.cgi?to=office'),
  line(1601, '203.0.113.66', 'GET /cgi-bin/form.cgi?to=%3Buname%20-a'),
  line(1602, '203.0.113.66', 'GET /cgi-bin/form.cgi?to=..%252f..%252fconf', 200, 90_000),
  line(1603, '203.0.113.66', 'POST /cgi-bin/form.cgi', 302),
  line(1650, '203.0.113.66', 'GET /next'),
  'torn /cgi-bin/form.cgi line',
  '',
].join('\n');

/** How logs reach the desk without its command line, on a real PostgreSQL and a real engine. */
describe.skipIf(absent)(name, () => {
  const files = mkdtempSync(join(tmpdir(), 'matoi-hunt-sources-'));
  const held: { desk?: ServedDesk; responder?: Visitor; auditor?: Visitor; wired?: Wired; services: readonly Service[] } = { services: [] };
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;

  beforeAll(async () => {
    mkdirSync(join(files, 'allowed', 'proxy'), { recursive: true });
    mkdirSync(join(files, 'secret'));
    symlinkSync(join(files, 'secret'), join(files, 'allowed', 'door'));
    held.desk = await serveDesk({
      env: { MATOI_LOG_ROOTS: join(files, 'allowed'), MATOI_LOG_UPLOAD_BYTES: '5000000' },
      routes: (opened, base) => {
        held.wired = wireHunt(base);
        held.services = held.wired.services?.(opened) ?? [];
        return held.wired.routes?.(opened) ?? [];
      },
    });
    held.responder = await signedIn(desk(), ['responder'], 'responder');
    held.auditor = await signedIn(desk(), ['auditor'], 'auditor');
    for (const service of held.services) await service.start();
  });
  afterAll(async () => {
    for (const service of held.services) await service.stop();
    await held.desk?.close();
    removeTree(files);
  });

  const announce = async (fileName: string, bytes: number, more: Record<string, unknown> = {}) =>
    responder().post('/api/v1/logs/uploads', { name: fileName, bytes, ...more });
  const piece = (importId: string, offset: number, bytes: string) => {
    const form = new FormData();
    form.append('piece', new Blob([bytes]), 'piece');
    return responder().call('PUT', `/api/v1/logs/uploads/${importId}?offset=${offset}`, form);
  };
  const codeOf = (answer: { json: unknown }) => (answer.json as { code?: string }).code;
  async function upload(fileName: string, text: string, more: Record<string, unknown> = {}): Promise<string> {
    const { importId } = importSchema.parse((await announce(fileName, Buffer.byteLength(text), more)).json);
    expect((await piece(importId, 0, text)).status).toBe(200);
    return importId;
  }
  const settled = (importId: string): Promise<ImportWire> =>
    eventually(async () => {
      const { imports } = importsSchema.parse((await responder().get('/api/v1/logs/imports')).json);
      const one = imports.find((each) => each.importId === importId);
      if (one !== undefined && !['receiving', 'waiting', 'running'].includes(one.state)) return one;
      throw new Error(`${importId} does not come to rest`);
    });
  const deskKinds = async () => {
    const entries = await desk().journal.entries('desk', 0, 500);
    return entries.map((entry) => entry.kind).filter((kind) => kind.startsWith('hunt.'));
  };
  const behind = async (question: BehindQuestion) => {
    const answer = await (held.auditor as Visitor).get(`/api/v1/hunt/behind?q=${encodeURIComponent(JSON.stringify(question))}`);
    expect(answer.status, answer.text.slice(0, 300)).toBe(200);
    return behindAnswerSchema.parse(answer.json);
  };

  it('an upload comes in pieces, goes on where it broke off, and becomes searchable with an entry', async () => {
    const { importId } = importSchema.parse((await announce('a/../../etc\u0000\u202e.log', log.length)).json);
    expect((await piece(importId, 0, log.slice(0, 1000))).status).toBe(200);
    expect((await piece(importId, 0, log.slice(0, 1000))).status, 'the same piece again').toBe(200);
    const wrong = await piece(importId, 500, log.slice(500, 2000));
    expect([wrong.status, codeOf(wrong), (wrong.json as { facts: { received: number } }).facts.received]).toEqual([
      409,
      'hunt.upload-elsewhere',
      1000,
    ]);
    expect(codeOf(await piece(importId, 1000, `${log.slice(1000)}more`))).toBe('hunt.upload-too-large');
    expect((await piece(importId, 1000, log.slice(1000))).status).toBe(200);

    const done = await settled(importId);
    expect(done).toMatchObject({
      state: 'done',
      name: String.raw`a/../../etc\x00\u202e.log`,
      sums: { files: 1, lines: 306, parsed: 305, rejected: 1 },
    });
    expect(await deskKinds()).toEqual(['hunt.logs-imported']);
  });

  it('refuses what is too large, empty or names no case, and a piece for an import that is over', async () => {
    expect(codeOf(await announce('big.log', 5_000_001))).toBe('hunt.upload-too-large');
    expect(codeOf(await announce('empty.log', 0))).toBe('hunt.upload-too-large');
    expect((await announce('a.log', 10, { caseId: "C-1'; drop" })).status).toBe(400);
    expect((await announce('a.log', 10, { zone: '+99:00' })).status).toBe(400);
    expect(codeOf(await piece('I-1', log.length, 'x'))).toBe('hunt.import-not-so');
    expect(codeOf(await piece('I-999', 0, 'x'))).toBe('hunt.import-missing');
    expect((await (held.auditor as Visitor).post('/api/v1/logs/uploads', { name: 'a', bytes: 1 })).status).toBe(403);
  });

  it('every number of a verdict leads to exactly as many lines', async () => {
    const asked = await responder().get('/api/v1/hunt/claims?kind=attacked&path=/cgi-bin/form.cgi');
    const { numbers } = claimAnswerSchema.parse(asked.json);
    const period = { since: null, until: null };
    for (const pick of [
      'requests',
      'attackShaped',
      'attackAnswered',
      'posts',
      'unusuallyLarge',
      'followUps',
      'rejectedMentions',
    ] as const) {
      const { total, lines } = await behind({ behind: { of: 'claim', path: '/cgi-bin/form.cgi', pick }, ...period });
      expect([pick, total, lines.length]).toEqual([pick, numbers[pick], numbers[pick]]);
    }
    expect(numbers).toMatchObject({ requests: 4, attackShaped: 2, posts: 1, unusuallyLarge: 1, rejectedMentions: 1 });
    const list = <T>(key: string) => numbers[key] as readonly T[];
    for (const { status, count } of list<{ status: number; count: number }>('statuses'))
      expect(
        (await behind({ behind: { of: 'claim', path: '/cgi-bin/form.cgi', pick: 'status', value: String(status) }, ...period })).total,
      ).toBe(count);
    for (const { shape, count } of list<{ shape: string; count: number }>('shapes'))
      expect((await behind({ behind: { of: 'claim', path: '/cgi-bin/form.cgi', pick: 'shape', value: shape }, ...period })).total).toBe(
        count,
      );
    const [reject] = (await behind({ behind: { of: 'rejects', file: null }, ...period })).lines;
    expect(reject).toMatchObject({ text: 'torn /cgi-bin/form.cgi line', line: 306, at: null });
    expect(reject?.reject).not.toBe('');
  });

  it('a line behind a number says where and when it was written', async () => {
    const { lines, next } = await behind({ behind: { of: 'source', table: 'web', dataset: 'apache.access' }, since: null, until: null });
    expect(lines).toHaveLength(100);
    expect(lines[1]).toMatchObject({
      line: 2,
      offset: log.indexOf('\n') + 1,
      at: '2026-11-10T03:00:05Z',
      zone: '+0900',
      zoneOrigin: 'line',
      reject: '',
    });
    const more = await behind({ behind: { of: 'source', table: 'web', dataset: 'apache.access' }, since: null, until: null, after: next });
    expect(more.lines[0]?.line).toBe(101);
  });

  it('sightings, and questions that are no questions', async () => {
    const found = await responder().post('/api/v1/hunt/sightings', { indicators: '203.0.113[.]66\n-' });
    const { sightings } = sightingsAnswerSchema.parse(found.json);
    expect(sightings).toMatchObject([{ computer: '203.0.113.66', role: 'source', count: 4 }]);
    const [one] = sightings;
    if (one === undefined) throw new Error('no sighting');
    const { table, kind, role, value, computer } = one;
    expect((await behind({ behind: { of: 'sighting', table, kind, role, value, computer }, since: null, until: null })).total).toBe(4);
    const hostile = {
      of: 'beacon',
      seenIn: 'web',
      source: "'; DROP TABLE matoi.files --",
      destination: '\\',
      userAgent: '`',
      port: 1,
    } as const;
    expect((await behind({ behind: hostile, since: null, until: null })).total).toBe(0);
    for (const q of ['{', '{"behind":{"of":"file"}}', 'null', '[]'])
      expect((await responder().get(`/api/v1/hunt/behind?q=${encodeURIComponent(q)}`)).status).toBe(400);
    expect((await responder().post('/api/v1/hunt/sightings', { indicators: '###' })).status).toBe(400);
  });

  it('asks before the rows of a doubtful file count, and reads it as the person says', async () => {
    const csv = 'when,who,where\n2026/11/10 12:00:00,10.0.0.5,203.0.113.9\n2026/11/10 12:05:00,10.0.0.6,198.51.100.1\n';
    const importId = await upload('export.csv', csv);
    const asking = await settled(importId);
    expect(asking).toMatchObject({ state: 'asks', sums: { files: 0, lines: 0 } });
    expect(((await responder().get('/api/v1/logs/files')).json as { files: unknown[] }).files).toHaveLength(1);
    const sha256 = [asking.asks[0]?.sha256 ?? ''];
    const answer = (body: unknown) => responder().post(`/api/v1/logs/imports/${importId}/answer`, body);
    const columns = { '@timestamp': 'when', 'source.ip': 'who', 'destination.ip': 'where' };
    expect(codeOf(await answer({ is: 'import', sha256, format: { id: 'csv', table: 'flow', columns: {} }, zone: null }))).toBe(
      'hunt.format-unknown',
    );
    expect(codeOf(await answer({ is: 'import', sha256, format: { id: 'nothing' }, zone: null }))).toBe('hunt.format-unknown');
    expect((await answer({ is: 'import', sha256, format: { id: 'csv', table: 'flow', columns }, zone: null })).status).toBe(200);
    // Read now, but nobody has said which zone these times are of.
    const again = await settled(importId);
    expect(again.asks.map((one) => [one.why, one.answer?.is ?? null])).toEqual([
      [['format'], 'import'],
      [['zone'], null],
    ]);
    expect((await answer({ is: 'import', sha256, format: null, zone: 'Asia/Tokyo' })).status).toBe(200);
    expect(await settled(importId)).toMatchObject({ state: 'done', sums: { files: 1, parsed: 2 } });
    const { lines } = await behind({ behind: { of: 'source', table: 'flow', dataset: 'csv' }, since: null, until: null });
    expect(lines[0]).toMatchObject({ at: '2026-11-10T03:00:00Z', zoneOrigin: 'declared' });
    expect((await deskKinds()).filter((kind) => kind === 'hunt.format-chosen')).toHaveLength(2);
  });

  it('a line that nothing reads is taught: seen on its first lines, then imported', async () => {
    const odd = ['02:03', '02:04', '02:05'].map((at, of) => `GW9 <2026-11-10 ${at}:00 UTC> permit 10.0.0.${of}->203.0.113.9#443`);
    const importId = await upload('gw9.log', [...odd, 'GW9 restarted', ''].join('\n'));
    const asking = await settled(importId);
    const sha256 = asking.asks[0]?.sha256 ?? '';
    const tried = async (line: string) => {
      const format = { id: `line:${line}`, table: 'flow' };
      return responder().post(`/api/v1/logs/imports/${importId}/preview`, { sha256, format, zone: null });
    };
    expect(previewSchema.parse((await tried('GW9 <{when}> {_}')).json)).toMatchObject({
      fault: { en: 'There is no column "when".' },
      lines: [],
    });
    const taught = 'GW9 <{@timestamp}> {event.action} {source.ip}->{destination.ip}#{destination.port}';
    const { fault, lines } = previewSchema.parse((await tried(taught)).json);
    expect(fault).toBeNull();
    expect(lines.map(({ line, reject }) => [line, reject === ''])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, false],
    ]);
    expect(lines[0]?.columns).toEqual(expect.arrayContaining([{ name: 'destination.ip', value: '203.0.113.9' }]));
    expect((await settled(importId)).sums, 'nothing was imported').toMatchObject({ files: 0 });
    const auditor = held.auditor as Visitor;
    const body = { sha256, format: { id: `line:${taught}`, table: 'flow' }, zone: null };
    expect((await auditor.post(`/api/v1/logs/imports/${importId}/preview`, body)).status).toBe(403);

    const answered = await responder().post(`/api/v1/logs/imports/${importId}/answer`, { is: 'import', ...body, sha256: [sha256] });
    expect(answered.status).toBe(200);
    expect(await settled(importId)).toMatchObject({
      state: 'done',
      sums: { files: 1, parsed: 3, rejected: 1 },
      files: [{ format: `line:${taught}` }],
    });
  });

  it('what a person leaves out never counts, and an import can be cancelled', async () => {
    const importId = await upload('notes.txt', 'just some words\nand others\n');
    const asking = await settled(importId);
    const left = await responder().post(`/api/v1/logs/imports/${importId}/answer`, { is: 'leave', sha256: [asking.asks[0]?.sha256] });
    expect(importSchema.parse(left.json)).toMatchObject({ state: 'done', sums: { files: 0 } });
    const begun = importSchema.parse((await announce('half.log', 100)).json).importId;
    expect(importSchema.parse((await responder().post(`/api/v1/logs/imports/${begun}/cancel`)).json).state).toBe('cancelled');
    expect(codeOf(await piece(begun, 0, 'x'))).toBe('hunt.import-not-so');
  });

  it('watches only folders inside what the operator allows', async () => {
    const add = (path: string) => responder().post('/api/v1/logs/folders', { path });
    for (const path of [
      '/etc',
      join(files, 'secret'),
      join(files, 'allowed', 'door'),
      join(files, 'allowed', '..', 'secret'),
      'allowed',
      `${files}/allowed\u0000`,
    ])
      expect(codeOf(await add(path)), path).toBe('hunt.folder-not-allowed');
    expect(codeOf(await add(join(files, 'allowed', 'nowhere')))).toBe('hunt.folder-missing');
    expect((await add(join(files, 'allowed', 'proxy'))).status).toBe(201);
    expect(codeOf(await add(join(files, 'allowed', 'proxy')))).toBe('hunt.folder-watched');
    const { roots, folders } = (await responder().get('/api/v1/logs/folders')).json as { roots: string[]; folders: { folderId: string }[] };
    expect([roots, folders.length]).toEqual([[join(files, 'allowed')], 1]);
    expect((await deskKinds()).at(-1)).toBe('hunt.folder-watched');
  });

  it('takes what is put into a watched folder, follows no link there, and stops when told to', { timeout: 60_000 }, async () => {
    const folder = join(files, 'allowed', 'proxy');
    const old = new Date(Date.parse(desk().clock.now()) - 600_000);
    writeFileSync(join(folder, 'access.log'), `${line(1, '10.0.0.9', 'GET /watched')}\n`);
    utimesSync(join(folder, 'access.log'), old, old);
    writeFileSync(join(files, 'secret', 'passwords'), 'secret\n');
    symlinkSync(join(files, 'secret', 'passwords'), join(folder, 'link.log'));
    await held.services[0]?.stop();
    await held.services[0]?.start();
    const taken = async () =>
      importsSchema.parse((await responder().get('/api/v1/logs/imports')).json).imports.find((one) => one.origin === 'folder');
    await until(async () => (await taken()) !== undefined);
    const job = await settled((await taken())?.importId ?? '');
    expect(job).toMatchObject({ state: 'done', by: null, items: 1, sums: { files: 1, lines: 1 } });
    expect((await behind({ behind: { of: 'claim', path: '/watched', pick: 'requests' }, since: null, until: null })).total).toBe(1);
    expect((await responder().call('DELETE', '/api/v1/logs/folders/W-1')).status).toBe(204);
    expect((await deskKinds()).at(-1)).toBe('hunt.folder-left');
    expect(desk().reported).toEqual([]);
  });
});
