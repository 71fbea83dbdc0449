// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { allowing, InsideError, isInside, refuseInside } from './outside-only.ts';

describe('outside-http/outside-only', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.15.255.255', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2400:cb00::1'])(
    '%s is outside',
    (address) => {
      expect(isInside(address)).toBe(false);
    },
  );

  it.each([
    '10.255.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '127.1.2.3',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    '::ffff:8.8.8.8',
    '2002:a00:1::',
    'nothing',
  ])('%s is not', (address) => {
    expect(isInside(address)).toBe(true);
  });

  it('of what a proxy looks up, names that only the own network knows are refused by themselves', () => {
    const none = allowing([]);
    for (const name of ['localhost', 'chat', 'metadata.google.internal', 'a.lan', 'A.LOCAL.', 'x.localhost'])
      expect(() => refuseInside(name, none, true)).toThrow(InsideError);
    expect(() => refuseInside('hooks.slack.com', none, true)).not.toThrow();
    expect(() => refuseInside('chat', none, false)).not.toThrow();
    expect(() => refuseInside('10.0.0.1', none, true)).toThrow(InsideError);
    expect(() => refuseInside('10.0.0.1', allowing(['10.0.0.0/24']), true)).not.toThrow();
  });
});
