// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { settle, tenantStateOf } from './compare.ts';
import type { KnownFinding } from './compare.ts';

const at = '2026-11-22T00:00:00.000Z' as Instant;
const known = (state: KnownFinding['state'], waivedUntil: string | null = null): KnownFinding => ({
  rule: 'tamperable',
  pathBytes: 'L2E=',
  tenant: 'a',
  state,
  waivedUntil: waivedUntil as Instant | null,
});
const seen = [{ rule: 'tamperable', pathBytes: 'L2E=', tenant: 'a' }];
const whole = { complete: true, covers: () => true };

describe('exposure/compare', () => {
  it.each([
    ['new', 'open'],
    ['open', 'open'],
    ['fixed', 'regressed'],
    ['regressed', 'regressed'],
  ] as const)('a %s finding that is seen again is %s', (before, after) => {
    expect(settle([known(before)], seen, whole, at)[0]?.after).toBe(after);
  });

  it('calls nothing fixed that the run did not cover or that an incomplete run did not see', () => {
    expect(settle([known('open')], [], { complete: false, covers: () => true }, at)[0]?.after).toBe('open');
    expect(settle([known('open')], [], { complete: true, covers: () => false }, at)[0]?.after).toBe('open');
    expect(settle([known('open')], [], whole, at)[0]?.after).toBe('fixed');
  });

  it('ends a waiver on its day', () => {
    expect(settle([known('waived', '2026-11-23T00:00:00.000Z')], seen, whole, at)[0]?.after).toBe('waived');
    expect(settle([known('waived', '2026-11-21T00:00:00.000Z')], seen, whole, at)[0]?.after).toBe('open');
  });

  it('calls a tenant clean only when nothing stands and nothing is waived', () => {
    expect(tenantStateOf(['fixed', 'fixed'])).toBe('clean');
    expect(tenantStateOf(['fixed', 'waived'])).toBe('waived');
    expect(tenantStateOf(['fixed', 'regressed'])).toBe('affected');
    expect(tenantStateOf([])).toBe('never-affected');
  });
});
