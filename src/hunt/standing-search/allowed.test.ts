// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../indicator/indicator.ts';
import { notAllowed } from './allowed.ts';

const allowed: readonly Indicator[] = [
  { kind: 'domain', value: 'cloud.example' },
  { kind: 'cidr', value: '192.0.2.0/24' },
  { kind: 'cidr', value: '2001:db8::/32' },
  { kind: 'ip', value: '203.0.113.1' },
];

describe('hunt/standing-search/allowed', () => {
  it.each<readonly [Indicator['kind'], string]>([
    ['domain', 'cloud.example'],
    ['domain', 'a.b.cloud.example'],
    ['url', 'cloud.example/x'],
    ['url', 'a.cloud.example:8443/x?y'],
    ['ip', '192.0.2.255'],
    ['ip', '2001:db8:1::9'],
    ['ip', '203.0.113.1'],
    ['cidr', '192.0.2.0/24'],
  ])('leaves out %s %s', (kind, value) => {
    expect(notAllowed([{ kind, value }], allowed)).toEqual([]);
  });
  it.each<readonly [Indicator['kind'], string]>([
    ['domain', 'notcloud.example'],
    ['domain', 'example'],
    ['url', 'evil.example/cloud.example'],
    ['ip', '192.0.3.0'],
    ['ip', '2001:db9::1'],
    ['ip', '203.0.113.10'],
    ['user-agent', 'cloud.example'],
  ])('keeps %s %s', (kind, value) => {
    expect(notAllowed([{ kind, value }], allowed)).toHaveLength(1);
  });
});
