// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller, RouteCall, RouteSpec, Upload } from '../../src/edge/route.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { wireIntake } from '../../src/wiring/intake.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'intake');
const WHO: Caller = { personId: 'P-1', name: '佐藤', roles: ['responder'], machine: false };

const file = (name: string): Upload => ({ fileName: name, contentType: 'message/rfc822', bytes: readFileSync(join(FIXTURES, name)) });

// oxlint-disable-next-line typescript/no-explicit-any -- what an answer holds is what the test is about
type Answer = Record<string, any>;
type Asked = { params?: unknown; query?: unknown; body?: unknown; uploads?: readonly Upload[]; lang?: 'ja' | 'en'; ifMatch?: string };

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
      ifMatch: asked.ifMatch ?? null,
      uploads: asked.uploads ?? [],
      apart: readApart,
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
    const inbox = await ask('GET', '/api/v1/reports', { query: { limit: 50, standing: 'case' } });
    expect(inbox['apart']).toEqual([{ kind: 'list', count: 1 }]);
    const speaking = { limit: 50, state: 'new', standing: 'apart', speaks: 'true' };
    const onNow = async () => (await ask('GET', '/api/v1/reports', { query: speaking }))['items'];
    expect(await onNow()).toMatchObject([{ reportId, kind: 'list', why: expect.stringMatching(/^list\./) }]);
    const { caseId } = await ask('POST', '/api/v1/reports/:reportId/raise', {
      params: { reportId },
      body: { reason: '当社の掲示板のことを書いている' },
    });
    const view = await desk().journal.view(caseId as CaseId);
    expect(view?.parts.intake.reports).toMatchObject([{ reportId, kind: 'report', subject: '例のCGIの脆弱性について' }]);
    expect(await onNow()).toEqual([]);
    expect(await ask('POST', '/api/v1/reports/:reportId/raise', { params: { reportId }, body: { reason: 'x' } })).toEqual({
      problem: 'intake.has-a-case',
    });
    expect((await desk().journal.entries('desk', 0, 100)).map((entry) => entry.kind)).toEqual(['report.received', 'report.raised']);
  });

  it('copies of one mail that are dropped at one go are one report with its arrivals, each copy kept', async () => {
    const mail = (way: string) =>
      `Received: by ${way}.example; Fri, 27 Nov 2026 10:00:00 +0900\r\nFrom: x@stranger.example\r\nMessage-ID: <one@stranger.example>\r\nSubject: notice\r\n\r\nYour shop has a hole.\r\n`;
    const upload = (name: string, text: string): Upload => ({ fileName: name, contentType: 'message/rfc822', bytes: Buffer.from(text) });
    const forward = `From: ito@corp.example\r\nMessage-ID: <f1@corp.example>\r\nSubject: FW\r\nContent-Type: multipart/mixed; boundary=k\r\n\r\n--k\r\n\r\nsee\r\n--k\r\nContent-Type: message/rfc822\r\n\r\n${mail('c')}--k--\r\n`;
    const other = mail('d').replace('one@', 'two@');
    const uploads = [upload('a.eml', mail('a')), upload('b.eml', mail('b')), upload('c.eml', forward), upload('d.eml', other)];
    const { received } = await ask('POST', '/api/v1/reports', { uploads });
    const ids = received.map((line: { reportId: string }) => line.reportId);
    expect(ids.map((id: string) => id === ids[0])).toEqual([true, true, true, false]);
    expect(received.map((line: { again: boolean }) => line.again)).toEqual([false, true, true, false]);
    const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: ids[0] } });
    expect(sheet['arrivalsList'].map((one: { mailbox: string }) => one.mailbox)).toEqual(['a.eml', 'b.eml', 'c.eml']);
    const again = (await desk().journal.entries(received[0].caseId, 0, 100)).filter(({ kind }) => kind === 'report.arrived-again');
    const kept = await Promise.all(again.map(({ body }) => desk().blobs.get((body as unknown as { raw: Sha256 }).raw)));
    expect(kept.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual([mail('b'), forward]);
  });

  it('a group that people name as a way in brings reports, and the change has an entry', async () => {
    const before = await ask('GET', '/api/v1/intake/known-ways', {});
    expect(before).toMatchObject({ ways: [] });
    const way = { kind: 'group', name: '窓口', mark: 'watch.lists.example.net' };
    expect(await ask('PUT', '/api/v1/intake/known-ways', { body: { ways: [way] }, ifMatch: '0' })).toEqual({
      problem: 'intake.ways-changed',
    });
    expect(await ask('PUT', '/api/v1/intake/known-ways', { body: { ways: [way] }, ifMatch: '1' })).toMatchObject({ ways: [way] });
    const entries = await desk().journal.entries('desk', 0, 100);
    expect(entries.at(-1)).toMatchObject({ kind: 'report.ways-set', body: { ways: [way] } });
    const bytes = Buffer.from(
      'From: a@b.example\r\nTo: x@y.example\r\nList-Id: <watch.lists.example.net>\r\nSubject: hello\r\n\r\nsomething\r\n',
    );
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [{ fileName: 'a.eml', contentType: 'message/rfc822', bytes }] });
    expect(received[0]).toMatchObject({ kind: 'report', caseId: expect.stringMatching(/^C-/) });
  });

  it('the same mail over a list of our own opens a case: the settings’ domains reach the way in', async () => {
    const own = await openTestDesk({ env: { MATOI_OWN_DOMAINS: 'example.org' } });
    const upload = wireIntake(own.base)
      .routes?.(own)
      .find(({ method, path }) => method === 'POST' && path === '/api/v1/reports') as RouteSpec;
    const uploads = [file('list--weakness-through-a-list.eml')];
    const call = {
      params: undefined,
      query: undefined,
      body: undefined,
      who: WHO,
      lang: 'ja',
      ifMatch: null,
      uploads,
      apart: readApart,
      address: '203.0.113.9',
    } as const;
    const reply = (await upload.handle(call)) as { readonly body: Answer };

    expect(reply.body['received']).toMatchObject([{ kind: 'report', caseId: 'C-2026-0001' }]);
    await own.close();
  });

  it('a sealed mail waits for a person and says why', async () => {
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [file('needs-a-human--sealed.eml')] });
    expect(received[0]).toMatchObject({ kind: 'needs-a-human', caseId: expect.stringMatching(/^C-/) });
    const sheet = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: received[0].reportId } });
    expect(sheet).toMatchObject({ readable: false, kindReasons: ['needs-a-human: its content is encrypted (OpenPGP)'] });
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
    const fax = await ask('POST', '/api/v1/reports/by-hand', {
      body: { channel: 'fax', subject: '取引先からFAX', from: '', happenedAt: null, reference: 'FAX-17', text: '別紙のとおり。' },
      uploads: [{ fileName: '別紙 1.pdf', contentType: 'application/pdf', bytes: Buffer.from('%PDF-1.4') }],
    });
    expect(await ask('GET', '/api/v1/reports/:reportId', { params: { reportId: fax['reportId'] } })).toMatchObject({
      channel: 'fax',
      headers: expect.arrayContaining([{ name: 'X-Matoi-Reference', value: 'FAX-17' }]),
      attachments: [{ fileName: '別紙 1.pdf', bytes: 8 }],
    });
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

  it('hands out an attachment by a name that nothing turns around, and never as what it claims to be', async () => {
    const name = encodeURIComponent('請求書\u202efdp.exe\u200b');
    const bytes = Buffer.from(
      `From: a@example.com\r\nSubject: turned\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename*=utf-8''${name}\r\n\r\n<p>x\r\n--b--\r\n`,
    );
    const { received } = await ask('POST', '/api/v1/reports', { uploads: [{ fileName: 'turned.eml', contentType: '', bytes }] });
    const { reportId } = received[0];
    const shown = await ask('GET', '/api/v1/reports/:reportId', { params: { reportId } });
    const index = shown['attachments'][0].index as number;
    const { headers, contentType } = await ask('GET', '/api/v1/reports/:reportId/attachments/:index', {
      params: { reportId, index: String(index) },
    });

    expect(decodeURIComponent(headers['content-disposition'])).toMatch(/^attachment; .*UTF-8''請求書fdp\.exe$/);
    expect(contentType).toBe('application/octet-stream');
  });
});
