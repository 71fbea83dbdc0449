// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { marked } from './mark.ts';
import { createPassing } from './passing.ts';

const roster = { addresses: new Set(['duty@own.example']) };
const exercises = {
  rosterOf: (stream: string) => Promise.resolve(stream === 'C-2' ? roster : null),
  cases: () => Promise.resolve(new Set(['C-2'])),
};
const to = (address: string) => ({ channel: 'mail' as const, content: { to: address, subject: 's', text: 't' } });
const hook = { channel: 'webhook' as const, content: marked(to('duty@own.example').content) };

describe('outbox/passing', () => {
  it('lets all of what is real pass, and marks none of it', async () => {
    const real = await createPassing('real', exercises).of('C-1');
    expect([real.marked, real.devices, real.public, real.leaves(to('customer@outside.example'))]).toEqual([false, true, true, true]);
  });

  it('lets of an exercise pass what is marked, by mail, to its roster', async () => {
    const passing = createPassing('real', exercises);
    const { leaves, reaches, ...rest } = await passing.of('C-2');
    expect(rest).toEqual({ marked: true, devices: false, public: false });
    expect([reaches(['Duty@own.example']), reaches(['customer@outside.example', 'x@y.example']), reaches([])]).toEqual([
      true,
      false,
      false,
    ]);
    const asked = (address: string) => leaves({ ...to(address), content: marked(to(address).content) });
    expect([asked('Duty <DUTY@own.example>'), asked('customer@outside.example'), leaves(to('duty@own.example')), leaves(hook)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([passing.practises, [...(await passing.uncounted())]]).toEqual([false, ['C-2']]);
  });

  it('hands nothing over on a desk to practise on, and marks what it shows', async () => {
    const passing = createPassing('practice', exercises);
    for (const stream of ['C-1', 'C-2']) {
      const { marked: bears, leaves } = await passing.of(stream);
      expect([bears, leaves({ ...to('duty@own.example'), content: marked(to('duty@own.example').content) })]).toEqual([true, false]);
    }
    expect(passing.practises).toBe(true);
  });
});
