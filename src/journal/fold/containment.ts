// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';
import type { PartFold } from './part-fold.ts';
import type { Judgement, NextAction, Statement } from './reading.ts';

type Proposed = BodyOf<'containment.plan-proposed'>;
type Option = Proposed['recommended'];

export type ContainmentPlan = {
  readonly planId: string;
  readonly plan: string;
  readonly recommended: Option;
  readonly options: Proposed['options'];
  readonly attackFlows: number;
  readonly suspects: number;
  readonly days: number;
  readonly limits: readonly string[];
  readonly notStoppable: number;
  readonly proposedAt: Instant;
  readonly seq: number;
  readonly released: {
    readonly option: Option;
    readonly by: string;
    readonly reason: string;
    readonly at: Instant;
    readonly seq: number;
  } | null;
  readonly applied: {
    readonly option: Option;
    readonly where: string;
    readonly by: string;
    readonly at: Instant;
    /** Who said that it stays, and when. */
    readonly confirmed: { readonly by: string; readonly at: Instant } | null;
    /** When it undoes itself unless it is confirmed; null once confirmed or without a dead-man. */
    readonly undoneAt: Instant | null;
    /** What comes back if it is undone before its confirmation. */
    readonly before: { readonly planId: string; readonly option: Option } | null;
    /** The plan whose undoing put this one back; null where people applied it. */
    readonly backAfter: string | null;
    readonly seq: number;
  } | null;
  readonly verified: {
    readonly option: Option;
    readonly how: 'laboratory' | 'gateway';
    readonly probes: number;
    readonly differences: number;
    readonly seq: number;
  } | null;
  readonly rolledBack: {
    readonly cause: BodyOf<'containment.plan-rolled-back'>['cause'];
    readonly reason: string;
    readonly where: string;
    readonly by: string;
    readonly at: Instant;
    readonly seq: number;
  } | null;
};

export type ContainmentView = { readonly plans: readonly ContainmentPlan[] };

/** While nothing is in force the share is the plan's, and must not read as if something were stopped. */
const stopped = { ja: '% 停止中', en: '% stopped' } as const;
const planned = { ja: '% を止める案', en: '% by the plan' } as const;

export const containmentFold: PartFold<ContainmentView> = {
  initial: { plans: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'containment.plan-proposed': {
        const plan: ContainmentPlan = {
          ...entry.body,
          proposedAt: entry.at,
          seq: entry.seq,
          released: null,
          applied: null,
          verified: null,
          rolledBack: null,
        };
        return { plans: [...view.plans, plan] };
      }
      case 'containment.plan-released': {
        const { option, reason } = entry.body;
        return change(view, entry.body.planId, {
          released: { option, reason, by: entry.actor.name, at: entry.at, seq: entry.seq },
          rolledBack: null,
        });
      }
      case 'containment.plan-applied': {
        const { option, where, deadManSeconds, before = null, backAfter = null } = entry.body;
        const undoneAt = deadManSeconds === 0 ? null : plusMillis(entry.at, deadManSeconds * 1000);
        const applied = { option, where, by: entry.actor.name, at: entry.at, confirmed: null, undoneAt, before, backAfter, seq: entry.seq };
        return change(view, entry.body.planId, { applied, rolledBack: null });
      }
      case 'containment.plan-confirmed': {
        const known = view.plans.find((plan) => plan.planId === entry.body.planId)?.applied;
        const confirmed = { by: entry.actor.name, at: entry.at };
        return known === undefined || known === null
          ? view
          : change(view, entry.body.planId, { applied: { ...known, confirmed, undoneAt: null, before: null } });
      }
      case 'containment.plan-verified': {
        const { option, how, probes, differences } = entry.body;
        return change(view, entry.body.planId, { verified: { option, how, probes, differences, seq: entry.seq } });
      }
      case 'containment.plan-rolled-back': {
        const { cause, reason, where } = entry.body;
        return change(view, entry.body.planId, {
          applied: null,
          rolledBack: { cause, reason, where, by: entry.actor.name, at: entry.at, seq: entry.seq },
        });
      }
      default:
        return view;
    }
  },
  stations(view) {
    const last = view.plans.at(-1);
    if (last === undefined) return {};
    const inForce = view.plans.findLast((plan) => plan.applied !== null);
    const shown = inForce ?? last;
    const id = shown.applied?.option ?? shown.released?.option ?? shown.recommended;
    const chosen = shown.options.find((option) => option.id === id);
    return {
      containment: {
        state: inForce !== undefined && inForce.applied?.undoneAt === null ? 'done' : 'running',
        word:
          inForce === undefined
            ? last.rolledBack !== null
              ? { ja: '元に戻した', en: 'rolled back' }
              : last.released === null
                ? { ja: '承認待ち', en: 'waits for release' }
                : { ja: '適用待ち', en: 'released' }
            : inForce.applied?.undoneAt === null
              ? { ja: '適用中', en: 'in force' }
              : { ja: '確認待ち', en: 'waits for confirmation' },
        number: chosen === undefined ? null : { value: Math.round(chosen.coverage * 100), unit: inForce === undefined ? planned : stopped },
        deadline: inForce?.applied?.undoneAt ?? null,
      },
    };
  },
  judgement(view) {
    const last = view.plans.at(-1);
    return last === undefined
      ? { known: [], unknown: [], notCheckable: [] }
      : judge(view.plans.findLast((plan) => plan.applied !== null) ?? last);
  },
  next(view) {
    const idle = view.plans.every((plan) => plan.applied === null);
    return view.plans.flatMap((plan, index) => (index === view.plans.length - 1 || plan.applied !== null ? nextOf(plan, idle) : []));
  },
};

