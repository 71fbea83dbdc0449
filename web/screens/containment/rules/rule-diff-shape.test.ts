// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { OptionWire } from '../../../../src/containment/contract.ts';
import { diffRules } from './rule-diff-shape.ts';

const address = (id: string, range: string) => ({ id, kind: 'address', reason: 'indicator', range }) as const;
const allow = (id: string, ranges: string[]): OptionWire['rules'][number] & { readonly kind: 'allow' } => ({
  id,
  kind: 'allow',
  reason: 'inventory',
  service: 'mail',
  patterns: [],
  ranges,
  observed: [],
  ports: [{ proto: 'tcp', from: 443, to: 443 }],
});

describe('web/containment/rule-diff-shape', () => {
  it('tells rules by what they do, not by their numbers', () => {
    const changes = diffRules(
      {
        rules: [address('address-1', '198.51.100.66'), address('address-2', '198.51.100.77'), { ...allow('allow-mail', ['203.0.113.10']) }],
      },
      { rules: [address('address-9', '198.51.100.66'), { ...allow('allow-mail', ['203.0.113.11']) }] },
    );

    expect(changes.map((one) => [one.is, one.rule.id])).toEqual([
      ['same', 'address-9'],
      ['added', 'allow-mail'],
      ['removed', 'address-2'],
      ['removed', 'allow-mail'],
    ]);
  });

  it('sees a port that changes inside a rule', () => {
    const wide = { ...allow('allow-mail', []), ports: [{ proto: 'tcp' as const, from: 1, to: 443 }] };

    expect(diffRules({ rules: [allow('allow-mail', [])] }, { rules: [wide] }).map((one) => one.is)).toEqual(['added', 'removed']);
  });

  it('finds everything new where nothing was in force', () => {
    expect(diffRules(null, { rules: [address('a', '198.51.100.66')] }).map((one) => one.is)).toEqual(['added']);
  });
});
