// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { addressKey } from './address-key.ts';

describe('server/address-key', () => {
  it('keeps IPv4 as it is, mapped or not', () => {
    expect(addressKey('192.0.2.7')).toBe('192.0.2.7');
    expect(addressKey('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(addressKey('::ffff:c000:207')).toBe('192.0.2.7');
  });

  it('takes the network of an IPv6 address, however it is written', () => {
    const keys = ['2001:db8:1:2:3:4:5:6', '2001:DB8:1:2::9', '2001:db8:0001:0002::'].map((ip) => addressKey(ip));

    expect(new Set(keys)).toEqual(new Set(['2001:db8:1:2::/64']));
    expect(addressKey('::1')).toBe('::/64');
    expect(addressKey('fe80::1%eth0')).toBe('fe80::/64');
  });
});