function judge(plan: ContainmentPlan): Judgement {
  const chosen = plan.options.find((option) => option.id === (plan.applied?.option ?? plan.released?.option ?? plan.recommended));
  const evidence = [
    { type: 'entry' as const, seq: plan.seq },
    { type: 'blob' as const, sha256: plan.plan, label: 'plan' },
  ];
  const known: Statement[] = [];
  const unknown: Statement[] = [];
  const notCheckable: Statement[] = [];
  if (chosen !== undefined) {
    const percent = Math.round(chosen.coverage * 1000) / 10;
    known.push({
      id: `containment.coverage.${plan.planId}`,
      text: {
        ja: `記録された攻撃の通信 ${plan.attackFlows} 組のうち ${percent} % を止め、台帳のサービス ${chosen.servicesKept} 件を動かし続ける（${plan.days} 日分の記録で確認）`,
        en: `${percent} % of ${plan.attackFlows} recorded attack flows are stopped and ${chosen.servicesKept} services of the inventory live (replayed over ${plan.days} days)`,
      },
      mark: 'proved',
      evidence,
    });
    if (chosen.overBudget || chosen.residual > 0)
      unknown.push({
        id: `containment.residual.${plan.planId}`,
        text: {
          ja: `残るリスクは ${chosen.residual}${chosen.overBudget ? '（許容量を超えている）' : ''}。まだ知られていない指令サーバーがあり得る`,
          en: `The residual risk is ${chosen.residual}${chosen.overBudget ? ', over the budget' : ''}: there may be command servers that nobody has seen`,
        },
        mark: 'derived',
        evidence,
      });
  }
  if (plan.verified !== null)
    known.push({
      id: `containment.verified.${plan.planId}`,
      text: {
        ja: `${plan.verified.how === 'laboratory' ? '検証環境' : '実機'}で ${plan.verified.probes} 件の通信を試し、食い違いは ${plan.verified.differences} 件だった`,
        en: `${plan.verified.probes} connections were tried ${plan.verified.how === 'laboratory' ? 'in the laboratory' : 'at the gateway'}: ${plan.verified.differences} differences`,
      },
      mark: 'proved',
      evidence: [{ type: 'entry', seq: plan.verified.seq }],
    });
  if (plan.notStoppable > 0)
    notCheckable.push({
      id: `containment.not-stoppable.${plan.planId}`,
      text: {
        ja: `この計画では止められない、または一部しか止まらない通信が ${plan.notStoppable} 組ある`,
        en: `${plan.notStoppable} attack flows are not, or only partly, stopped by this plan`,
      },
      mark: 'not-checkable',
      evidence,
    });
  return { known, unknown, notCheckable };
}

function nextOf(plan: ContainmentPlan, idle: boolean): NextAction[] {
  const action = (
    id: string,
    order: number,
    by: Instant | null,
    text: NextAction['text'],
    why: NextAction['why'],
    who: NextAction['who'],
  ): NextAction => ({ id: `containment.${id}.${plan.planId}`, order, text, why, who, by, href: 'containment' });
  const decider = { ja: '責任者', en: 'Manager' };
  const responder = { ja: '担当者', en: 'Responder' };
  if (plan.applied !== null && plan.applied.undoneAt !== null)
    return [
      action(
        'confirm',
        1,
        plan.applied.undoneAt,
        { ja: '適用した封じ込めを確認する（しないと自動で元に戻る）', en: 'Confirm the containment in force, or it undoes itself' },
        { ja: '自動で元に戻る時刻が近い', en: 'The dead-man timer is running' },
        responder,
      ),
    ];
  if (plan.applied !== null) return [];
  if (plan.rolledBack !== null)
    return [
      action(
        'again',
        5,
        null,
        { ja: '元に戻した理由を確かめ、計画を作り直す', en: 'See why it was rolled back and plan again' },
        idle
          ? { ja: 'いまは何も止めていない', en: 'Nothing is being stopped now' }
          : { ja: '一つ前の計画が適用されている', en: 'The plan before it is in force' },
        responder,
      ),
    ];
  if (plan.released === null)
    return [
      action(
        'release',
        5,
        null,
        { ja: '封じ込めの案を選び、承認する', en: 'Choose a containment option and release it' },
        { ja: '承認されるまで何も止まらない', en: 'Nothing is stopped before it is released' },
        decider,
      ),
    ];
  return [
    action(
      'apply',
      3,
      null,
      { ja: '承認された封じ込めを適用する', en: 'Apply the released containment' },
      { ja: '承認済みだが、まだ適用していない', en: 'Released, not yet applied' },
      responder,
    ),
  ];
}

function change(view: ContainmentView, planId: string, part: Partial<ContainmentPlan>): ContainmentView {
  return { plans: view.plans.map((plan) => (plan.planId === planId ? { ...plan, ...part } : plan)) };
}
