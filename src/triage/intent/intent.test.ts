// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { intents } from './intent-rule.ts';
import type { Fact, Intent, IntentRuleData } from './intent-rule.ts';
import { parseRules } from './intent-rule.ts';
import { readIntent } from './intent.ts';

/** Rules of one word each, so that a text says by its words which of them hit. */
const rule = (word: string, intent: Intent, weight: number, change: Partial<IntentRuleData> = {}): unknown => ({
  id: `test.${word}`,
  intent,
  weight,
  about: { ja: word, en: word },
  any: [`\\b${word}\\b`],
  hit: [word],
  ...change,
});
const read = (text: string, rules: readonly unknown[], ...known: Fact[]) => readIntent(text, parseRules(rules), new Set(known));
const label = (...args: Parameters<typeof read>) => read(...args).label;
/** One rule for each pair; the text hits all of them. */
const scored = (pairs: readonly (readonly [Intent, number])[], ...known: Fact[]) =>
  read(
    pairs.map((_, at) => `word${at}.`).join(' '),
    pairs.map(([intent, weight], at) => rule(`word${at}`, intent, weight)),
    ...known,
  );

describe('triage/intent', () => {
  it.each<readonly [Exclude<Intent, 'unclear'>, number]>([
    ['extortion', 4],
    ['possible-authority-contact', 4],
    ['lure', 3],
    ['beg-bounty', 3],
    ['reflection', 4],
    ['marketing', 3],
    ['scanner-noise', 3],
    ['fishing', 3],
    ['good-faith', 5],
  ])('proposes %s from a sum of %i on, and nothing below', (intent, enough) => {
    expect(
      scored([
        [intent, enough - 1],
        [intent, 1],
      ]).label,
    ).toBe(intent);
    expect(
      scored([
        [intent, enough - 1.5],
        [intent, 1],
      ]),
    ).toMatchObject({ label: 'unclear', confidence: 'low', evidence: [] });
  });

  it('adds the weights of different rules, and counts a rule once however often it hits', () => {
    const rules = [rule('alpha', 'fishing', 2), rule('beta', 'fishing', 1), rule('gamma', 'fishing', -1)];

    expect(read('alpha. alpha. alpha.', rules).scores).toEqual({ fishing: 2 });
    expect(read('alpha. beta. gamma.', rules).scores).toEqual({ fishing: 2 });
    expect(label('alpha. alpha.', rules)).toBe('unclear');
    expect(label('alpha. beta.', rules)).toBe('fishing');
    expect(read('nothing of it', rules)).toEqual({ label: 'unclear', confidence: 'low', evidence: [], against: [], scores: {}, told: [] });
  });

  it.each<readonly [string, readonly (readonly [Intent, number])[], readonly Fact[], Intent]>([
    [
      'nothing speaks against it',
      [
        ['good-faith', 5],
        ['good-faith', 2],
      ],
      [],
      'good-faith',
    ],
    [
      'little speaks of a lure',
      [
        ['good-faith', 5],
        ['lure', 1.9],
      ],
      [],
      'good-faith',
    ],
    [
      'a lure is at work',
      [
        ['good-faith', 5],
        ['lure', 2],
      ],
      [],
      'unclear',
    ],
    [
      'a threat is at work',
      [
        ['good-faith', 5],
        ['extortion', 2],
      ],
      [],
      'unclear',
    ],
    [
      'it carries something that runs',
      [
        ['good-faith', 5],
        ['good-faith', 4],
      ],
      ['runnable-attachment'],
      'unclear',
    ],
    ['it carries something else', [['good-faith', 5]], ['has-attachment'], 'good-faith'],
  ])('good faith where %s', (_, pairs, known, wanted) => {
    expect(scored(pairs, ...known).label).toBe(wanted);
  });

  it('what runs keeps only good faith from being proposed', () => {
    expect(
      scored(
        [
          ['good-faith', 5],
          ['marketing', 3],
        ],
        'runnable-attachment',
      ).label,
    ).toBe('marketing');
  });

  it('names a threat even where the mail baits twice as strongly, and not where it baits more than that', () => {
    expect(
      scored([
        ['lure', 5],
        ['lure', 3],
        ['extortion', 4],
      ]).label,
    ).toBe('extortion');
    expect(
      scored([
        ['lure', 5],
        ['lure', 3.5],
        ['extortion', 4],
      ]).label,
    ).toBe('lure');
    expect(
      scored([
        ['lure', 5],
        ['extortion', 3.5],
      ]).label,
    ).toBe('lure');
  });

  it('between equals proposes the one that is worse to miss, else the stronger one', () => {
    const order = ['possible-authority-contact', 'lure', 'reflection', 'beg-bounty', 'fishing', 'scanner-noise', 'marketing'] as const;
    for (const [at, worse] of order.entries())
      for (const other of order.slice(at + 1)) {
        expect(
          scored([
            [other, 5],
            [worse, 5],
          ]).label,
        ).toBe(worse);
        expect(
          scored([
            [other, 5],
            [worse, 4.5],
          ]).label,
        ).toBe(other);
      }
    expect(new Set<Intent>([...order, 'extortion', 'good-faith', 'unclear'])).toEqual(new Set(intents));
  });

  it.each<readonly [string, readonly (readonly [Intent, number])[], string]>([
    [
      'three above enough and alone',
      [
        ['fishing', 5],
        ['fishing', 1],
      ],
      'high',
    ],
    [
      'less than three above enough',
      [
        ['fishing', 5],
        ['fishing', 0.5],
      ],
      'medium',
    ],
    [
      'three above the next',
      [
        ['fishing', 5],
        ['fishing', 3],
        ['marketing', 5],
      ],
      'high',
    ],
    [
      'less than three above the next',
      [
        ['fishing', 5],
        ['fishing', 3],
        ['marketing', 5],
        ['marketing', 0.5],
      ],
      'medium',
    ],
    [
      'one and a half above the next',
      [
        ['fishing', 4.5],
        ['marketing', 3],
      ],
      'medium',
    ],
    [
      'less than that above the next',
      [
        ['fishing', 4.4],
        ['marketing', 3],
      ],
      'low',
    ],
    [
      'as strong as the next',
      [
        ['fishing', 5],
        ['marketing', 5],
      ],
      'low',
    ],
  ])('confidence of what is %s', (_, pairs, confidence) => {
    expect(scored(pairs)).toMatchObject({ label: 'fishing', confidence });
  });

  it('a rule speaks only where all its facts are known and none of those it excludes', () => {
    const rules = [rule('alpha', 'marketing', 3, { when: ['bulk', 'has-link'], whenNot: ['free-mail-sender', 'names-own-host'] })];

    expect(label('alpha', rules, 'bulk', 'has-link')).toBe('marketing');
    expect(label('alpha', rules, 'bulk', 'has-link', 'has-attachment')).toBe('marketing');
    for (const known of [
      [],
      ['bulk'],
      ['has-link'],
      ['bulk', 'has-link', 'free-mail-sender'],
      ['bulk', 'has-link', 'names-own-host'],
    ] as const)
      expect(read('alpha', rules, ...known).scores, known.join()).toEqual({});
  });

  it('a rule speaks only where each of what it also asks for stands somewhere in the mail', () => {
    const rules = [rule('alpha', 'marketing', 3, { also: ['offer', 'price'] })];

    // Twice: a pattern that remembered its place would miss the second time.
    for (const _ of [1, 2]) expect(label('Our price.\n\nalpha.\n\nAn offer.', rules)).toBe('marketing');
    expect(label('alpha. Our price.', rules)).toBe('unclear');
    expect(label('alpha. An offer.', rules)).toBe('unclear');
  });

  it('a hit does not count in a sentence that takes it back; the next sentence’s does', () => {
    const rules = [rule('alpha', 'marketing', 3, { unless: ['never', 'nobody'] })];

    expect(label('We never alpha. Nobody would alpha.', rules)).toBe('unclear');
    const reading = read('We never alpha. We do alpha. Nobody knows.', rules);
    expect(reading.evidence.map((hit) => hit.quote.trim())).toEqual(['We do alpha.']);
  });

  it('quotes of one rule at most three sentences, each once, as they stand in the mail', () => {
    const text = 'One alpha beta. Two alpha. Three beta. Four alpha. Five alpha.';
    const { evidence } = read(text, [rule('alpha', 'marketing', 3, { any: ['\\balpha\\b', '\\bbeta\\b'] })]);

    expect(evidence.map((hit) => hit.quote.trim())).toEqual(['One alpha beta.', 'Two alpha.', 'Four alpha.']);
    for (const hit of evidence) expect(text.slice(hit.start, hit.end)).toBe(hit.quote);
  });

  it('a rule’s second pattern is quoted where the first one left sentences over', () => {
    const { evidence } = read('One alpha. Two beta.', [rule('alpha', 'marketing', 3, { any: ['\\balpha\\b', '\\bbeta\\b'] })]);

    expect(evidence.map((hit) => hit.quote.trim())).toEqual(['One alpha.', 'Two beta.']);
  });

  it('a pattern that matches nothing at all quotes nothing', () => {
    expect(read('beta', [rule('alpha', 'marketing', 3, { any: ['x*'] })]).scores).toEqual({});
  });

  it('quotes nothing of a sentence that is nothing but a link', () => {
    expect(read('https://alpha.example/', [rule('alpha', 'marketing', 3)]).scores).toEqual({});
    expect(read('See https://alpha.example/', [rule('alpha', 'marketing', 3)]).scores).toEqual({ marketing: 3 });
  });

  it('a rule without weight speaks for nothing', () => {
    const { evidence, against } = read('Alpha. Beta.', [rule('alpha', 'marketing', 3), rule('beta', 'marketing', 0)]);

    expect([evidence.map((hit) => hit.rule), against.map((hit) => hit.rule)]).toEqual([['test.alpha'], ['test.beta']]);
  });

  it('gives what speaks for the label strongest first, then as it stands in the mail, and all else against it', () => {
    const rules = [
      rule('weak', 'marketing', 1),
      rule('strong', 'marketing', 3),
      rule('early', 'marketing', 1),
      rule('minus', 'marketing', -1),
      rule('other', 'fishing', 1),
      rule('more', 'fishing', 2),
    ];
    const { evidence, against } = read('Early. Weak. Strong. Minus. Other. More.', rules);

    expect(evidence.map((hit) => [hit.rule, hit.weight])).toEqual([
      ['test.strong', 3],
      ['test.early', 1],
      ['test.weak', 1],
    ]);
    expect(against.map((hit) => hit.rule)).toEqual(['test.more', 'test.other', 'test.minus']);
    expect(evidence[0]).toMatchObject({ intent: 'marketing', about: { ja: 'strong', en: 'strong' } });
  });
});
