// SPDX-License-Identifier: Apache-2.0
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openLead } from './lead.ts';
import type { LeadLock } from './lead.port.ts';

/** One lock for several servers of one process, whose holder can be cut off. */
function oneLock() {
  const state: { holder: (() => void) | null } = { holder: null };
  const lock: LeadLock = {
    take() {
      if (state.holder !== null) return Promise.resolve(null);
      const lost = Promise.withResolvers<void>();
      const own = (): void => {
        if (state.holder === own) state.holder = null;
        lost.resolve();
      };
      state.holder = own;
      return Promise.resolve({ lost: lost.promise, letGo: async () => own() });
    },
    close: () => Promise.resolve(),
  };
  return { lock, cut: () => state.holder?.(), isFree: () => state.holder === null };
}

function server(lock: LeadLock, said: string[], name: string, begins: () => Promise<void> = async () => undefined) {
  const note = (what: string) => said.push(`${name} ${what}`);
  return openLead({
    lock,
    async begin() {
      note('begins');
      await begins();
    },
    async end() {
      note('ends');
      await pause(5);
      note('ended');
    },
    told: (stands) => note(stands),
    every: 2,
    afterFailure: 2,
  });
}

const until = async (so: () => boolean): Promise<void> => {
  for (let tries = 0; !so() && tries < 500; tries += 1) await pause(2);
};

describe('jobs/lead', () => {
  it('lets one work, and the other when that one has ended its work', async () => {
    const { lock } = oneLock();
    const said: string[] = [];
    const a = await server(lock, said, 'a');
    const b = await server(lock, said, 'b');
    await pause(20);
    await a.close();
    await until(() => said.includes('b works'));
    await b.close();

    expect(said).toEqual(['a begins', 'a works', 'b stands-by', 'a ends', 'a ended', 'b begins', 'b works', 'b ends', 'b ended']);
  });

  it('gives its work up when it is cut off, and takes it again where nobody else does', async () => {
    const { lock, cut, isFree } = oneLock();
    const said: string[] = [];
    const a = await server(lock, said, 'a');
    cut();
    await until(() => said.filter((one) => one === 'a works').length === 2);
    await a.close();

    expect(said).toEqual(['a begins', 'a works', 'a stands-by', 'a ends', 'a ended', 'a begins', 'a works', 'a ends', 'a ended']);
    expect(isFree()).toBe(true);
  });

  it('rejects at the start what it cannot begin, and later says so, lets go and tries again', async () => {
    const { lock, isFree } = oneLock();
    const said: string[] = [];
    const taken = () => Promise.reject(new Error('the port is taken'));
    await expect(server(lock, said, 'a', taken)).rejects.toThrow('taken');
    expect(isFree()).toBe(true);

    const a = await server(lock, said, 'a');
    const fails = { left: 1 };
    const b = await server(lock, said, 'b', async () => {
      if (fails.left > 0) {
        fails.left -= 1;
        await taken();
      }
    });
    await a.close();
    await until(() => said.includes('b works'));
    await b.close();
    expect(said.filter((one) => one.startsWith('b ')).slice(0, 6)).toEqual([
      'b stands-by',
      'b begins',
      'b ends',
      'b ended',
      'b cannot',
      'b begins',
    ]);
  });
});
