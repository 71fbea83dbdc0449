// SPDX-License-Identifier: Apache-2.0
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { fetchAnswer } from './http.ts';
import { waitBefore } from './live.ts';
import { ApiError } from './problem.ts';

const shape = z.object({ seq: z.number() });
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
  const error: unknown = await fetchAnswer(shape, '/api/v1/x').then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof ApiError)) throw new Error('no ApiError');
  return error;
}

describe('web/api/http', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('gives the parsed value and the ETag without its quotes', async () => {
    answer({ seq: 4, more: true }, { status: 200, headers: { etag: 'W/"4"' } });
    expect(await fetchAnswer(shape, '/api/v1/x')).toEqual({ value: { seq: 4 }, etag: '4' });
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
