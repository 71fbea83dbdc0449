// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { funnelOf } from '../state/funnel.ts';
import { noticeStateNames, noticeStates } from '../state/state.ts';
import { notificationProblem } from '../problems.ts';
import { callScript } from './call-script.ts';
import type { FollowSheet } from './follow.contract.ts';
import { gatherDue } from './gather-due.ts';
import type { AllDue, FollowDeps } from './gather-due.ts';
import { cleanBefore, medianHours, pictureOf } from './picture.ts';

const MOST = 200;

/** How everything stands that follows the notice of a case; counted by customer, one state each. */
export async function followSheet(deps: FollowDeps, caseId: CaseId): Promise<Result<FollowSheet, Problem>> {
  const view = await deps.journal.view(caseId);
  const notice = view?.parts.notification.notice ?? null;
  if (view === null || notice === null) return err(notificationProblem('notification.not-approved'));
  const { noticeId, follow } = notice;
  const [all, letters, times] = await Promise.all([
    gatherDue(deps, caseId, view, noticeId),
    deps.follow.letters(noticeId),
    deps.follow.times(noticeId),
  ]);
  const count = (is: string) => all.due.filter(({ move }) => move.is === is).length;
  const funnel = funnelOf(all.due.map(({ one }) => one.state));
  const person = ({ one: { customerId, name, state } }: AllDue['due'][number]) => ({ customerId, name, state });
  const left = all.due.filter(({ one }) => !['verified', 'out'].includes(noticeStates[one.state].stage));
  const known = new Set(all.due.map(({ one }) => one.customerId));
  const [calls, toPrint] = [await callsOf(deps, all), all.due.filter((entry) => kindNow(all, entry) === 'letter').length];
  return ok({
    plan: all.plan,
    due: {
      reminders: count('remind'),
      onward: count('mail'),
      calls: count('call'),
      letters: count('letter'),
      nowhere: count('nowhere'),
      resting: all.restingContacts,
    },
    calls: calls.slice(0, MOST),
    callsInAll: calls.length,
    toPrint,
    batches: [...Map.groupBy(letters, (one) => one.batch)].map(([batch, own]) => ({
      batch,
      letters: own.length,
      printedAt: own[0]?.printedAt ?? '',
      postedAt: own[0]?.postedAt ?? null,
      returned: own.filter((one) => one.returnedAt !== null).length,
    })),
    nowhere: all.due
      .filter(({ move }) => move.is === 'nowhere')
      .slice(0, MOST)
      .map(person),
    funnel: {
      customers: funnel.customers,
      stages: funnel.stages,
      states: noticeStateNames.flatMap((state) => (funnel.states[state] === 0 ? [] : [{ state, customers: funnel.states[state] }])),
    },
    control: {
      cleanBefore: cleanBefore(times),
      newSince: all.gathered.rows.filter((row) => !known.has(row.customerId)).length,
      regressed: funnel.states.regressed,
    },
    medians: {
      noticed: medianHours(times, 'told', 'noticed'),
      acted: medianHours(times, 'told', 'acted'),
      verified: medianHours(times, 'told', 'verified'),
    },
    days: [...pictureOf(times, deps.clock.now(), await deps.zone())],
    checked: follow.checked,
    left: left.slice(0, MOST).map(person),
    leftInAll: left.length,
    closed: follow.closed,
  });
}

/** How an escalated customer is told now. */
function kindNow(all: AllDue, { one, move }: AllDue['due'][number]): 'telephone' | 'letter' | null {
  if (one.state !== 'escalated' || move.is !== 'wait') return null;
  const step = all.stepsOfCustomer(one.customerId).find(({ contact }) => contact.contactId === one.contactId);
  return step?.contact.kind === 'telephone' || step?.contact.kind === 'letter' ? step.contact.kind : null;
}

async function callsOf(deps: FollowDeps, all: AllDue): Promise<FollowSheet['calls']> {
  const organisation = await deps.organisation();
  const now = deps.clock.now();
  const due = (at: string | null) => at === null || at <= now;
  return all.due
    .filter((entry) => kindNow(all, entry) === 'telephone')
    .toSorted((a, b) => Number(due(b.one.callBackAt)) - Number(due(a.one.callBackAt)) || a.one.calls - b.one.calls)
    .map(({ one: { customerId, name, calls, callBackAt, contactId }, row }) => ({
      customerId,
      name,
      telephone: all.stepsOfCustomer(customerId).find(({ contact }) => contact.contactId === contactId)?.contact.value ?? '',
      calls,
      callBackAt,
      script: callScript({ name, attention: row?.attention ?? '', customerId, concerns: row?.concerns ?? [] }, organisation),
    }));
}
