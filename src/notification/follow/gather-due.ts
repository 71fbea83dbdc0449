// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { CaseId } from '../../journal/stream.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { Gathered } from '../audience/gather.ts';
import type { AudienceRow } from '../audience/audience.ts';
import { stepsOf } from '../customer/customer.ts';
import type { Step } from '../customer/customer.ts';
import type { NotificationDeps } from '../deps.ts';
import { moveOf, usualPlan } from './due.ts';
import type { Move, Plan } from './due.ts';
import type { FollowStore, Progress } from './follow-store.port.ts';

export type FollowDeps = NotificationDeps & { readonly follow: FollowStore };

/** Between two mails to one contact, whatever the case: reminders keep to it. */
export const LEAST_HOURS = 24;

/** One customer of a notice with what is due. `row`: what concerns him now; null where nothing does any more. */
export type Due = { readonly one: Progress; readonly move: Move; readonly row: AudienceRow | null };
export type AllDue = {
  readonly plan: Plan;
  readonly due: readonly Due[];
  /** Reminders that wait, because another case wrote to the same contact within a day. */
  readonly restingContacts: number;
  readonly gathered: Gathered;
  readonly stepsOfCustomer: (customerId: string) => readonly Step[];
};

/** Everybody of the notice with what is due for him by plan. Whom nothing concerns any more gets nothing. */
export async function gatherDue(deps: FollowDeps, caseId: CaseId, view: CaseView, noticeId: string): Promise<AllDue> {
  const now = deps.clock.now();
  const plan = view.parts.notification.notice?.follow.plan ?? usualPlan;
  const [gathered, progress] = await Promise.all([gatherAudience(deps, caseId, view), deps.follow.progress(noticeId)]);
  const customers = await deps.customers.find(progress.map((one) => one.customerId));
  const ids = [...customers.values()].flatMap((one) => one.ladder.map((step) => step.contactId));
  const contacts = await deps.customers.contacts([...new Set(ids)]);
  const stepsOfCustomer = (customerId: string): readonly Step[] => {
    const customer = customers.get(customerId);
    return customer === undefined ? [] : stepsOf(customer, contacts);
  };
  const rows = new Map(gathered.rows.map((row) => [row.customerId, row]));
  // Whom no step reaches any more stands among those who are not told; what concerns him is known all the same.
  const all = progress.map((one): Due => {
    const row = rows.get(one.customerId) ?? null;
    const concerned = row !== null || gathered.notTold.some((left) => left.customerId === one.customerId && left.why === 'no-step');
    return { one, row, move: concerned ? moveOf(one, stepsOfCustomer(one.customerId), plan, now) : { is: 'wait' } };
  });
  const written = all.filter(({ move }) => move.is === 'remind' || move.is === 'mail').map(contactOf);
  const elsewhere = await deps.notices.askedElsewhere(noticeId, written, plusMillis(now, -LEAST_HOURS * 3_600_000));
  const rests = (entry: Due) => (entry.move.is === 'remind' || entry.move.is === 'mail') && elsewhere.has(contactOf(entry));
  const due = all.map((entry): Due => (rests(entry) ? { ...entry, move: { is: 'wait' } } : entry));
  return { plan, due, restingContacts: elsewhere.size, gathered, stepsOfCustomer };
}

function contactOf({ one, move }: Due): string {
  return 'step' in move ? move.step.contactId : one.contactId;
}
