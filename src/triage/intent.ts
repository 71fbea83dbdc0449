// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { foldText } from './fold-text.ts';
import type { Folded } from './fold-text.ts';
import type { Fact, Intent, IntentRule } from './intent-rule.ts';
import { quoteAround } from './sentence.ts';
import type { Quote } from './sentence.ts';

export type Evidence = Quote & { readonly rule: string; readonly intent: Intent; readonly weight: number; readonly about: Bilingual };

/** A label is a proposal to a person, never a decision: nothing is closed by it. */
export type IntentReading = {
  readonly label: Intent;
  readonly confidence: 'low' | 'medium' | 'high';
  /** What speaks for the label, strongest first. */
  readonly evidence: readonly Evidence[];
  /** What speaks for something else. */
  readonly against: readonly Evidence[];
  readonly scores: Readonly<Partial<Record<Intent, number>>>;
};

/** Below this sum of weights a label is not proposed. Good faith needs more: a wrong one costs more. */
const ENOUGH: Readonly<Record<Exclude<Intent, 'unclear'>, number>> = {
  extortion: 4,
  'possible-authority-contact': 4,
  lure: 3,
  'beg-bounty': 3,
  reflection: 4,
  marketing: 3,
  'scanner-noise': 3,
  fishing: 3,
  'good-faith': 5,
};
/** Between equals, the one that is worse to miss. */
const ORDER = [
  'extortion',
  'possible-authority-contact',
  'lure',
  'reflection',
  'beg-bounty',
  'fishing',
  'scanner-noise',
  'marketing',
  'good-faith',
] as const satisfies readonly Exclude<Intent, 'unclear'>[];

export function readIntent(text: string, rules: readonly IntentRule[], known: ReadonlySet<Fact>): IntentReading {
  const folded = foldText(text);
  const byRule = rules.map((rule) => hitsOf(folded, rule, known));
  const scores: Partial<Record<Intent, number>> = {};
  for (const [first] of byRule) if (first !== undefined) scores[first.intent] = (scores[first.intent] ?? 0) + first.weight;
  const hits = byRule.flat();
  const label = labelOf(scores, known);
  const strongest = hits.toSorted((a, b) => b.weight - a.weight || a.start - b.start);
  return {
    label,
    confidence: confidenceOf(label, scores),
    evidence: strongest.filter((hit) => hit.intent === label && hit.weight > 0),
    against: strongest.filter((hit) => hit.intent !== label || hit.weight <= 0),
    scores,
  };
}

/** Up to this many different sentences are quoted for one rule; its weight counts once. */
const QUOTES = 3;

function hitsOf(folded: Folded, rule: IntentRule, known: ReadonlySet<Fact>): readonly Evidence[] {
  if (rule.when.some((fact) => !known.has(fact)) || rule.whenNot.some((fact) => known.has(fact))) return [];
  if (!rule.also.every((pattern) => occurs(pattern, folded.text))) return [];
  const found: Evidence[] = [];
  for (const pattern of rule.any) {
    for (const match of folded.text.matchAll(pattern)) {
      if (match[0] === '' || found.length >= QUOTES) continue;
      const quote = quoteAround(folded, match.index, match.index + match[0].length);
      if (quote.quote === '') continue;
      const sentence = foldText(folded.original.slice(quote.start, quote.end)).text;
      if (rule.unless.some((unless) => occurs(unless, sentence))) continue;
      if (found.some((other) => other.start < quote.end && quote.start < other.end)) continue;
      found.push({ ...quote, rule: rule.id, intent: rule.intent, weight: rule.weight, about: rule.about });
    }
  }
  return found;
}

/** `test` of a global pattern remembers its place; this does not. */
function occurs(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  const found = pattern.test(text);
  pattern.lastIndex = 0;
  return found;
}

function labelOf(scores: IntentReading['scores'], known: ReadonlySet<Fact>): Intent {
  const able = ORDER.filter((intent) => (scores[intent] ?? 0) >= ENOUGH[intent]);
  const danger = Math.max(scores.lure ?? 0, scores.extortion ?? 0);
  // Good faith is proposed only where nothing pulls the reader anywhere.
  const honest = able.filter((intent) => intent !== 'good-faith' || (danger < 2 && !known.has('runnable-attachment')));
  // A threat is named as one even where the mail also baits: it is the worse thing to miss.
  const strongest = Math.max(0, ...honest.map((intent) => scores[intent] ?? 0));
  if (honest.includes('extortion') && (scores.extortion ?? 0) >= strongest / 2) return 'extortion';
  return honest.reduce<Intent>(
    (best, intent) => (best === 'unclear' || (scores[intent] ?? 0) > (scores[best] ?? 0) ? intent : best),
    'unclear',
  );
}

function confidenceOf(label: Intent, scores: IntentReading['scores']): IntentReading['confidence'] {
  if (label === 'unclear') return 'low';
  const own = scores[label] ?? 0;
  const next = Math.max(0, ...Object.entries(scores).map(([intent, score]) => (intent === label ? 0 : score)));
  if (own >= ENOUGH[label] + 3 && own - next >= 3) return 'high';
  return own - next >= 1.5 ? 'medium' : 'low';
}
