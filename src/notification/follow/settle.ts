// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { funnelOf, settled } from '../state/funnel.ts';
import { after } from '../state/moves.ts';
import { notificationProblem } from '../problems.ts';
import type { Plan } from './due.ts';
import type { FollowDeps } from './gather-due.ts';

type Settling = { readonly customerId: string; readonly as: 'verified' | 'exempt'; readonly reason: string };

/** A person says of one customer what evidence there is, or why he is exempt. */
export async function settleCustomer(deps: FollowDeps, actor: Actor, caseId: CaseId, settling: Settling): Promise<Result<null, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  const { customerId, as, reason } = settling;
  const event = as === 'verified' ? 'verify' : 'exempt';
  return deps.journal.write(async (writing) => {
    const standing = await deps.notices.standing(noticeId, customerId, writing.tx);
    if (standing === null) return err(notificationProblem('notification.no-such-customer'));
    if (after(standing.state, event) === standing.state) return ok(null);
    await deps.notices.happen(writing.tx, noticeId, [{ event, customerId, detail: reason }], { by: actor.name, at: deps.clock.now() });
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.settled', body: { noticeId, customerId, as, reason } }] });
    return ok(null);
  });
}

/** Ends the notice: only where every customer is verified or exempt. */
export async function closeNotice(deps: FollowDeps, actor: Actor, caseId: CaseId): Promise<Result<null, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const notice = (await deps.journal.view(caseId))?.parts.notification.notice ?? null;
  if (notice === null) return err(notificationProblem('notification.not-approved'));
  if (notice.follow.closed !== null) return ok(null);
  const { noticeId } = notice;
  return deps.journal.write(async (writing) => {
    const standings = await deps.notices.standings(noticeId, writing.tx);
    const funnel = funnelOf(standings.map((one) => one.state));
    if (!settled(funnel)) {
      const left = funnel.customers - funnel.stages.verified - funnel.stages.out;
      return err(notificationProblem('notification.not-settled', { left: String(left) }));
    }
    const digest = deps.hash(canonicalJson(standings.map(({ customerId, state }) => [customerId, state])));
    const { verified, out } = funnel.stages;
    const body = { noticeId, customers: funnel.customers, verified, exempt: out, digest };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'follow.closed', body }] });
    return ok(null);
  });
}

/** How often and how far apart the silent are reminded before the next step of their ladder. */
export async function planNotice(deps: FollowDeps, actor: Actor, caseId: CaseId, plan: Plan): Promise<Result<null, Problem>> {
  if (actor.type === 'machine') return err(notificationProblem('notification.needs-a-person'));
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return err(notificationProblem('notification.not-approved'));
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'follow.planned', body: { noticeId, ...plan } }] });
  return ok(null);
}
