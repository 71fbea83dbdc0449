// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { createGrouped } from './grouped.ts';

describe('kernel/grouped', () => {
  it('works on what waits together, and answers each with its own', async () => {
    const sizes: number[] = [];
    const double = createGrouped<number, number>(async (items) => {
      sizes.push(items.length);
      await Promise.resolve();
      return items.map((item) => item * 2);
    }, 4);
    expect(await Promise.all([1, 2, 3, 4, 5, 6].map((item) => double(item)))).toEqual([2, 4, 6, 8, 10, 12]);
    expect(sizes).toEqual([1, 4, 1]);
  });

  it('lets only the one suffer that spoiled its group', async () => {
    const fussy = createGrouped<number, number>(async (items) => {
      await Promise.resolve();
      if (items.includes(3)) throw new Error('three');
      return [...items];
    }, 10);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map((item) => fussy(item)));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await fussy(5)).toBe(5);
  });

  it('waits for company no longer than until it is full', async () => {
    const sizes: number[] = [];
    const count = createGrouped<number, number>(
      async (items) => {
        sizes.push(items.length);
        await Promise.resolve();
        return [...items];
      },
      3,
      60_000,
    );
    await Promise.all([1, 2, 3].map((item) => count(item)));
    expect(sizes).toEqual([3]);
  });
});
