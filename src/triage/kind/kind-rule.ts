// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { incidentKinds } from '../../case/entry/triage.ts';

const two = z.object({ ja: z.string().min(1), en: z.string().min(1) });
const words = z.array(z.string().min(1).max(60)).min(1).max(80);

/**
 * One rule, as data (rules/*.yaml): a sentence speaks for the kind when it holds a word of every group of `all` and none of
 * `unless`. No pattern language: reading is linear in the text, whoever wrote it. `@address` stands for a host name or an
 * address, defanged ones too. `hit` and `miss` are the rule's own tests.
 */
export const kindRuleSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  kind: z.enum(incidentKinds),
  about: two,
  all: z.array(words).min(1).max(5),
  unless: words.optional(),
  hit: z.array(z.string()).min(1),
  miss: z.array(z.string()).min(1),
});
export type KindRule = z.output<typeof kindRuleSchema>;

/** Throws with the rule's id when a rule is not one: rules ship with the desk, a broken one is a bug. */
export function parseKindRules(raw: readonly unknown[]): readonly KindRule[] {
  const rules = raw.map((value) => kindRuleSchema.parse(value));
  if (new Set(rules.map((rule) => rule.id)).size !== rules.length) throw new Error('two kind rules share an id');
  return rules;
}
