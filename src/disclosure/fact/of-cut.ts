// SPDX-License-Identifier: Apache-2.0
import { isLost } from '../../case/fold/views/containment-view.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Collect } from './collect.ts';
import type { CutPlan } from './house.port.ts';

/** The plan that is in force by the record and was not found gone: its hash and option. */
export function planInForce(view: CaseView): { readonly plan: string; readonly option: string } | null {
  const one = view.parts.containment.plans.findLast((plan) => plan.applied !== null && !isLost(plan));
  return one?.applied == null ? null : { plan: one.plan, option: one.applied.option };
}

export const stopReasons = {
  rule: { ja: '攻撃に使われる経路に当たるため', en: 'it lies on the way that the attack uses' },
  isolated: { ja: 'つながる端末を切り離したため', en: 'the computers that use it are cut off' },
} as const;
export const keepReasons = {
  whole: {
    ja: '攻撃の経路と分けて使えることを、記録した通信で確かめたため',
    en: 'recorded traffic shows that it works apart from the way of the attack',
  },
  part: {
    ja: '一部は使えなくなるものの、攻撃の経路と分けて使えるため',
    en: 'it works apart from the way of the attack, though not for everyone',
  },
} as const;
const MOST = 30;

/** What was stopped and what is kept, with the plan's own reasons. `namesPublic`: a person said that the names may be public. */
export function factsOfCut(view: CaseView, cutPlan: CutPlan | null, namesPublic: boolean, to: Collect): void {
  const { containment, accounts } = view.parts;
  const plan = containment.plans.findLast((one) => one.applied !== null && !isLost(one));
  if (plan?.applied != null) {
    to.instant('cut.at', plan.applied.at, plan.applied.seq);
    if (plan.verified?.differences === 0)
      to.word('cut.verified', 'verified', { ja: '止まったことを確かめました', en: 'the stop was verified' }, plan.verified.seq);
    if (cutPlan !== null) {
      const names = namesPublic ? 'CLEAR' : 'AMBER';
      to.count('cut.stopped', cutPlan.stopped.length, plan.applied.seq);
      to.count('cut.kept', cutPlan.kept.length, plan.applied.seq);
      cutPlan.stopped.slice(0, MOST).forEach(({ name, because }, index) => {
        to.name(`cut.stopped.${index}.name`, name, plan.seq, names);
        to.word(`cut.stopped.${index}.why`, because, stopReasons[because], plan.seq);
      });
      cutPlan.kept.slice(0, MOST).forEach(({ name, whole }, index) => {
        to.name(`cut.kept.${index}.name`, name, plan.seq, names);
        to.word(`cut.kept.${index}.why`, whole ? 'whole' : 'part', keepReasons[whole ? 'whole' : 'part'], plan.seq);
      });
    }
  }
  const [considered] = containment.plans.toSorted((a, b) => b.seq - a.seq);
  if (plan === undefined && considered !== undefined) to.count('cut.considered', containment.plans.length, considered.seq);
  const byHand = containment.handMeasures.filter((one) => one.putBack === null);
  const [hand] = byHand.toSorted((a, b) => b.seq - a.seq);
  if (hand !== undefined) to.count('cut.by-hand', byHand.length, hand.seq);
  const ended = accounts.measures.filter((one) => one.state === 'confirmed');
  const [account] = ended.toSorted((a, b) => b.seq - a.seq);
  if (account !== undefined) to.count('cut.accounts', ended.length, account.seq);
}
