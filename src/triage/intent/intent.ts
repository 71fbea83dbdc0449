// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { foldText, spanOf } from '../text/normalise-text.ts';
import type { Folded } from '../text/normalise-text.ts';
import type { Fact, Intent, IntentRule } from './intent-rule.ts';
import { quoteAround, sentenceOf } from '../text/sentence.ts';
import type { Quote } from '../text/sentence.ts';
import { isQuoted, isReported, NOTHING_TOLD, toldIn, wasAskedOf, within } from './told.ts';
import type { Told } from './told.ts';

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
  /** Threats and lures that the writer quotes or tells of: no intent of the writer's. Absent in older results. */
  readonly told?: readonly Evidence[];
};

/** What an intent is read with beside the words. */
export type Around = {
  /** Addresses of who wrote it: their own earlier words, quoted, stay their own. */
  readonly senders?: readonly string[];
  /** The mail lies in the words of the one who passed it on: there quoting is how it came. */
  readonly passedOn?: boolean;
  /** Where links to sites of others stand, as offsets of the text; `anywhere` where one cannot be placed. */
  readonly foreignLinks?: { readonly at: readonly number[]; readonly anywhere: boolean };
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

/**
 * What a text wants, by rules with weights. Offsets of evidence are UTF-16 units of `text`; ties go to the weightier, then
 * to the earlier. Good faith survives the topics that phishing uses too: where the words speak for it and a page of ours is named, the hit
 * of a `topic` rule counts only in a paragraph with a link to somebody else's site, or beside an attachment.
 */
export function readIntent(text: string, rules: readonly IntentRule[], known: ReadonlySet<Fact>, around: Around = {}): IntentReading {
  const folded = foldText(text);
  const told = around.passedOn === true ? NOTHING_TOLD : toldIn(text, around.senders);
  const found = rules.map((rule) => hitsOf(folded, rule, known, (hit) => isTellingOf(folded, hit, told)));
  const spoken = found.map(({ own }) => own);
  const topics = new Set(rules.filter((rule) => rule.topic).map((rule) => rule.id));
  const honest =
    (scoresOf(spoken)['good-faith'] ?? 0) >= ENOUGH['good-faith'] && (known.has('names-own-host') || known.has('names-a-place'));
  const apart = (hit: Hit): boolean =>
    honest && topics.has(hit.rule) && !known.has('has-attachment') && !nearLink(text, hit, around.foreignLinks);
  const byRule = spoken.map((hits) => hits.filter((hit) => !apart(hit)));
  const scores = scoresOf(byRule);
  const hits = byRule.flat();
  const label = labelOf(scores, known);
  const shown = (list: readonly Hit[]): readonly Evidence[] =>
    list.toSorted((a, b) => b.weight - a.weight || a.start - b.start).map(({ hitStart: _start, hitEnd: _end, ...evidence }) => evidence);
  return {
    label,
    confidence: confidenceOf(label, scores),
    evidence: shown(hits.filter((hit) => hit.intent === label && hit.weight > 0)),
    against: shown(hits.filter((hit) => hit.intent !== label || hit.weight <= 0)),
    scores,
    told: shown(found.flatMap(({ others }) => others)),
  };
}

function scoresOf(byRule: readonly (readonly Evidence[])[]): Partial<Record<Intent, number>> {
  const scores: Partial<Record<Intent, number>> = {};
  for (const [first] of byRule) if (first !== undefined) scores[first.intent] = (scores[first.intent] ?? 0) + first.weight;
  return scores;
}

/** Bait is full of quotation marks, and of what somebody says: there only quoted lines, and "I was asked to", make it a told one. */
function isTellingOf(folded: Folded, hit: Hit, { passages, introduced, quotations }: Told): boolean {
  if (hit.intent !== 'extortion' && hit.intent !== 'lure') return false;
  const { start, end } = spanOf(folded, hit.hitStart, hit.hitEnd);
  if (within(passages, start, end)) return true;
  const [from, to] = sentenceOf(folded.text, hit.hitStart, hit.hitEnd);
  const sentence = folded.text.slice(from, to);
  if (hit.intent === 'lure') return wasAskedOf(sentence);
  return within(introduced, start, end) || isQuoted(quotations, start, end) || isReported(sentence, hit.hitStart - from, hit.hitEnd - from);
}

function nearLink(text: string, hit: Hit, links: Around['foreignLinks']): boolean {
  if (links === undefined || links.anywhere) return links !== undefined;
  const from = Math.max(0, text.lastIndexOf('\n\n', hit.start));
  const next = text.indexOf('\n\n', hit.end);
  // A link alone in the next paragraph belongs to what leads to it.
  const to = next < 0 ? text.length : next + 4;
  return links.at.some((at) => from <= at && at < to);
}

/** Up to this many different sentences are quoted for one rule; its weight counts once. */
const QUOTES = 3;
/** Hits of one rule: behind so many that were told by others nobody speaks for himself. */
const MOST_LOOKED_AT = 1000;

/** `hitStart` and `hitEnd` are offsets of the folded text. */
type Hit = Evidence & { readonly hitStart: number; readonly hitEnd: number };

function hitsOf(
  folded: Folded,
  rule: IntentRule,
  known: ReadonlySet<Fact>,
  isTold: (hit: Hit) => boolean,
): { readonly own: readonly Hit[]; readonly others: readonly Hit[] } {
  const own: Hit[] = [];
  const others: Hit[] = [];
  let looked = 0;
  const none = rule.when.some((fact) => !known.has(fact)) || rule.whenNot.some((fact) => known.has(fact));
  if (none || !rule.also.every((pattern) => occurs(pattern, folded.text))) return { own, others };
  for (const pattern of rule.any) {
    for (const match of folded.text.matchAll(pattern)) {
      looked += 1;
      if (own.length >= QUOTES || looked > MOST_LOOKED_AT) return { own, others };
      if (match[0] === '') continue;
      const hitEnd = match.index + match[0].length;
      const quote = quoteAround(folded, match.index, hitEnd);
      if (quote.quote === '') continue;
      const sentence = foldText(folded.original.slice(quote.start, quote.end)).text;
      if (rule.unless.some((unless) => occurs(unless, sentence))) continue;
      const { id, intent, weight, about } = rule;
      const hit: Hit = { ...quote, rule: id, intent, weight, about, hitStart: match.index, hitEnd };
      const list = isTold(hit) ? others : own;
      if (list.length < QUOTES && !list.some((other) => other.start < quote.end && quote.start < other.end)) list.push(hit);
    }
  }
  return { own, others };
}

/** `test` of a global pattern remembers its place; this does not. */
function occurs(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
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
