// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { FrontId, OptionId } from './option.ts';
import type { NotRead } from '../attack/not-read.ts';
import type { NameEnforcement } from '../inventory/inventory.ts';
import type { Overlap } from '../attack/overlap.ts';
import type { Reason, ReasonCode } from '../policy/reason.ts';
import type { Policy, Rule } from '../policy/rule.ts';

/** What a policy does to one recorded attack flow. */
export type AttackVerdict = {
  readonly host: string;
  readonly name: string | null;
  readonly address: string;
  readonly ports: readonly string[];
  readonly confidence: number;
  readonly how: 'stopped' | 'partly' | 'not-stoppable' | 'accepted';
  readonly rule: string | null;
  /** Where it is enforced. */
  readonly point: 'packet-filter' | 'resolver' | 'proxy' | null;
  readonly reasons: readonly ReasonCode[];
};

export type StoppedService = {
  readonly service: string;
  readonly name: string;
  readonly priority: number | null;
  readonly users: number;
  readonly flows: number;
  readonly departments: readonly { readonly department: string; readonly users: number; readonly flows: number }[];
  /** `rule`: hit by a rule or by the closed base. `isolated`: only because its computer is isolated. */
  readonly because: 'rule' | 'isolated';
};

/** Proof: of `of` recorded connections of computers that stay connected, `flows` pass the replay. */
export type KeptService = {
  readonly service: string;
  readonly name: string;
  readonly priority: number | null;
  readonly flows: number;
  readonly of: number;
  readonly share: number;
  readonly users: number;
  readonly isolated: { readonly flows: number; readonly users: number };
};

export type PlanOption = {
  readonly id: OptionId | 'balanced';
  readonly title: Bilingual;
  /** Stopped share of the recorded attack flows (computer × destination), 0..1; null when there are none: a share of nothing is no share. */
  readonly coverage: number | null;
  readonly attack: {
    readonly of: number;
    readonly stopped: number;
    readonly partly: number;
    readonly open: number;
    readonly connections: number;
    readonly connectionsStopped: number;
  };
  readonly residual: {
    readonly known: number;
    readonly unknown: number;
    readonly total: number;
    readonly budget: number;
    readonly overBudget: boolean;
    readonly reasons: readonly Reason[];
  };
  /** Exact union of the loss, by replay: priority × users × use. Priority-1 losses are counted at 10^6 a user. */
  readonly loss: number;
  readonly stopped: readonly StoppedService[];
  readonly kept: readonly KeptService[];
  readonly isolated: readonly string[];
  readonly base: 'allow' | 'deny';
  readonly names: NameEnforcement;
  readonly rules: readonly Rule[];
  readonly ruleCount: number;
  readonly needs: readonly Bilingual[];
  readonly verdicts: readonly AttackVerdict[];
};

export type FrontEntry = {
  readonly id: FrontId;
  readonly base: 'allow' | 'deny';
  readonly lambda: number;
  /** By replay, as in options. */
  readonly loss: number;
  readonly known: number;
  readonly unknown: number;
  readonly risk: number;
  readonly overBudget: boolean;
  readonly coverage: number | null;
  readonly isolated: number;
  readonly ruleCount: number;
  readonly usersStopped: number;
  readonly flowsStopped: number;
  /** What it stops by rule, hardest hit first, and whom it isolates: the first of each, counted here and above. */
  readonly services: readonly FrontService[];
  readonly serviceCount: number;
  readonly hosts: readonly string[];
  /** At least so many people sit at the isolated computers: those of the service that most of them use. */
  readonly isolatedUsers: number;
};

/** `departments`: the first few, those with most people first. */
export type FrontService = Pick<StoppedService, 'service' | 'name' | 'priority' | 'users' | 'flows'> & {
  readonly departments: readonly { readonly department: string; readonly users: number }[];
  readonly departmentCount: number;
};

export type Plan = {
  readonly format: 'matoi-plan/1';
  readonly madeAt: string;
  readonly inputs: {
    readonly flows: number;
    readonly connections: number;
    readonly days: number;
    readonly refusedLines: number;
    readonly services: number;
    readonly indicators: number;
    /** What was not understood, as it was written (the first of it, and how much there is). */
    readonly notRead: {
      readonly indicators: readonly NotRead[];
      readonly indicatorLines: number;
      readonly inventory: readonly { readonly line: number; readonly field: string; readonly value: string }[];
      readonly inventoryCells: number;
    };
    readonly attackFlows: number;
    readonly suspects: number;
  };
  readonly budget: number;
  readonly internal: readonly string[];
  /** Where what was listed meets what the inventory keeps, owns, needs or uses: a person decides. */
  readonly overlaps: readonly (Overlap & { readonly parts: number })[];
  readonly options: readonly PlanOption[];
  readonly front: readonly FrontEntry[];
  /** The cheapest point of the front within the budget, written out like an option. */
  readonly recommended: PlanOption;
  /** Attack flows that the recommended plan leaves open or stops in part, each with its reasons. */
  readonly notStoppable: readonly (AttackVerdict & { readonly texts: readonly Bilingual[] })[];
  readonly reasons: readonly Reason[];
};

/** The rule set of one option, as renderers and replay want it. Null when the plan has no such option. */
export function policyOf(plan: Plan, option: string): Policy | null {
  const found = option === plan.recommended.id ? plan.recommended : plan.options.find((one) => one.id === option);
  return found === undefined ? null : { base: found.base, names: found.names, internal: plan.internal, rules: found.rules };
}
