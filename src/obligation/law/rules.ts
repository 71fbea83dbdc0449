// SPDX-License-Identifier: Apache-2.0
import { europeanRules } from './europe.ts';
import { japaneseRules } from './japan.ts';
import { americanRules } from './united-states.ts';
import type { Rule, RuleId } from './rule.ts';

/** The rules as data. Dates and numbers come from the texts named in `basis`; nothing here is legal advice. */
export const rules = { ...japaneseRules, ...europeanRules, ...americanRules } satisfies {
  readonly [Id in RuleId]: Rule & { readonly id: Id };
};

/** The rule of an id. */
export function ruleOf(id: RuleId): Rule {
  return rules[id];
}
