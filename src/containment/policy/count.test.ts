// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { counted } from './count.ts';
import { reason, reasonTexts } from './reason.ts';
import type { ReasonCode } from './reason.ts';

describe('containment/count', () => {
  test('one and several', () => {
    expect([counted(1, 'day'), counted(2, 'day'), counted(0, 'day'), counted('1', 'day')]).toEqual(['1 day', '2 days', '0 days', '1 day']);
    expect([counted(1, 'address', 'addresses'), counted(3, 'address', 'addresses')]).toEqual(['1 address', '3 addresses']);
  });

  /** Every fact that a sentence may ask for is the same number. */
  const facts = (count: number) => new Proxy({}, { get: () => count }) as Readonly<Record<string, number>>;

  test.each(Object.keys(reasonTexts) as ReasonCode[])('%s reads as English with one and with several', (code) => {
    const [one, several] = [reason(code, facts(1)).text.en, reason(code, facts(7)).text.en];

    for (const text of [one, several]) expect(text).not.toMatch(/\((s|es)\)|undefined|\?/);
    expect(one).not.toMatch(/\b1 (days|computers|connections|names|users|rules|indicators|addresses)\b/);
    expect(several).not.toMatch(/\b7 (day|computer|connection|name|user|rule|indicator|address)\b/);
  });

  test('verbs go with their numbers', () => {
    const hosts = (count: number) => reason('unknown-command-servers', { hosts: count }).text.en;
    expect([hosts(1), hosts(2)].map((text) => text.split(':')[0])).toEqual([
      '1 suspected computer stays connected',
      '2 suspected computers stay connected',
    ]);
    expect(reason('no-flow-met', { count: 1 }).text.en).toBe(
      '1 indicator was not met by any recorded connection; it is cut as a precaution',
    );
    expect(reason('window-too-short', { days: 1 }).text.en).toContain('covers 1 day:');
  });
});
