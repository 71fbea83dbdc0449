// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { Journal } from '../journal/journal.port.ts';
import { DESK } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Clock } from '../kernel/instant.ts';
import { plusMillis } from '../kernel/instant.ts';
import { firstStepAt } from './page.ts';
import type { Page, PageStore } from './page-store.port.ts';
import type { PlanStore } from './plan-store.port.ts';

export type TriggerDeps = {
  readonly journal: Journal;
  readonly pages: PageStore;
  readonly plans: PlanStore;
  readonly clock: Clock;
  readonly random: (bytes: number) => string;
};

export type Alarm = {
  readonly caseId: CaseId | null;
  readonly policy: string | null;
  readonly subject: string;
  readonly urgency: 'now' | 'today';
};
export type Triggered =
  | { readonly is: 'paging'; readonly pageId: string }
  | { readonly is: 'joined'; readonly pageId: string; readonly alarms: number }
  | { readonly is: 'impossible'; readonly why: string };

const desk: Actor = { type: 'machine', name: 'duty' };

/**
 * An alarm becomes a page, or joins the open page of the same policy when it comes within the policy's grouping time:
 * a thousand alarms in a minute call nobody a thousand times. Page, first step and entry are one transaction.
 */
export async function trigger(deps: TriggerDeps, alarm: Alarm, actor: Actor = desk): Promise<Triggered> {
  const stored = await deps.plans.latest();
  const policy = alarm.policy === null ? stored?.plan.policies[0] : stored?.plan.policies.find((one) => one.id === alarm.policy);
  const stream = alarm.caseId ?? DESK;
  if (policy === undefined) {
    const why = stored === null ? 'no duty plan' : alarm.policy === null ? 'the plan has no policy' : `no policy ${alarm.policy}`;
    await deps.journal.append({
      stream,
      actor,
      drafts: [{ kind: 'page.impossible', body: { subject: alarm.subject.slice(0, 500), why } }],
    });
    return { is: 'impossible', why };
  }
  return deps.journal.write(async (writing): Promise<Triggered> => {
    const now = deps.clock.now();
    await deps.pages.lockPolicy(writing.tx, policy.id);
    const open = await deps.pages.openSince(writing.tx, policy.id, plusMillis(now, -policy.groupSeconds * 1000));
    if (open !== null && policy.groupSeconds > 0 && mayJoin(open, alarm)) {
      const alarms = open.alarms + 1;
      const another = alarm.caseId !== null && alarm.caseId !== open.caseId && !open.joined.includes(alarm.caseId);
      const joined = another && alarm.caseId !== null ? [...open.joined, alarm.caseId] : open.joined;
      await deps.pages.update(writing.tx, { ...open, alarms, joined });
      const body = { pageId: open.pageId, subject: alarm.subject.slice(0, 500), alarms };
      if (another) await writing.append({ stream, actor, drafts: [{ kind: 'page.joined', body }] });
      return { is: 'joined', pageId: open.pageId, alarms };
    }
    const page: Page = {
      pageId: `P-${deps.random(9).replaceAll(/[-_]/g, 'x')}`,
      caseId: alarm.caseId,
      policy,
      subject: alarm.subject.slice(0, 500),
      urgency: alarm.urgency,
      state: 'triggered',
      generation: 0,
      round: 0,
      step: 0,
      nextAt: firstStepAt(policy, now),
      acks: [],
      joined: [],
      alarms: 1,
      createdAt: now,
    };
    await deps.pages.insert(writing.tx, page);
    const { pageId, subject, urgency } = page;
    const body = { pageId, policy: policy.id, subject, urgency, acksNeeded: policy.acksNeeded };
    await writing.append({ stream, actor, drafts: [{ kind: 'page.triggered', body }] });
    return { is: 'paging', pageId };
  });
}

/** Somebody who has answered must not be taken to know of a case that came later; more of the same case is no news. */
function mayJoin(open: Page, alarm: Alarm): boolean {
  if (open.urgency !== alarm.urgency || (open.caseId === null) !== (alarm.caseId === null)) return false;
  return open.state === 'triggered' || open.caseId === alarm.caseId;
}
