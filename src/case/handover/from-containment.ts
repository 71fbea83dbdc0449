// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../fold/view.ts';
import type { Found } from './finding.ts';

/** containment -> board: what is left to do when a plan is in force, and what it cannot stop. */
export function fromContainment(view: CaseView): readonly Found[] {
  const plan = view.parts.containment.plans.findLast((one) => one.applied !== null);
  if (plan?.applied == null || plan.applied.undoneAt !== null) return [];
  const { where, seq, option } = plan.applied;
  const shared = { to: 'board', value: plan.planId, takenBy: 'person' } as const;
  const verified = plan.verified !== null && plan.verified.option === option && plan.verified.differences === 0;
  const verify: Found = {
    ...shared,
    kind: 'verify',
    text: {
      ja: `${where} に適用した計画 ${plan.planId} が、止めるものを止め、残すものを通しているか確かめる`,
      en: `Check that plan ${plan.planId} at ${where} stops what it should and lets through what it keeps`,
    },
    evidence: [{ type: 'entry', seq }],
  };
  const rest: Found = {
    ...shared,
    kind: 'not-stopped',
    text: {
      ja: `計画 ${plan.planId} では止められない通信 ${plan.notStoppable} 組を、別の方法で止める`,
      en: `Stop in another way the ${plan.notStoppable} flows that plan ${plan.planId} cannot stop`,
    },
    evidence: [{ type: 'entry', seq: plan.seq }],
  };
  return [...(verified ? [] : [verify]), ...(plan.notStoppable > 0 ? [rest] : [])];
}
