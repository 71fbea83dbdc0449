// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { get, post } from '../../../src/edge/endpoint.contract.ts';
import { ask, askWithTag } from './http.ts';
import { waitBefore } from '../live.ts';
import { ApiError } from './problem.ts';

const sheet = get('/api/v1/cases/:caseId', z.object({ seq: z.number() }));
const asked = { params: { caseId: 'C-1' } };
const problem = {
  type: 'urn:matoi:journal.moved-on',
  title: 'moved',
  status: 412,
  code: 'journal.moved-on',
  what: { ja: '何', en: 'what' },
  safe: { ja: '無事', en: 'safe' },
  next: { ja: '次', en: 'next' },
};

function answer(body: unknown, init: ResponseInit): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init)));
}

async function failure(): Promise<ApiError> {
  const error: unknown = await askWithTag(sheet, asked).then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ApiError)) throw new Error('no ApiError');
  return error;
}

describe('web/api/fetch/http', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('gives the parsed value and the ETag without its quotes', async () => {
    answer({ seq: 4, more: true }, { status: 200, headers: { etag: 'W/"4"' } });
    expect(await askWithTag(sheet, asked)).toEqual({ value: { seq: 4 }, etag: '4' });
  });

  it('asks the address of the endpoint by its method, and sends what goes along', async () => {
    const asked: [string, RequestInit][] = [];
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      asked.push([url, init]);
      return Promise.resolve(new Response(null, { status: 204 }));
    });
    const done = await ask(post('/api/v1/cases/:caseId/search', 'none'), {
      params: { caseId: 'C-1/..' },
      query: { after: 2, search: '' },
      json: { reason: '検証' },
      ifMatch: 7,
    });
    expect(done).toBeUndefined();
    const [[url, init]] = asked as [[string, RequestInit]];
    expect(url).toBe('/api/v1/cases/C-1%2F../search?after=2');
    expect(init).toMatchObject({ method: 'POST', body: '{"reason":"検証"}' });
    expect(new Headers(init.headers).get('if-match')).toBe('"7"');
  });

  it('hands on the server’s three sentences', async () => {
    answer(problem, { status: 412 });
    expect((await failure()).problem).toMatchObject({ code: 'journal.moved-on', status: 412, what: { en: 'what' } });
  });

  it('has three sentences of its own for an answer in another shape, for no JSON and for no connection', async () => {
    answer({ seq: 'four' }, { status: 200 });
    expect((await failure()).problem.code).toBe('unexpected-answer');
    answer('<html>gateway</html>', { status: 502 });
    expect((await failure()).problem).toMatchObject({ code: 'unexpected-answer', status: 502 });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    expect((await failure()).problem.code).toBe('desk-unreachable');
  });

  it('waits longer each time before it listens again, at most half a minute, and not all desks at once', () => {
    const longest = [0, 1, 2, 3, 4, 5, 50].map((attempt) => waitBefore(attempt, () => 1));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(waitBefore(0, () => 0)).toBe(500);
  });
});
