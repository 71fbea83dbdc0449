// SPDX-License-Identifier: Apache-2.0
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/adapters/system/system.ts';
import { smallPage } from '../../src/common/page/small-page.ts';
import type { Visitor } from '../support/browser-like.ts';
import { routesOfEveryPart } from '../support/every-part.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const codeOf = (text: string): string => (JSON.parse(text) as { code: string }).code;

describe('integration/server-hostile', () => {
  const held: { desk?: ServedDesk; responder?: Visitor } = {};
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: routesOfEveryPart });
    held.responder = await signedIn(desk(), ['responder']);
  });
  afterAll(() => held.desk?.close());

  it('answers an upload that is cut off with 400, on every route that takes one, and reports no bug', async () => {
    const cookie = [...responder().cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const bodies = [
      '--x\r\ncontent-disposition: form-data; name="file"; filename="a.eml"\r\n\r\nSubject: a',
      '--x\r\ncontent-disposition: form-data; name="text"\r\n\r\nhalf a fie',
      '--x\r\ncontent-dispos',
      'no boundary at all',
      '',
    ];
    const seen = new Map<string, number[]>();
    for (const path of ['/report', ...uploadPaths(desk())]) {
      for (const body of bodies) {
        const { status } = await send(desk().url, path, { cookie, 'content-type': 'multipart/form-data; boundary=x' }, body);
        seen.set(path, [...(seen.get(path) ?? []), status]);
      }
    }

    expect(
      [...seen].flatMap(([path, statuses]) => statuses.filter((status) => status >= 500).map((status) => `${path} ${status}`)),
    ).toEqual([]);
    expect(seen.size).toBeGreaterThan(5);
    expect(desk().reported).toEqual([]);
  });

  it('takes text that the database cannot hold for a fault of the caller', async () => {
    const manager = await signedIn(desk(), ['manager']);
    const answers = [
      await manager.post('/api/v1/hunt/rules/remove', { names: ['a\u0000b'] }),
      await manager.get(`/api/v1/cases?search=${encodeURIComponent('a\u0000b')}`),
      await manager.get(`/api/v1/reports?search=${encodeURIComponent('a\u0000b')}`),
      await manager.get(`/api/v1/people?search=${encodeURIComponent('a\u0000b')}`),
    ];

    expect(answers.map((one) => one.status).filter((status) => status >= 500)).toEqual([]);
    expect(desk().reported).toEqual([]);
  });

  it('takes a place in a list that no row can have for a fault of the caller', async () => {
    const auditor = await signedIn(desk(), ['auditor']);
    for (const after of ['2147483648', '9007199254740992', '1e300', '-1', 'NaN'])
      expect([after, (await auditor.get(`/api/v1/desk/entries?after=${after}`)).status]).toEqual([after, 422]);
    expect((await auditor.get('/api/v1/desk/entries?after=2147483647')).json).toEqual({ items: [], next: null });
    expect(desk().reported).toEqual([]);
  });

  it('answers what is no HTTP with the three sentences and its headers', async () => {
    const garbage = await rawAnswer(desk().url, 'NONSENSE\r\n\r\n');
    const large = await rawAnswer(desk().url, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`);

    expect(garbage).toMatch(/^HTTP\/1\.1 400 /);
    expect(large).toMatch(/^HTTP\/1\.1 431 /);
    for (const answer of [garbage, large]) {
      expect(answer).toContain('x-content-type-options: nosniff');
      expect(codeOf(answer.split('\r\n\r\n')[1] ?? '')).toMatch(/^(bad-request|too-large)$/);
    }
  });

  it('answers somebody in front of a page with a page, a program with JSON', async () => {
    const page = await send(
      desk().url,
      '/staff/nothing',
      { accept: 'text/html', origin: 'null', 'content-type': 'application/x-www-form-urlencoded' },
      'answer=got-it',
    );
    const program = await send(
      desk().url,
      '/api/v1/setup',
      { accept: 'text/html', origin: 'https://evil.example', 'content-type': 'application/json' },
      '{}',
    );

    expect([page.status, page.type]).toEqual([403, 'text/html; charset=utf-8']);
    expect(page.text).toMatch(/<h1>/);
    expect([program.status, program.type]).toEqual([403, 'application/problem+json; charset=utf-8']);
  });

  it('lets a staff page’s own form come back on a plain http name, where browsers send no Sec-Fetch-Site', async () => {
    // What a browser sends there is ruled by the page's own referrer policy: under no-referrer it is `Origin: null`.
    const policies = new Set<string>();
    policies.add((await responder().get('/report')).headers.get('referrer-policy') ?? '');
    policies.add(smallPage(sha256, { lang: 'ja', title: '', body: '' }).headers['referrer-policy']);
    const back = await send(
      desk().url,
      '/staff/nothing',
      { origin: desk().url, 'content-type': 'application/x-www-form-urlencoded' },
      'answer=got-it',
    );

    expect([...policies]).toEqual(['same-origin']);
    expect(back.status).toBe(404);
  });

  it('does not hold a range of every address to be harmless', async () => {
    const everything = ['0.0.0.0/0', '::/0', '0.0.0.0/1', '2000::/3'];
    const answers = [];
    for (const range of everything) answers.push(await responder().post('/api/v1/hunt/allowed', { add: range, remove: [], why: 'x' }));

    expect(answers.map((one) => codeOf(one.text))).toEqual(everything.map(() => 'hunt.allowed-everything'));
    expect((await responder().post('/api/v1/hunt/allowed', { add: '10.0.0.0/8', remove: [], why: 'x' })).status).toBe(200);
  });
});

/** Addresses that take files, from the desk's own OpenAPI page. */
function uploadPaths(desk: ServedDesk): readonly string[] {
  return desk.server.table
    .filter(({ method, path }) => method === 'POST' && path.startsWith('/api/v1/'))
    .map(({ path }) => path.replace(':caseId', 'C-2026-0001').replaceAll(/:[A-Za-z]+/g, 'nothing'));
}

function send(
  url: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; type: string; text: string }> {
  const { hostname, port, origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const going = request(
      { hostname, port, path, method: 'POST', headers: { origin, 'content-length': Buffer.byteLength(body), ...headers } },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    going.once('error', reject);
    going.end(body);
  });
}

function rawAnswer(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (piece: Buffer) => pieces.push(piece));
    socket.once('close', () => resolve(Buffer.concat(pieces).toString()));
    socket.once('error', reject);
  });
}
