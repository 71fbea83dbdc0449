// SPDX-License-Identifier: Apache-2.0
import type { HeldLead, LeadLock } from './lead.port.ts';

export type Leading = {
  readonly lock: LeadLock;
  /** Everything that only one server may do. What it throws ends the lead again. */
  readonly begin: () => Promise<void>;
  /** Ends what `begin` began, also where that failed halfway; never rejects. */
  readonly end: () => Promise<void>;
  /** Hears how this server stands; `cause`: why it could not begin. */
  readonly told: (stands: 'works' | 'stands-by' | 'cannot', cause?: unknown) => void;
  readonly every?: number;
  readonly afterFailure?: number;
};

/** Milliseconds between two looks whether the lead is free. */
const EVERY = 500;
/** Whoever could not begin leaves the lead to others for so long. */
const AFTER_FAILURE = 10_000;

/**
 * Works while this server holds the lead, and stands by while another one does. Rejects where it holds it at the start and
 * cannot begin; later it says so, lets go and tries again. `close` ends the work before it lets go.
 */
export async function openLead({ lock, begin, end, told, every = EVERY, afterFailure = AFTER_FAILURE }: Leading): Promise<{
  readonly close: () => Promise<void>;
}> {
  const closing = Promise.withResolvers<void>();
  const state = { closed: false };
  const wait = (millis: number): Promise<void> => {
    const timer = Promise.withResolvers<void>();
    const set = setTimeout(timer.resolve, millis);
    return Promise.race([timer.promise, closing.promise]).finally(() => clearTimeout(set));
  };

  async function worksWith(held: HeldLead): Promise<void> {
    try {
      await begin();
    } catch (cause) {
      await end();
      await held.letGo();
      throw cause;
    }
    told('works');
  }
  async function until(held: HeldLead): Promise<void> {
    await Promise.race([held.lost, closing.promise]);
    // First the work, then the lead: whoever takes it next finds nobody at it.
    if (!state.closed) told('stands-by');
    await end();
    await held.letGo();
  }
  async function follow(first: HeldLead | null): Promise<void> {
    if (first !== null) await until(first);
    while (!state.closed) {
      const held = await lock.take();
      if (held === null) {
        await wait(every);
        continue;
      }
      try {
        await worksWith(held);
      } catch (cause) {
        told('cannot', cause);
        await wait(afterFailure);
        continue;
      }
      await until(held);
    }
  }

  const first = await lock.take();
  if (first === null) told('stands-by');
  else
    await worksWith(first).catch(async (cause: unknown) => {
      await lock.close();
      throw cause;
    });
  const following = follow(first);
  return {
    async close() {
      state.closed = true;
      closing.resolve();
      await following;
      await lock.close();
    },
  };
}
