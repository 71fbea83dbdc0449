// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { gatherAudience } from '../audience/gather.ts';
import type { NoticeSheet } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { messagesOf } from '../message/facts.ts';
import { canaryOf } from '../notice/canary.ts';
import { textDigest } from '../notice/digests.ts';
import { domainOf } from '../notice/notice.ts';
import { notificationProblem } from '../problems.ts';
import { DAY } from './limits.ts';
import { noticeStateNames } from '../state/state.ts';
import type { NoticeState } from '../state/state.ts';
import { POSSIBLE_DOUBLE } from './possible-double.ts';

const MOST_NAMED = 1000;

/** How the notice of a case stands, as a screen and a command show it; counted by row, never by progress. */
export async function noticeSheet(deps: NotificationDeps, caseId: CaseId): Promise<Result<NoticeSheet, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(notificationProblem('notification.no-such-case'));
  const { tested, notice, optional } = view.parts.notification;
  const gathered = await gatherAudience(deps, caseId, view);
  const written = messagesOf(gathered.rows, { organisation: await deps.organisation(), caseId });
  const text = textDigest(deps.hash, written, await deps.templates(), optional);
  const [day, messages, standings, doubles] = await Promise.all([
    deps.notices.rate(plusMillis(deps.clock.now(), -DAY)),
    notice === null ? [] : deps.notices.messageCounts(notice.noticeId, 1),
    notice === null ? new Map<NoticeState, number>() : deps.notices.standingCounts(notice.noticeId),
    notice === null ? [] : deps.notices.possibleDoubles(notice.noticeId, POSSIBLE_DOUBLE, MOST_NAMED),
  ]);
  return ok({
    text,
    optional,
    tested:
      tested === null
        ? null
        : {
            testId: tested.testId,
            at: tested.at,
            by: tested.by,
            holds: tested.text === text && tested.answers.some((one) => one.is === 'taken'),
            answers: tested.answers,
            arrived: tested.arrived,
          },
    approved:
      notice === null ? null : { ...notice.approved, holds: notice.approved.audience === gathered.digest && notice.approved.text === text },
    planned: { canary: canaryOf(written.map(({ to }) => ({ domain: domainOf(to) }))).length, messages: written.length },
    canary: legOf(notice?.canary ?? null),
    rest: legOf(notice?.rest ?? null),
    paused: notice?.paused ?? null,
    day: { asked: day.asked, hard: day.hard },
    messages: messages.map((one) => ({
      leg: one.canary ? ('canary' as const) : ('rest' as const),
      state: one.state,
      messages: one.messages,
    })),
    customers: noticeStateNames.flatMap((state) => (standings.has(state) ? [{ state, customers: standings.get(state) ?? 0 }] : [])),
    unread: (notice?.unread ?? []).map((one) => ({ ...one })),
    possibleDoubles: [...doubles],
  });
}

type Leg = { readonly messages: number; readonly customers: number; readonly by: string; readonly at: string; readonly done: unknown };

function legOf(leg: Leg | null): NoticeSheet['canary'] {
  if (leg === null) return null;
  const { messages, customers, by, at, done } = leg;
  return { messages, customers, by, at, done: done !== null };
}
