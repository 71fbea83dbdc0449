// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readIndicators } from '../../src/hunt/indicator/read.ts';
import { asQuestion, defanged } from '../../web/screens/hunt/standing/defang.ts';

/** What the screen writes so that nobody clicks it can be copied back in, and the links of the list ask for the same thing. */
describe('integration/hunt-written', () => {
  it.each([
    ['ip', '203.0.113.80'],
    ['ip', '2001:db8::1'],
    ['cidr', '198.51.100.0/30'],
    ['domain', 'update.tour-sync.example'],
    ['url', 'update.tour-sync.example:8443/t?a=1.2'],
    ['user-agent', 'evil.agent/1.0 (x; y)'],
    ['ja3', '0123456789abcdef0123456789abcdef'],
  ] as const)('%s %s', (kind, value) => {
    const one = { kind, value };
    expect(readIndicators(asQuestion(one), null).indicators).toEqual([one]);
    if (kind !== 'user-agent' && kind !== 'ja3') expect(readIndicators(defanged(one), null).indicators).toEqual([one]);
  });
});
