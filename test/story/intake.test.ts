// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, RouteCall, RouteSpec, Upload } from '../../src/edge/route.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { wireIntake } from '../../src/wiring/intake.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'intake');
const WHO: Caller = { personId: 'P-1', name: '佐藤', roles: ['responder'], machine: false };

const file = (name: string): Upload => ({ fileName: name, contentType: 'message/rfc822', bytes: readFileSync(join(FIXTURES, name)) });

// oxlint-disable-next-line typescript/no-explicit-any -- what an answer holds is what the test is about
type Answer = Record<string, any>;
type Asked = { params?: unknown; query?: unknown; body?: unknown; uploads?: readonly Upload[]; lang?: 'ja' | 'en' };

describe('story/intake: the first report', () => {
  const held = { desk: null as TestDesk | null, routes: [] as readonly RouteSpec[] };
  const desk = (): TestDesk => held.desk as TestDesk;

  /** As the server does it: parse, handle, and only what the contract names comes out. */
  async function ask(method: string, path: string, asked: Asked = {}): Promise<Answer> {
    const spec = held.routes.find((each) => each.method === method && each.path === path) as RouteSpec;
    const call: RouteCall<unknown, unknown, unknown, unknown> = {
      params: await spec.params?.parseAsync(asked.params),
      query: await spec.query?.parseAsync(asked.query ?? {}),
      body: await spec.body?.parseAsync(asked.body),
      who: spec.access === 'public' ? null : WHO,
      lang: asked.lang ?? 'ja',
      ifMatch: null,
      uploads: asked.uploads ?? [],
      address: '203.0.113.9',
    };
    const reply = (await spec.handle(call)) as Answer;
    if ('problem' in reply) return { problem: reply['problem'].code };
    return typeof spec.response === 'string' ? reply : (spec.response.parse(reply['body']) as Answer);
  }

  beforeAll(async () => {
    held.desk = await openTestDesk();
    held.routes = wireIntake(desk().base).routes?.(desk()) ?? [];
  });
  afterAll(() => desk().close());

  it('a mail dropped on the desk becomes a case that says what is known', async () => {
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [file('report--white-hacker-iso-2022-jp.eml')] });
    expect(received).toMatchObject([
      {
        reportId: 'R-2026-00001',
        caseId: 'C-2026-0001',
        kind: 'report',
        subject: '御社サイトのCGIに脆弱性があります',
        from: '通りすがり <whitehat@provider.example.ne.jp>',
        again: false,
        charsetNotes: [],
      },
    ]);
    const view = await desk().journal.view('C-2026-0001' as CaseId);
    expect(view).toMatchObject({
      title: '御社サイトのCGIに脆弱性があります',
      parts: { intake: { reports: [{ reportId: 'R-2026-00001', state: 'new' }] } },
    });
    const [opened] = await desk().journal.entries('C-2026-0001' as CaseId, 0, 10);
    expect(opened?.actor).toEqual({ type: 'person', id: 'P-1', name: '佐藤' });
  });

  it('the same text in any charset reads the same, with a note where the mail did not tell the truth', async () => {
    for (const name of ['report--no-charset-iso-2022-jp.eml', 'report--shift-jis-that-says-utf-8.eml']) {
      const { received } = await ask('POST', '/api/v1/reports', { uploads: [file(name)] });
      const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: received[0].reportId } });
      expect(sheet['subject']).toBe('御社サイトのCGIに脆弱性があります');
      expect(sheet['text']).toContain('①入力した文字がそのまま画面に出ます。②他人の投稿を消せます。');
      expect(sheet['charsetNotes'].length).toBeGreaterThan(0);
    }
  });

  it('the second arrival is the same report, and both arrivals are kept', async () => {
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [file('report--white-hacker-iso-2022-jp.eml')] });
    expect(received).toMatchObject([{ reportId: 'R-2026-00001', again: true }]);
    const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: 'R-2026-00001' } });
    expect(sheet).toMatchObject({ arrivals: 2, readable: true, hasHtml: false, state: 'new' });
    expect(sheet['arrivalsList']).toHaveLength(2);
    const { raw } = await ask('GET', '/api/v1/reports/:reportId/raw', { params: { reportId: 'R-2026-00001' } });
    expect(Buffer.compare(raw, file('report--white-hacker-iso-2022-jp.eml').bytes)).toBe(0);
  });

  it('what came through a list is kept apart without a case until somebody raises it', async () => {
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [file('list--weakness-through-a-list.eml')] });
    const { reportId } = received[0];
    expect(received[0]).toMatchObject({ kind: 'list', caseId: null });
    const { caseId } = await ask('POST', '/api/v1/reports/:reportId/raise', {
      params: { reportId },
      body: { reason: '当社の掲示板のことを書いている' },
    });
    const view = await desk().journal.view(caseId as CaseId);
    expect(view?.parts.intake.reports).toMatchObject([{ reportId, kind: 'report', subject: '例のCGIの脆弱性について' }]);
    expect(await ask('POST', '/api/v1/reports/:reportId/raise', { params: { reportId }, body: { reason: 'x' } })).toEqual({
      problem: 'intake.has-a-case',
    });
    expect((await desk().journal.entries('desk', 0, 100)).map((entry) => entry.kind)).toEqual(['report.received', 'report.raised']);
  });

  it('a sealed mail waits for a person and says why', async () => {
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [file('needs-a-human--sealed.eml')] });
    expect(received[0]).toMatchObject({ kind: 'needs-a-human', caseId: expect.stringMatching(/^C-/) });
    const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: received[0].reportId } });
    expect(sheet).toMatchObject({ readable: false, kindReasons: ['needs-a-human: its content is encrypted or sealed'] });
    expect(sheet['attachments']).toHaveLength(2);
  });

  it('a call is written down by a named person, a stranger uses the form without a script', async () => {
    const call = await ask('POST', '/api/v1/reports/by-hand', {
      body: {
        channel: 'telephone',
        subject: '警備会社から電話',
        from: '田中 様 03-0000-0000',
        happenedAt: '2026-11-21T22:10:00+09:00',
        text: '不審な通信があるとのこと。',
      },
    });
    const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: call['reportId'] } });
    expect(sheet).toMatchObject({ channel: 'telephone', subject: '警備会社から電話', text: '不審な通信があるとのこと。' });
    expect(sheet['from']).toContain('田中 様 03-0000-0000');
    const page = await ask('GET', '/report', { lang: 'ja' });
    expect(page['raw']).toContain('受付番号');
    const empty = await ask('POST', '/report', { body: { subject: '', text: '何か', name: '', contact: '', website: '' } });
    expect(empty['raw']).toContain('まだ何も送られていません');
    const typed = { subject: '脆弱性の連絡', text: 'ページに他人の注文が出ます。', name: '', contact: 'a@example.com', website: '' };
    const receipt = await ask('POST', '/report', {
      body: typed,
      uploads: [{ fileName: '画面 1.png', contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) }],
    });
    const number = /R-2026-\d{5}/.exec(receipt['raw'])?.[0] ?? '';
    const form = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: number } });
    expect(form).toMatchObject({ channel: 'form', kind: 'report', attachments: [{ fileName: '画面 1.png', bytes: 3 }] });
    const trapped = await ask('POST', '/report', { body: { ...typed, website: 'http://spam' } });
    const spam = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: /R-2026-\d{5}/.exec(trapped['raw'])?.[0] } });
    expect(spam).toMatchObject({ kind: 'spam-folder', caseId: null });
  });

  it('is found by any part of its Japanese words, page by page, and has its own lifecycle', async () => {
    const found = await ask('GET', '/api/v1/reports', { query: { search: '他人の投稿', limit: '2' } });
    expect(found['items']).toHaveLength(2);
    const rest = await ask('GET', '/api/v1/reports', { query: { search: '他人の投稿', limit: '2', cursor: found['next'] } });
    expect(rest).toMatchObject({ items: [{ reportId: 'R-2026-00001' }], next: null });
    expect((await ask('GET', '/api/v1/reports', { query: { search: '%' } }))['items']).toEqual([]);
    const params = { reportId: 'R-2026-00001' };
    expect(await ask('POST', '/api/v1/reports/:reportId/state', { params, body: { state: 'open', reason: '佐藤が読む' } })).toMatchObject({
      state: 'open',
    });
    expect(await ask('POST', '/api/v1/reports/:reportId/state', { params, body: { state: 'open', reason: '' } })).toEqual({
      problem: 'intake.already-so',
    });
    expect(await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: 'R-2026-99999' } })).toEqual({
      problem: 'intake.no-such-report',
    });
  });

  it('shows an HTML body under a policy that lets nothing run or load', async () => {
    const bytes = Buffer.from(
      'From: a@example.com\r\nSubject: html\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p onclick=x>本文<img src=http://t.example/1.gif></p><script>1</script>',
    );
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [{ fileName: 'html.eml', contentType: '', bytes }] });
    const page = await ask('GET', '/api/v1/reports/:reportId/html', { params: { reportId: received[0].reportId } });
    expect(page['headers']['content-security-policy']).toMatch(/default-src 'none'.*sandbox$/);
    expect(page['raw']).toContain('<p>本文');
    expect(page['raw']).not.toMatch(/<script|onclick|http:\/\/t\.example/);
  });
});
