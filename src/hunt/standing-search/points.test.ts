// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Machine } from './machines.ts';
import { withoutPoints } from './points.ts';

const machine = (name: string, ...destinations: string[]): Machine => ({
  name,
  addresses: [name],
  user: '',
  department: '',
  destinations,
  first: '',
  last: '',
  sure: true,
});
const [pc, proxy] = [machine('10.9.1.4', 'c2.example', '198.51.100.7'), machine('10.9.0.8', '198.51.100.7')];

describe('hunt/points', () => {
  it('a proxy that a firewall saw in the place of a computer is none itself', () => {
    expect(withoutPoints([pc, proxy], ['10.9.0.0/28'])).toEqual([pc]);
    expect(withoutPoints([pc, proxy], [])).toEqual([pc, proxy]);
    expect(withoutPoints([pc, proxy], ['no range'])).toEqual([pc, proxy]);
  });

  it('where nobody else was seen with a destination the point stands for whoever it was, as unsure, and for that one alone', () => {
    const more = machine('10.9.0.8', '198.51.100.7', '198.51.100.9');
    expect(withoutPoints([pc, more], ['10.9.0.8'])).toEqual([pc, { ...more, destinations: ['198.51.100.9'], sure: false }]);
    expect(withoutPoints([proxy], ['10.9.0.8'])).toEqual([{ ...proxy, sure: false }]);
  });

  it('a computer that nobody has an address of is no point', () => {
    const named = { ...machine('PC-0142', 'c2.example'), addresses: [] };
    expect(withoutPoints([named], ['0.0.0.0/0', '::/0'])).toEqual([named]);
  });
});
