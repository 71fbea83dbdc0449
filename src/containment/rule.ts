// SPDX-License-Identifier: Apache-2.0
import type { NameEnforcement } from './inventory.ts';
import type { NamePattern } from './name.ts';
import type { Ports } from './ports.ts';

/** Why a rule stands in a plan. `precaution`: an indicator that no recorded flow has met. */
export type RuleReason = 'indicator' | 'precaution' | 'suspected' | 'inventory' | 'responder';

/**
 * One neutral rule. They are looked at in the order of this list, whatever their order in the plan:
 * the responder's path, isolated hosts, pairs, addresses, names, then what is allowed.
 */
export type Rule =
  /** The incident team's own way in. Nothing ever cuts it, in either direction. */
  | {
      readonly id: string;
      readonly kind: 'path';
      readonly reason: RuleReason;
      readonly service: string;
      readonly ranges: readonly string[];
      readonly ports: Ports;
    }
  /** Nothing from or to these addresses of one computer. */
  | {
      readonly id: string;
      readonly kind: 'isolate';
      readonly reason: RuleReason;
      readonly host: string;
      readonly addresses: readonly string[];
    }
  /** One computer may not reach one destination: by address, and by name where names are enforced. */
  | {
      readonly id: string;
      readonly kind: 'pair';
      readonly reason: RuleReason;
      readonly host: string;
      readonly addresses: readonly string[];
      readonly ranges: readonly string[];
      readonly pattern: NamePattern | null;
    }
  /** Nothing to or from this address or prefix, on any port: a command server has more ports than the one that was seen. */
  | { readonly id: string; readonly kind: 'address'; readonly reason: RuleReason; readonly range: string }
  | { readonly id: string; readonly kind: 'name'; readonly reason: RuleReason; readonly pattern: NamePattern }
  /** What stays open when everything else is closed. `observed`: addresses at which the names were seen, for devices that know no names. */
  | {
      readonly id: string;
      readonly kind: 'allow';
      readonly reason: RuleReason;
      readonly service: string;
      readonly patterns: readonly NamePattern[];
      readonly ranges: readonly string[];
      readonly observed: readonly string[];
      readonly ports: Ports;
    };
export type RuleKind = Rule['kind'];

/** A complete rule set: what is done with traffic that no rule names, and how names are enforced. */
export type Policy = {
  readonly base: 'allow' | 'deny';
  readonly names: NameEnforcement;
  /** Own networks: traffic between them does not cross the border and is left alone, except for isolated hosts. */
  readonly internal: readonly string[];
  readonly rules: readonly Rule[];
};

export function rulesOf<K extends RuleKind>(policy: Policy, kind: K): readonly Extract<Rule, { kind: K }>[] {
  return policy.rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}
