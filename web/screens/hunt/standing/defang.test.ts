// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { StandingRow } from '../../../../src/hunt/standing-search/standing.contract.ts';
import { asQuestion, defanged } from './defang.ts';

const some: readonly (readonly [StandingRow['kind'], string, string])[] = [
  ['ip', '203.0.113.80', '203.0.113[.]80'],
  ['ip', '2001:db8::1', '2001:db8::1'],
  ['cidr', '198.51.100.0/30', '198.51.100[.]0/30'],
  ['domain', 'update.tour-sync.example', 'update[.]tour-sync[.]example'],
  ['url', 'update.tour-sync.example:8443/t?a=1.2', 'hxxp://update[.]tour-sync[.]example:8443/t?a=1.2'],
  ['user-agent', 'evil.agent/1.0', 'evil.agent/1.0'],
  ['ja3', '0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
];

describe('screens/hunt/defang', () => {
  it.each(some)('writes %s %s as %s', (kind, value, written) => {
    expect(defanged({ kind, value })).toBe(written);
  });

  it('asks for kinds that no text tells by their name', () => {
    expect(some.map(([kind, value]) => asQuestion({ kind, value })).filter((text) => text.includes(': '))).toEqual([
      'user-agent: evil.agent/1.0',
      'ja3: 0123456789abcdef0123456789abcdef',
    ]);
  });
});
