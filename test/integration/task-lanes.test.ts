// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkTasks, laneOf, outsideTasks } from '../../src/jobs/lanes.ts';
import type { Task } from '../../src/journal/task.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

describe('jobs/lanes', () => {
  const held = { desk: null as TestDesk | null };
  const desk = (): TestDesk => held.desk as TestDesk;
  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => desk().close());

  const enqueue = (tasks: readonly Task[]) => desk().journal.write(({ tx }) => desk().queue.enqueue(tx, tasks));

  it('names only tasks that somebody handles', () => {
    const handled = everyPart.flatMap((part) => part(desk().base).handlers?.(desk()) ?? []).map(({ name }) => name);
    expect([...bulkTasks, ...outsideTasks].filter((name) => !handled.includes(name))).toEqual([]);
    expect(laneOf('duty.page')).toBe('urgent');
    expect(laneOf('journal.erase-blob')).toBe('urgent');
  });

  it('runs a page while bulk work lies before it, and one that fails holds up no other', async () => {
    const bulk = Array.from({ length: 3000 }, (_, at): Task => ({ name: 'triage.take-up', key: `bulk/${at}`, data: { at } }));
    await enqueue(bulk);
    await enqueue([
      { name: 'journal.erase-blob', key: 'urgent/fails', data: {} },
      { name: 'duty.page', key: 'urgent/page', data: {} },
    ]);
    const ran: string[] = [];
    const stuck = { release: (): void => undefined };
    const first = new Promise<void>((resolve) => {
      stuck.release = resolve;
    });
    const page = new Promise<void>((resolve, reject) => {
      desk()
        .queue.work(async ({ name, key }) => {
          ran.push(key);
          if (key === 'urgent/fails') throw new Error('planted');
          // All bulk work waits behind its first piece until the page has been handled.
          if (name === 'triage.take-up') await first;
          if (key === 'urgent/page') resolve();
        })
        .catch(reject);
    });
    await page;
    expect(ran.filter((key) => key.startsWith('bulk/')).length).toBeLessThanOrEqual(1);
    expect(ran).toContain('urgent/page');
    stuck.release();
  });

  it('runs tasks of one case in their order, those of another case beside them', async () => {
    const own = await openTestDesk();
    const enqueue = (tasks: readonly Task[]) => own.journal.write(({ tx }) => own.queue.enqueue(tx, tasks));
    const task = (key: string): Task => ({ name: 'duty.page', key, data: {} });
    const ran: string[] = [];
    const other = { release: (): void => undefined };
    const second = new Promise<void>((resolve) => {
      other.release = resolve;
    });
    for (const key of ['C-2026-9001/page/a', 'C-2026-9001/page/b', 'C-2026-9002/page/a']) await enqueue([task(key)]);
    const all = new Promise<void>((resolve, reject) => {
      own.queue
        .work(async ({ key }) => {
          // The first task of one case waits until the other case's has begun: in one line nothing would ever run.
          if (key === 'C-2026-9001/page/a') await second;
          if (key === 'C-2026-9002/page/a') other.release();
          ran.push(key);
          if (ran.length === 3) resolve();
        })
        .catch(reject);
    });
    await all;
    expect(ran.filter((key) => key.startsWith('C-2026-9001'))).toEqual(['C-2026-9001/page/a', 'C-2026-9001/page/b']);
    await own.close();
  });

  it('runs tasks of one name together, marks them in the transaction of their outcome, and runs them singly where that fails', async () => {
    const own = await openTestDesk();
    const keys = ['C-2026-9001/page/a', 'C-2026-9002/page/a', 'C-2026-9003/page/a'];
    await own.journal.write(({ tx }) =>
      own.queue.enqueue(
        tx,
        keys.map((key): Task => ({ name: 'duty.page', key, data: {} })),
      ),
    );
    const together: string[][] = [];
    const single: string[] = [];
    const all = new Promise<void>((resolve, reject) => {
      own.queue
        .work(
          async ({ key }) => {
            single.push(key);
            if (single.length === 2) resolve();
          },
          () => async (runs, settle) => {
            together.push(runs.map(({ key }) => key));
            // The first is written for good; what comes of the others is undone with their marks.
            await own.journal.write(({ tx }) => settle(tx, keys.slice(0, 1)));
            await own.journal.write(async ({ tx }) => {
              await settle(tx, keys.slice(1));
              throw new Error('planted');
            });
          },
        )
        .catch(reject);
    });
    await all;
    expect(together).toEqual([keys]);
    expect(single).toEqual(keys.slice(1));
    await own.close();
  });
});
