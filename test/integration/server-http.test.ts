// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { route } from '../../src/edge/route.ts';
import type { RouteSpec } from '../../src/edge/route.ts';
import type { Visitor } from '../support/browser-like.ts';
import { visitor } from '../support/browser-like.ts';
import { addressOf, PASSWORD, signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const codeOf = (answer: { readonly json: unknown }): string => (answer.json as { code: string }).code;

const nonceOf = (page: { readonly text: string }): string => /content="([^"]+)"/.exec(page.text)?.[1] ?? '';

describe('integration/server-http', () => {
  const held: { desk?: ServedDesk; responder?: Visitor; web?: string; caseId?: string } = {};
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;
  const casePath = () => `/api/v1/cases/${held.caseId ?? ''}`;

  const change = (headers: Record<string, string>) => rawRequest(desk().url, responder(), `${casePath()}/entries`, headers);
  const send = (files: readonly Uint8Array[], headers: Record<string, string> = {}) => {
    const form = new FormData();
    form.set('note', 'メモ');
    for (const [index, bytes] of files.entries()) form.append('file', new Blob([bytes as BlobPart]), `f${index}.eml`);
    return responder().call('POST', '/api/v1/trial/upload', form, headers);
  };
  const raw = (body: string, type: string) =>
    responder().call('POST', `${casePath()}/entries`, new TextEncoder().encode(body), { 'content-type': type });

  beforeAll(async () => {
    held.web = await mkdtemp(join(tmpdir(), 'matoi-web-'));
    await mkdir(join(held.web, 'assets'));
    await writeFile(join(held.web, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>Matoi</title>');
    await writeFile(join(held.web, 'assets', 'a-1.js'), 'export {};');
    held.desk = await serveDesk({ webFolder: held.web, routes: () => trialRoutes });
    held.responder = await signedIn(desk(), ['responder']);
    const opened = await desk().journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: '不審な通信', reportId: null } }]),
    );
    held.caseId = opened.caseId;
  });
  afterAll(async () => {
    await held.desk?.close();
    if (held.web !== undefined) await rm(held.web, { recursive: true });
  });

  describe('problems (RFC 9457)', () => {
    it('name each wrong field by its pointer, in both languages', async () => {
      const answer = await responder().post(
        `${casePath()}/entries`,
        { do: 'rate', severity: 'terrible', urgency: 'now', tlp: 'RED', reason: '' },
        { 'if-match': '"1"' },
      );

      expect([answer.status, codeOf(answer), answer.headers.get('content-type')]).toEqual([
        422,
        'not-valid',
        'application/problem+json; charset=utf-8',
      ]);
      const { errors, type, instance } = answer.json as {
        errors: { pointer: string; what: { ja: string; en: string } }[];
        type: string;
        instance: string;
      };
      expect(type).toBe('urn:matoi:problem:not-valid');
      expect(instance).toBe(`urn:matoi:request:${answer.headers.get('x-request-id')}`);
      expect(errors).toEqual([
        { in: 'body', pointer: '#/severity', what: { ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringMatching(/^Invalid/) } },
      ]);
    });

    it('speak the language that was asked for', async () => {
      const english = await responder().get('/api/v1/nothing', { 'accept-language': 'en-GB,en;q=0.9,ja;q=0.5' });
      const japanese = await responder().get('/api/v1/nothing', { 'accept-language': 'fr' });

      expect(english.json).toMatchObject({ title: 'There is nothing at this address.', status: 404 });
      expect(japanese.json).toMatchObject({ title: '指定されたものは見つかりません。' });
    });

    it('tell malformed JSON, a foreign body type and a body that is too large apart', async () => {
      expect(await raw('{"do":', 'application/json').then((one) => [one.status, codeOf(one)])).toEqual([400, 'malformed-json']);
      expect(await raw('{"__proto__":{"a":1}}', 'application/json').then((one) => one.status)).toBe(400);
      expect(await raw('do=note', 'text/plain').then((one) => [one.status, codeOf(one)])).toEqual([415, 'media-type']);
      expect(await raw(`"${'x'.repeat(1_100_000)}"`, 'application/json').then((one) => [one.status, codeOf(one)])).toEqual([
        413,
        'too-large',
      ]);
    });

    it('keep a bug’s message and stack inside', async () => {
      const before = desk().reported.length;
      const answer = await responder().post('/api/v1/trial/bug', {});

      expect([answer.status, codeOf(answer)]).toEqual([500, 'unexpected']);
      expect(answer.text).not.toMatch(/secret detail|\.ts:|at /);
      expect(desk().reported.length).toBe(before + 1);
    });

    it('strip from an answer what the contract does not name', async () => {
      const answer = await responder().get('/api/v1/trial/leak');

      expect(answer.json).toEqual({ shown: 'yes' });
    });
  });

  describe('versions', () => {
    it('refuse a change made from an older state, with both numbers', async () => {
      const sheet = await responder().get(casePath());
      const tag = sheet.headers.get('etag') ?? '';
      const rated = { do: 'rate', severity: 'high', urgency: 'now', tlp: 'RED', reason: '外部への通信が続いている' };
      expect((await responder().post(`${casePath()}/entries`, rated, { 'if-match': tag })).status).toBe(200);

      const late = await responder().post(`${casePath()}/entries`, rated, { 'if-match': tag });

      expect([late.status, codeOf(late)]).toEqual([412, 'stale']);
      expect((late.json as { facts: unknown }).facts).toEqual({
        expected: Number(tag.replaceAll('"', '')),
        actual: Number(tag.replaceAll('"', '')) + 1,
      });
      const blind = await responder().post(`${casePath()}/entries`, rated);
      expect([blind.status, codeOf(blind)]).toEqual([428, 'journal.sequence-needed']);
    });

    it('go compressed to who accepts it, short ones and those with a cookie as they are', async () => {
      const [asked, plain] = [{ 'accept-encoding': 'gzip' }, { 'accept-encoding': 'identity' }];
      const [long, same] = [await responder().get('/api/v1/openapi.json', asked), await responder().get('/api/v1/openapi.json', plain)];
      const short = await responder().get('/api/v1/nothing-there', { ...asked, accept: 'application/json' });
      const entering = await responder().post(
        '/api/v1/auth/sign-in/email',
        { email: 'nobody@example.jp', password: 'x'.repeat(2000) },
        asked,
      );

      expect([long.headers.get('content-encoding'), long.headers.get('vary')]).toEqual(['gzip', 'accept-encoding']);
      expect(same.headers.get('content-encoding')).toBeNull();
      expect(same.json).toEqual(long.json);
      expect([short.headers.get('content-encoding'), entering.headers.get('content-encoding')]).toEqual([null, null]);
    });

    it('answer 304 to who has the latest state', async () => {
      const tag = (await responder().get(casePath())).headers.get('etag') ?? '';

      expect((await responder().get(casePath(), { 'if-none-match': tag })).status).toBe(304);
    });
  });

  describe('other sites', () => {
    it('cannot make a signed-in browser change anything', async () => {
      expect(await change({ origin: 'https://evil.example' })).toBe('403 foreign-origin');
      expect(await change({ origin: 'null' })).toBe('403 foreign-origin');
      expect(await change({ 'sec-fetch-site': 'cross-site' })).toBe('403 foreign-origin');
      expect(await change({ 'sec-fetch-site': 'same-site' })).toBe('403 foreign-origin');
      expect(await change({})).toBe('403 foreign-origin');
    });

    it('while the desk’s own page can', async () => {
      expect(await change({ origin: desk().url })).toBe('422 not-valid');
      expect(await change({ 'sec-fetch-site': 'same-origin' })).toBe('422 not-valid');
    });

    it('cannot reach the desk under a name of theirs (DNS rebinding)', async () => {
      expect(await change({ host: 'evil.example', origin: 'http://evil.example' })).toBe('421 unknown-host');
    });

    it('cannot sign a visitor in as somebody else', async () => {
      const answer = await visitor(desk().url).post(
        '/api/auth/sign-in/email',
        { email: addressOf('responder'), password: PASSWORD },
        { origin: 'https://evil.example' },
      );

      expect([answer.status, codeOf(answer)]).toEqual([403, 'foreign-origin']);
    });
  });

  describe('pages', () => {
    it('come with a policy without inline scripts and styles, and a fresh nonce each time', async () => {
      const first = await visitor(desk().url).get('/');
      const second = await visitor(desk().url).get('/cases/C-2026-0001', { accept: 'text/html' });

      const policy = first.headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w+/=]{24}'/);
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toContain('unsafe');
      expect(policy).toContain(nonceOf(first));
      expect(nonceOf(second)).not.toBe(nonceOf(first));
      expect(first.headers.get('x-content-type-options')).toBe('nosniff');
      expect(first.headers.get('referrer-policy')).toBe('same-origin');
    });

    it('are cached by name, and nothing outside their folder is served', async () => {
      const browser = visitor(desk().url);

      expect((await browser.get('/assets/a-1.js')).headers.get('cache-control')).toContain('immutable');
      for (const path of ['/assets/../../etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/none.js'])
        expect((await browser.get(path, { accept: 'text/html' })).text).not.toContain('root:');
      expect((await browser.get('/assets/none.js', { accept: 'text/html' })).status).toBe(404);
      expect((await browser.get('/api/v1/none', { accept: 'text/html' })).status).toBe(404);
    });
  });

  describe('uploads', () => {
    it('arrive whole, with their names and fields', async () => {
      const answer = await send([new Uint8Array([0, 1, 2, 255])]);

      expect(answer.json).toEqual({ note: 'メモ', files: [{ name: 'f0.eml', bytes: [0, 1, 2, 255] }] });
    });

    it('are refused beyond their bounds', async () => {
      expect(codeOf(await send([new Uint8Array(2000)]))).toBe('too-large');
      expect(codeOf(await send([new Uint8Array(1), new Uint8Array(1), new Uint8Array(1)]))).toBe('too-large');
    });

    it('are refused where no route wants them', async () => {
      const form = new FormData();
      form.set('file', new Blob(['x']), 'x.eml');

      expect(codeOf(await responder().call('POST', `${casePath()}/entries`, form))).toBe('media-type');
    });
  });

  describe('trace of reads', () => {
    it('is left by each read of a case, and by none that was refused', async () => {
      // The case of the other stories is by now for the people of the case alone.
      const other = await desk().journal.write((writing) =>
        writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: '別の通報', reportId: null } }]),
      );
      const path = `/api/v1/cases/${other.caseId}`;
      const auditor = await signedIn(desk(), ['auditor']);
      const reader = await signedIn(desk(), ['manager']);
      await reader.get(path);
      await reader.get(`${path}/entries`);
      await reader.get('/api/v1/cases/C-2026-9999');
      await visitor(desk().url).get(path);

      const { items } = (await auditor.get(`${path}/reads?limit=1000`)).json as { items: { personId: string; route: string }[] };
      const byReader = items.filter((one) => one.personId === reader.personId).map((one) => one.route);
      expect(byReader.toSorted()).toEqual(['GET /api/v1/cases/:caseId', 'GET /api/v1/cases/:caseId/entries']);
    });
  });

  it('describes itself in OpenAPI 3.1, every route of it', async () => {
    const page = (await responder().get('/api/v1/openapi.json')).json as {
      openapi: string;
      paths: Record<string, Record<string, unknown>>;
    };
    const described = Object.entries(page.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const mounted = desk()
      .server.table.filter(
        (one) => /^\/(?:api\/v1|invited|guest)\//.test(one.path) && !['/api/v1/events', '/api/v1/openapi.json'].includes(one.path),
      )
      .map((one) => `${one.method} ${one.path.replaceAll(/:(\w+)/g, '{$1}')}`);

    expect(page.openapi).toBe('3.1.0');
    expect(described.toSorted()).toEqual(mounted.toSorted());
    const operations = Object.values(page.paths).flatMap((methods) => Object.values(methods) as { operationId: string; tags: string[] }[]);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    expect(operations.every((one) => /^[a-z]+[A-Za-z0-9]*$/.test(one.operationId) && one.tags.length === 1)).toBe(true);
  });

  it('shows the same to people as a page without a script, in both languages, to whoever is signed in', async () => {
    const routes = desk().server.table.filter(({ path }) => path.startsWith('/api/v1/cases') || path.startsWith('/api/v1/trial'));
    for (const [lang, may] of [
      ['ja', '対応者'],
      ['en', 'responder'],
    ] as const) {
      const page = await responder().get(`/api?lang=${lang}`);
      expect([page.status, page.text.includes('<script')]).toEqual([200, false]);
      for (const { method, path } of routes) expect(page.text).toContain(`<code>${method} ${path}</code>`);
      expect(page.text.split('/api/v1/trial/upload</code>')[1]?.split('<dt>')[0]).toContain(may);
    }
    const stranger = visitor(desk().url);
    expect((await stranger.get('/api')).status).toBe(401);
    expect((await stranger.get('/api', { accept: 'text/html,*/*;q=0.8' })).status).toBe(303);
  });
});

