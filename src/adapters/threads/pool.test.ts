// SPDX-License-Identifier: Apache-2.0
import { afterAll, describe, expect, it } from 'vitest';
import { threadPool } from './pool.ts';

describe('adapters/threads/pool', () => {
  const pool = threadPool({
    module: new URL('../../../test/support/thread-works.ts', import.meta.url),
    data: {},
    threads: 2,
    lanes: { slow: 1 },
    heapMb: 32,
    worksPerThread: 3,
  });
  afterAll(() => pool.stop());
  const run = (name: string, work: unknown = null, millis = 20_000, lane = 'quick') => pool.run({ name, lane, work, millis });

  it('answers, and goes on after a piece of work that throws', async () => {
    expect(await run('throw')).toEqual({ is: 'failed', why: 'Error: planted' });
    expect(await run('double', 21)).toEqual({ is: 'done', answer: 42 });
    expect(await run('unknown')).toMatchObject({ is: 'failed' });
  });

  it('ends what runs too long, while this thread and the other work go on', async () => {
    const beats = { count: 0 };
    const timer = setInterval(() => {
      beats.count += 1;
    }, 10);
    const spinning = run('spin', null, 400, 'slow');
    const waiting = run('double', 1, 20_000, 'slow');
    expect(await run('double', 4)).toEqual({ is: 'done', answer: 8 });
    expect(await spinning).toEqual({ is: 'over', limit: 'time' });
    clearInterval(timer);
    expect(beats.count).toBeGreaterThan(5);
    expect(await waiting).toEqual({ is: 'done', answer: 2 });
  });

  it('ends what takes too much memory, and nothing else', async () => {
    expect(await run('fill', null, 60_000)).toEqual({ is: 'over', limit: 'memory' });
    expect(await run('double', 5)).toEqual({ is: 'done', answer: 10 });
  });

  it('says of work that was given up at the end that nothing was found out', async () => {
    const given = expect(run('spin', null, 60_000)).rejects.toThrow('closing');
    await pool.stop();
    await given;
    await expect(run('double', 1)).rejects.toThrow('closing');
  });
});
