// SPDX-License-Identifier: Apache-2.0
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Entry } from '../entry.ts';
import { judgeHandMeasures, judgePlan, nextOfHandMeasures, nextOfPlan, stationOfHandMeasures } from './readings/containment-reading.ts';
import { isLost } from './views/containment-view.ts';
import type { ContainmentPlan, ContainmentView, HandMeasure } from './views/containment-view.ts';
import type { PartFold } from './part-fold.ts';

/** While nothing is in force the share is the plan's, and must not read as if something were stopped. */
const stopped = { ja: '% 停止中', en: '% stopped' } as const;
const planned = { ja: '% を止める案', en: '% by the plan' } as const;

const lostWords = {
  gone: { ja: 'ルールが消えている', en: 'rules gone' },
  changed: { ja: 'ルールが変わっている', en: 'rules changed' },
} as const;

export const containmentFold: PartFold<ContainmentView> = {
  initial: { plans: [], handMeasures: [] },
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
        return { ...view, plans: [...view.plans, plan] };
      }
      case 'containment.plan-released': {
        const { option, reason } = entry.body;
        return change(view, entry.body.planId, {
          released: { option, reason, by: entry.actor.name, at: entry.at, seq: entry.seq },
          rolledBack: null,
        });
      }
      case 'containment.plan-applied': {
        const { option, where, deadManSeconds, before = null, backAfter = null, listing = null, sessions = null } = entry.body;
        const undoneAt = deadManSeconds === 0 ? null : plusMillis(entry.at, deadManSeconds * 1000);
        const applied = {
          option,
          where,
          by: entry.actor.name,
          at: entry.at,
          confirmed: null,
          undoneAt,
          before,
          backAfter,
          listing,
          sessions,
          byHand: entry.body.byHand !== undefined,
          found: null,
          seq: entry.seq,
        };
        return change(view, entry.body.planId, { applied, rolledBack: null });
      }
      case 'containment.plan-confirmed': {
        const known = view.plans.find((plan) => plan.planId === entry.body.planId)?.applied;
        const confirmed = { by: entry.actor.name, at: entry.at };
        return known === undefined || known === null
          ? view
          : change(view, entry.body.planId, { applied: { ...known, confirmed, undoneAt: null, before: null } });
      }
      case 'containment.plan-found': {
        const known = view.plans.find((plan) => plan.planId === entry.body.planId)?.applied;
        const found = { state: entry.body.found, at: entry.at, seq: entry.seq };
        return known === undefined || known === null ? view : change(view, entry.body.planId, { applied: { ...known, found } });
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
      default: {
        const handMeasures = applyHandMeasure(view.handMeasures, entry);
        return handMeasures === view.handMeasures ? view : { ...view, handMeasures };
      }
    }
  },
  stations(view) {
    const last = view.plans.at(-1);
    if (last === undefined) return stationOfHandMeasures(view.handMeasures);
    const inForce = view.plans.findLast((plan) => plan.applied !== null);
    const shown = inForce ?? last;
    const isSeen = inForce !== undefined && !isLost(inForce) && inForce.applied?.found?.state !== 'unreachable';
    const id = shown.applied?.option ?? shown.released?.option ?? shown.recommended;
    const chosen = shown.options.find((option) => option.id === id);
    return {
      containment: {
        state: inForce !== undefined && inForce.applied?.undoneAt === null && isSeen ? 'done' : 'running',
        word:
          inForce === undefined
            ? last.rolledBack !== null
              ? { ja: '元に戻した', en: 'rolled back' }
              : last.released === null
                ? { ja: '承認待ち', en: 'waits for release' }
                : { ja: '適用待ち', en: 'released' }
            : isLost(inForce)
              ? lostWords[inForce.applied?.found?.state === 'changed' ? 'changed' : 'gone']
              : !isSeen
                ? { ja: '装置に届かない', en: 'device not reached' }
                : inForce.applied?.undoneAt === null
                  ? { ja: '適用中', en: 'in force' }
                  : { ja: '確認待ち', en: 'waits for confirmation' },
        number:
          chosen === undefined || chosen.coverage === null
            ? null
            : { value: Math.round(chosen.coverage * 100), unit: isSeen ? stopped : planned },
        deadline: inForce?.applied?.undoneAt ?? null,
      },
    };
  },
  judgement(view) {
    const last = view.plans.at(-1);
    const byHand = judgeHandMeasures(view.handMeasures);
    if (last === undefined) return byHand;
    const plan = judgePlan(view.plans.findLast((one) => one.applied !== null) ?? last);
    return { ...plan, known: [...plan.known, ...byHand.known], notCheckable: [...plan.notCheckable, ...byHand.notCheckable] };
  },
  next(view) {
    const idle = view.plans.every((plan) => plan.applied === null);
    return [
      ...view.plans.flatMap((plan, index) => (index === view.plans.length - 1 || plan.applied !== null ? nextOfPlan(plan, idle) : [])),
      ...nextOfHandMeasures(view.handMeasures),
    ];
  },
};

function change(view: ContainmentView, planId: string, part: Partial<ContainmentPlan>): ContainmentView {
  return { ...view, plans: view.plans.map((plan) => (plan.planId === planId ? { ...plan, ...part } : plan)) };
}

/** What people did with cables and switches, as the entries have it. */
function applyHandMeasure(measures: readonly HandMeasure[], entry: Entry): readonly HandMeasure[] {
  switch (entry.kind) {
    case 'containment.hand-measure-taken': {
      const { doneAt, ...body } = entry.body;
      const taken = { recordedBy: entry.actor.name, recordedAt: entry.at, photos: [], putBack: null, seq: entry.seq };
      return [...measures, { ...body, doneAt: doneAt as Instant, ...taken }];
    }
    case 'containment.hand-measure-photographed': {
      const { measureId, photos } = entry.body;
      return measures.map((one) => (one.measureId === measureId ? { ...one, photos: [...one.photos, ...photos] } : one));
    }
    case 'containment.hand-measure-put-back': {
      const { measureId, doneAt, ...body } = entry.body;
      const putBack = { ...body, doneAt: doneAt as Instant, seq: entry.seq };
      return measures.map((one) => (one.measureId === measureId ? { ...one, putBack } : one));
    }
    default:
      return measures;
  }
}
