// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

export const intents = [
  'good-faith',
  'beg-bounty',
  'lure',
  'extortion',
  'marketing',
  'possible-authority-contact',
  'reflection',
  'scanner-noise',
  'fishing',
  'unclear',
] as const;
export type Intent = (typeof intents)[number];

/** What is known of a mail beside its words; a rule may ask for any of them. */
export const facts = [
  'has-link',
  'foreign-link',
  'link-shows-another-host',
  'reply-to-differs',
  'free-mail-sender',
  'runnable-attachment',
  'has-attachment',
  'names-own-host',
  'names-cve-or-cwe',
  'names-a-place',
  'names-a-weakness',
  'bulk',
  'sender-is-authority-domain',
  'from-own-form',
] as const;
export type Fact = (typeof facts)[number];

const two = z.object({ ja: z.string().min(1), en: z.string().min(1) });

/**
 * One rule, as data (src/triage/rules/*.yaml). `any`: regular expressions (flags giu) over the folded text;
 * the first hit gives the quote. `also`: each must occur somewhere in the mail. `unless`: none may occur in the
 * hit's sentence. `topic`: its words are also those of an honest report about a page of ours (log-in, parcel, order, patch): see
 * `readIntent`. `when` / `whenNot`: facts. `hit` and `miss` are the rule's own tests.
 */
export const intentRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/),
  intent: z.enum(intents),
  weight: z.number().min(-5).max(5),
  about: two,
  any: z.array(z.string().min(1)).min(1),
  also: z.array(z.string().min(1)).default([]),
  unless: z.array(z.string().min(1)).default([]),
  topic: z.boolean().default(false),
  when: z.array(z.enum(facts)).default([]),
  whenNot: z.array(z.enum(facts)).default([]),
  hit: z.array(z.string()).min(1),
  miss: z.array(z.string()).default([]),
});
export type IntentRuleData = z.infer<typeof intentRuleSchema>;

export type IntentRule = Omit<IntentRuleData, 'any' | 'also' | 'unless'> & {
  readonly any: readonly RegExp[];
  readonly also: readonly RegExp[];
  readonly unless: readonly RegExp[];
};

/** Throws with the rule's id when a rule is not one: rules ship with the desk, a broken one is a bug. */
export function parseRules(raw: readonly unknown[]): readonly IntentRule[] {
  const rules = raw.map((value) => {
    const data = intentRuleSchema.parse(value);
    return { ...data, any: compile(data.any), also: compile(data.also), unless: compile(data.unless) };
  });
  const ids = new Set(rules.map((rule) => rule.id));
  if (ids.size !== rules.length) throw new Error('two intent rules share an id');
  return rules;
}

function compile(sources: readonly string[]): readonly RegExp[] {
  return sources.map((source) => new RegExp(source, 'giu'));
}
