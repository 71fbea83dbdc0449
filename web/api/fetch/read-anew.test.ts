// SPDX-License-Identifier: Apache-2.0
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { readAnew } from './read-anew.ts';

describe('web/api/fetch/read-anew', () => {
  /** Each reading waits until it is let through, and then answers with what was there when it began. */
  function desk() {
    const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } } });
    const waiting: (() => void)[] = [];
    const there = { rows: 1 };
    const observer = new QueryObserver(client, {
      queryKey: ['rows'],
      queryFn: async () => {
        const { rows } = there;
        await new Promise<void>((resolve) => waiting.push(resolve));
        return rows;
      },
    });
    const leave = observer.subscribe(() => undefined);
    const next = async () => {
      await vi.waitFor(() => expect(waiting).toHaveLength(1));
      waiting.shift()?.();
    };
    return { client, observer, there, leave, next };
  }

  it('reads once more what a first reading under way may have missed', async () => {
    const { client, observer, there, leave, next } = desk();
    there.rows = 2;
    readAnew(client, { queryKey: ['rows'] });
    await next();
    await next();
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(2));
    leave();
    client.clear();
  });

  it('reads again what was read before, and leaves the rest alone', async () => {
    const { client, observer, there, leave, next } = desk();
    await next();
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(1));
    there.rows = 2;
    readAnew(client, { queryKey: ['others'] });
    expect(observer.getCurrentResult().isFetching).toBe(false);
    readAnew(client, { queryKey: ['rows'] });
    await next();
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(2));
    leave();
    client.clear();
  });
});