const trialRoutes: readonly RouteSpec[] = [
  route({
    method: 'POST',
    path: '/api/v1/trial/bug',
    summary: { ja: '試験', en: 'trial' },
    access: ['responder'],
    response: 'none',
    handle: () => Promise.reject(new Error('secret detail')),
  }),
  route({
    method: 'GET',
    path: '/api/v1/trial/leak',
    summary: { ja: '試験', en: 'trial' },
    access: ['responder'],
    response: z.object({ shown: z.string() }),
    handle: async () => ({ status: 200, body: { shown: 'yes', passwordHash: 'no' } as { shown: string } }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/trial/upload',
    summary: { ja: '試験', en: 'trial' },
    access: ['responder'],
    body: z.object({ note: z.string() }),
    upload: { maxFiles: 2, maxBytes: 1000 },
    response: z.object({ note: z.string(), files: z.array(z.object({ name: z.string(), bytes: z.array(z.int()) })) }),
    handle: async ({ body, uploads }) => ({
      status: 200,
      body: { note: body.note, files: uploads.map((file) => ({ name: file.fileName, bytes: [...file.bytes] })) },
    }),
  }),
];

/** fetch() writes its own Host and Sec-Fetch headers; an attacker's program does not. */
function rawRequest(url: string, who: Visitor, path: string, headers: Record<string, string>): Promise<string> {
  const { hostname, port } = new URL(url);
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, path, method: 'POST', headers: { cookie, 'content-type': 'application/json', ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () =>
          resolve(`${response.statusCode} ${(JSON.parse(Buffer.concat(pieces).toString()) as { code: string }).code}`),
        );
      },
    );
    sent.on('error', reject);
    sent.end('{}');
  });
}
