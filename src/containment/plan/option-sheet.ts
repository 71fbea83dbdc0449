// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Classes } from '../traffic/classify.ts';
import type { Evidence } from '../attack/evidence.ts';
import { judgeAttack } from './attack-verdicts.ts';
import type { Model } from '../optimise/model.ts';
import { optionTitles } from './option.ts';
import type { KeptService, PlanOption, StoppedService } from './plan.ts';
import type { Knowledge } from '../policy/policies.ts';
import { optionReasons } from '../policy/option-reasons.ts';
import { reason } from '../policy/reason.ts';
import type { Reason } from '../policy/reason.ts';
import type { PolicyEffect, ServiceEffect } from '../replay/replay.ts';
import { keepsServices, rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';

type Sheet = {
  readonly id: PlanOption['id'];
  readonly policy: Policy;
  readonly effect: PolicyEffect;
  readonly model: Model;
  readonly knowledge: Knowledge;
  readonly evidence: Evidence;
  readonly classes: Classes;
  readonly budget: number;
  readonly openShare: number;
  readonly common: readonly Reason[];
};

/** One option as a person compares it: every number is counted from the verdicts and the replay. */
export function describeOption(sheet: Sheet): PlanOption {
  const { policy, effect, knowledge, classes, budget } = sheet;
  const verdicts = judgeAttack(knowledge, sheet.evidence, sheet.model, policy);
  const count = (how: (typeof verdicts)[number]['how']) => verdicts.filter((one) => one.how === how).length;
  const known = verdicts.reduce((sum, one, index) => {
    const flow = knowledge.attack.flows[index];
    const share = one.how === 'stopped' ? 0 : one.how === 'partly' ? 0.5 : 1;
    return sum + (flow === undefined ? 0 : share * flow.confidence * flow.impact);
  }, 0);
  const unknown = unknownRisk(sheet);
  const total = known + unknown;
  const overBudget = total > budget + 1e-9;
  const reasons = [
    ...(overBudget ? [reason('over-budget', { residual: round(total), budget: round(budget) })] : []),
    ...optionReasons(knowledge, sheet.evidence, sheet.model, policy),
    ...sheet.common,
  ];
  const isolated = rulesOf(policy, 'isolate').map((rule) => rule.host);
  const option = {
    id: sheet.id,
    title: optionTitles[sheet.id],
    coverage: verdicts.length === 0 ? null : count('stopped') / verdicts.length,
    attack: {
      of: verdicts.length,
      stopped: count('stopped'),
      partly: count('partly'),
      open: count('not-stoppable'),
      connections: effect.attackStopped + effect.attackPassed,
      connectionsStopped: effect.attackStopped,
    },
    residual: { known: round(known), unknown: round(unknown), total: round(total), budget: round(budget), overBudget, reasons },
    loss: lossOf(effect, classes),
    stopped: effect.services
      .flatMap((service) => stoppedOf(service, classes))
      .toSorted((a, b) => (a.priority ?? 9) - (b.priority ?? 9) || b.users - a.users),
    kept: effect.services
      .flatMap((service) => keptOf(service, classes))
      .toSorted((a, b) => (a.priority ?? 9) - (b.priority ?? 9) || b.users - a.users),
    isolated,
    base: policy.base,
    names: policy.names,
    rules: policy.rules,
    ruleCount: policy.rules.length + (policy.base === 'deny' ? 1 : 0),
    verdicts,
  };
  return { ...option, needs: needsOf(option) };
}

/** Σ p·i over suspected hosts that stay connected × the share of unknown destinations that stays open to them. */
function unknownRisk({ policy, knowledge, openShare }: Sheet): number {
  const isolated = new Set(rulesOf(policy, 'isolate').map((rule) => rule.host));
  const share = policy.base === 'allow' ? 1 : !keepsServices(policy) ? 0 : openShare;
  return knowledge.attack.suspects.reduce(
    (sum, suspect) => (isolated.has(knowledge.table.hosts[suspect.host] ?? '') ? sum : sum + suspect.probability * suspect.impact * share),
    0,
  );
}

/** Union over all rules, because the replay counts each connection and each user once. Traffic inside and of isolated computers is counted with the computer. */
function lossOf(effect: PolicyEffect, classes: Classes): number {
  return round(
    effect.services.reduce((sum, service) => {
      const weight = classes.weights[service.service] ?? 1;
      const use = 0.5 + 0.5 * (service.stoppedFlows / Math.max(1, service.flows));
      const stopped = service.stoppedUsers === 0 ? 0 : weight * service.stoppedUsers * use;
      const isolated = service.isolatedUsers === 0 ? 0 : Math.min(weight, 5) * service.isolatedUsers;
      return sum + stopped + isolated;
    }, 0),
  );
}

function priorityOf(service: number, classes: Classes): number | null {
  return service >= classes.unnamed ? null : (classes.services[service]?.priority ?? null);
}

function stoppedOf(effect: ServiceEffect, classes: Classes): StoppedService[] {
  const service = classes.services[effect.service];
  const head = { service: service?.id ?? '', name: service?.name ?? '', priority: priorityOf(effect.service, classes) };
  return [
    ...(effect.stoppedFlows > 0
      ? [{ ...head, users: effect.stoppedUsers, flows: effect.stoppedFlows, departments: effect.departments, because: 'rule' as const }]
      : []),
    ...(effect.isolatedFlows > 0
      ? [{ ...head, users: effect.isolatedUsers, flows: effect.isolatedFlows, departments: [], because: 'isolated' as const }]
      : []),
  ];
}

function keptOf(effect: ServiceEffect, classes: Classes): KeptService[] {
  const service = classes.services[effect.service];
  const flows = effect.flows - effect.stoppedFlows;
  if (flows === 0) return [];
  return [
    {
      service: service?.id ?? '',
      name: service?.name ?? '',
      priority: priorityOf(effect.service, classes),
      flows,
      of: effect.flows,
      share: flows / effect.flows,
      users: effect.users,
      isolated: { flows: effect.isolatedFlows, users: effect.isolatedUsers },
    },
  ];
}

/** What must be there before the option can be applied. */
export function needsOf(option: Pick<PlanOption, 'rules' | 'base' | 'names' | 'isolated'>): readonly Bilingual[] {
  const kinds = new Set(option.rules.map((rule) => rule.kind));
  const needs: Bilingual[] = [];
  if (kinds.has('address') || kinds.has('pair') || option.base === 'deny')
    needs.push({ ja: '境界のパケットフィルター（IPv4 と IPv6 の両方）', en: 'A packet filter at the border, for IPv4 and IPv6' });
  if (option.isolated.length > 0)
    needs.push({
      ja: '端末の内側に近い装置（NAT やプロキシーより手前）での隔離',
      en: 'A device near the computers, before NAT and proxies, for the isolation',
    });
  if (kinds.has('name') || (option.base === 'deny' && option.names !== 'none'))
    needs.push(
      option.names === 'dns'
        ? { ja: '自組織リゾルバーでの名前の制御と、社外リゾルバーの遮断', en: 'Name rules at your resolver, and outside resolvers closed' }
        : { ja: '接続先の名前を読むプロキシーと、UDP 443 の遮断', en: 'A proxy that reads server names, and UDP 443 closed' },
    );
  needs.push({
    ja: '止める相手との接続の切断（conntrack の消去）と、担当者の経路の確認',
    en: 'Reset of sessions with what is cut, and a check of the responders’ path',
  });
  return needs;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
