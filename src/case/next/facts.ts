// SPDX-License-Identifier: Apache-2.0
// What the entries of a case prove, by name: a step of a playbook or a proposed action that one of these proves is done.
import type { AccountAct } from '../entry/account.ts';
import type { CaseView } from '../fold/view.ts';
import { soughtIn } from '../fold/hunt.ts';
import { answerOf } from '../fold/words/hunt-answer.ts';
import { readFindings } from '../handover/findings.ts';

export const facts = [
  'original-kept',
  'kinds-confirmed',
  'owner-named',
  'called-back',
  'staff-told',
  'computers-listed',
  'alike-looked-for',
  'claim-judged',
  'data-out-bounded',
  'line-decided',
  'known-cut',
  'line-held',
  'extent-measured',
  'exposure-closed',
  'clocks-answered',
  'account-asked',
  'sessions-ended',
  'password-reset',
  'factors-removed',
  'mail-rules-gone',
] as const;
export type Fact = (typeof facts)[number];

/** Each with the question that its entries answer. Nothing of it is ever typed. */
const proofs: Readonly<Record<Fact, (view: CaseView) => boolean>> = {
  'original-kept': ({ parts }) => parts.intake.reports.length > 0,
  'kinds-confirmed': ({ parts }) => parts.triage.kinds?.by === 'person',
  'owner-named': ({ owner }) => owner !== null,
  'called-back': ({ actions }) => Object.entries(actions).some(([id, mark]) => id.startsWith('triage.call-back.') && mark.is === 'done'),
  'staff-told': ({ parts }) => Object.values(parts.triage.notices).some((one) => (one.result?.handedOver ?? 0) > 0),
  'computers-listed': ({ parts }) => ['none', 'found'].includes(soughtIn(parts.hunt).is),
  'alike-looked-for': (view) =>
    view.parts.hunt.searches.some((one) => one.what === 'others' && answerOf(one).is !== 'not-checkable') &&
    readFindings(view).every((one) => one.to !== 'hunt' || one.takenBy === 'desk' || one.state.is !== 'ready'),
  'claim-judged': ({ parts }) => parts.hunt.verdicts.some((one) => one.verdict !== 'cannot-tell'),
  'data-out-bounded': ({ parts }) => parts.hunt.dataOut.length > 0,
  'line-decided': ({ parts }) => parts.containment.plans.some((one) => one.released !== null),
  'known-cut': ({ parts }) => parts.containment.plans.some((one) => one.applied !== null),
  'line-held': ({ parts }) =>
    parts.containment.plans.some((one) => one.applied !== null && one.applied.undoneAt === null && one.verified?.differences === 0),
  'extent-measured': ({ parts }) => parts.exposure.lastWhole?.status === 'complete',
  'exposure-closed': ({ parts }) => {
    const run = parts.exposure.lastWhole;
    return run?.status === 'complete' && run.states.new + run.states.open + run.states.regressed === 0;
  },
  'clocks-answered': ({ parts }) => parts.obligation.answers !== null,
  'account-asked': ({ parts }) => parts.accounts.asked.some((one) => one.notCheckable.length === 0),
  'sessions-ended': (view) => isConfirmed(view, 'end-sessions'),
  'password-reset': (view) => isConfirmed(view, 'reset-password'),
  'factors-removed': (view) => isConfirmed(view, 'remove-factors'),
  'mail-rules-gone': (view) => isConfirmed(view, 'remove-mail-rules') && isConfirmed(view, 'remove-forwarding'),
};

/** Every measure of the kind that was not undone is confirmed by a re-read, and there is one. */
function isConfirmed({ parts }: CaseView, act: AccountAct): boolean {
  const all = parts.accounts.measures.filter((one) => one.act === act && one.state !== 'undone');
  return all.length > 0 && all.every((one) => one.state === 'confirmed');
}

/** Names of the facts that the case's entries prove. */
export function factsOf(view: CaseView): ReadonlySet<string> {
  return new Set(facts.filter((fact) => proofs[fact](view)));
}
