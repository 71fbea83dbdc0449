// SPDX-License-Identifier: Apache-2.0
import type { OptionWire } from '../../../../src/containment/contract.ts';

type Rule = OptionWire['rules'][number];
export type RuleChange = { readonly is: 'added' | 'removed' | 'same'; readonly key: string; readonly rule: Rule };

/** Two rules are one when they do the same, whatever their numbers: ids are counted anew in each plan. */
function keyOf(rule: Rule): string {
  return JSON.stringify(
    Object.entries(rule)
      .filter(([name]) => name !== 'id')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

export function diffRules(before: Pick<OptionWire, 'rules'> | null, after: Pick<OptionWire, 'rules'>): readonly RuleChange[] {
  const old = new Map((before?.rules ?? []).map((rule) => [keyOf(rule), rule]));
  const fresh = new Map(after.rules.map((rule) => [keyOf(rule), rule]));
  return [
    ...[...fresh].map(([key, rule]): RuleChange => ({ is: old.has(key) ? 'same' : 'added', key, rule })),
    ...[...old].filter(([key]) => !fresh.has(key)).map(([key, rule]): RuleChange => ({ is: 'removed', key, rule })),
  ];
}
