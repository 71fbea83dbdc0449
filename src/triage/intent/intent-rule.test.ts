// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { rawIntentRules } from '../../adapters/triage-rules/triage-rules.ts';
import { parseRules } from './intent-rule.ts';
import { readIntent } from './intent.ts';

const rules = parseRules(rawIntentRules());

describe('triage/intent-rule', () => {
  for (const rule of rules) {
    const known = new Set(rule.when);
    for (const text of rule.hit) {
      test(`${rule.id} hits: ${text}`, () => {
        const reading = readIntent(text, [rule], known);
        const found = [...reading.evidence, ...reading.against];
        expect(found[0]?.rule).toBe(rule.id);
        expect(text.slice(found[0]?.start, found[0]?.end)).toBe(found[0]?.quote);
      });
    }
    for (const text of rule.miss) {
      test(`${rule.id} misses: ${text}`, () => {
        const reading = readIntent(text, [rule], known);
        expect([...reading.evidence, ...reading.against]).toEqual([]);
      });
    }
  }

  test('a rule that is no regular expression is refused by name', () => {
    const broken = { id: 'lure.broken', intent: 'lure', weight: 1, about: { ja: 'x', en: 'x' }, any: ['('], hit: ['x'] };
    expect(() => parseRules([broken])).toThrow(/regular expression/i);
  });
});
