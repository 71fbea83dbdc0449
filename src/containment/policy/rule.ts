// SPDX-License-Identifier: Apache-2.0
import type { NameEnforcement } from '../inventory/inventory.ts';
import type { NamePattern } from '../address/name.ts';
import type { Ports } from '../address/ports.ts';
import { outerV6 } from '../../common/address/embedded-v4.ts';
import { formatRange, parseRange } from '../../common/address/ip-range.ts';

/** Why a rule stands in a plan. `precaution`: an indicator that no recorded flow has met. `own`: a name of the own networks. */
export type RuleReason = 'indicator' | 'precaution' | 'suspected' | 'inventory' | 'responder' | 'own';

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

/** What an address rule closes: its range and, for IPv4, the IPv6 prefixes under which the same addresses travel (NAT64, 6to4). */
export function closedBy({ range }: Extract<Rule, { kind: 'address' }>): readonly string[] {
  const parsed = parseRange(range);
  return parsed === null ? [] : [range, ...outerV6(parsed).map((one) => formatRange(one))];
}

/** Every address that the policy's address rules close. */
export function closedAddresses(policy: Policy): readonly string[] {
  return rulesOf(policy, 'address').flatMap((rule) => closedBy(rule));
}

/** A name that only a resolver must go on answering: the addresses it leads to are opened, or left alone, by another rule. */
export function answersOnly(rule: Extract<Rule, { kind: 'allow' }>): boolean {
  return rule.reason === 'responder' || rule.reason === 'own';
}

/** Whether a closed base lets the inventory's services out; names of the responders and of the own networks alone do not count. */
export function keepsServices(policy: Policy): boolean {
  return rulesOf(policy, 'allow').some((rule) => !answersOnly(rule));
}

/** A complete rule set: what is done with traffic that no rule names, and how names are enforced. */
export type Policy = {
  readonly base: 'allow' | 'deny';
  readonly names: NameEnforcement;
  /** Own networks: traffic between them does not cross the border and is left alone, except for isolated hosts. */
  readonly internal: readonly string[];
  readonly rules: readonly Rule[];
};

/** The rules of one kind, in their order. */
export function rulesOf<K extends RuleKind>(policy: Policy, kind: K): readonly Extract<Rule, { kind: K }>[] {
  return policy.rules.filter((rule): rule is Extract<Rule, { kind: K }> => rule.kind === kind);
}
