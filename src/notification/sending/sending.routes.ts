// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { endpoints } from '../contract.ts';
import type { NoticeSheet } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { approveNotice } from '../notice/approve-notice.ts';
import { declareNotice } from '../notice/declare.ts';
import { lookForCopy, testNotice } from '../notice/test-notice.ts';
import { notificationProblem } from '../problems.ts';
import { noticeSheet } from './notice-sheet.ts';
import { answerReply } from './come-back.ts';
import { handOn } from './hand-on.ts';
import { pauseNotice, resumeNotice } from './pause.ts';
import { releaseLeg } from './release-leg.ts';

const params = z.object({ caseId: z.string() });

/** Routes by which a notice is tried, approved and let out; each answers how it stands then. */
export function sendingRoutes(deps: NotificationDeps): readonly RouteSpec[] {
  const after = async (text: string, work: (caseId: CaseId) => Promise<Result<unknown, Problem>>) => {
    const caseId = parseCaseId(text);
    if (caseId === null) return { problem: notificationProblem('notification.no-such-case') };
    const done = await work(caseId);
    const sheet: Result<NoticeSheet, Problem> = done.ok ? await noticeSheet(deps, caseId) : done;
    return sheet.ok ? { status: 200 as const, body: sheet.value } : { problem: sheet.error };
  };
  return [
    route({
      ...endpoints.notice,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '通知の送信の様子', en: 'How the notice stands' },
      handle: ({ params: { caseId } }) => after(caseId, () => Promise.resolve({ ok: true, value: null })),
    }),
    route({
      ...endpoints.declareNotice,
      access: mayWork,
      params,
      summary: { ja: '必要な通知か、任意のお知らせかを決める', en: 'Say whether the notice is required or optional' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => declareNotice(deps, actorOf(who), of, body.optional)),
    }),
    route({
      ...endpoints.testNotice,
      access: mayWork,
      params,
      summary: { ja: '通知を自分たち宛てに送ってみる', en: 'Send the notice to ourselves first' },
      handle: ({ params: { caseId }, who }) =>
        after(caseId, async (of) => testNotice(deps, actorOf(who), of, await deps.ownAddresses(who.personId))),
    }),
    route({
      ...endpoints.lookForCopy,
      access: mayWork,
      params,
      summary: { ja: '届いた写しを探す', en: 'Look for the copy that arrived' },
      handle: ({ params: { caseId }, who }) => after(caseId, (of) => lookForCopy(deps, actorOf(who), of)),
    }),
    route({
      ...endpoints.approveNotice,
      access: mayRelease.notice,
      params,
      summary: { ja: '通知の相手と文面を承認する', en: 'Approve the notice' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => approveNotice(deps, actorOf(who), of, body)),
    }),
    route({
      ...endpoints.releaseLeg,
      access: mayRelease.notice,
      params,
      summary: { ja: '通知の先行分か残りを送る', en: 'Send the first few, or the rest' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => releaseLeg(deps, actorOf(who), of, body.leg)),
    }),
    route({
      ...endpoints.pauseNotice,
      access: mayWork,
      params,
      summary: { ja: '通知の送信を止める', en: 'Stop sending' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => pauseNotice(deps, actorOf(who), of, body.reason)),
    }),
    route({
      ...endpoints.resumeNotice,
      access: mayRelease.notice,
      params,
      summary: { ja: '通知の送信を再開する', en: 'Let sending go on' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => resumeNotice(deps, actorOf(who), of, body.reason, body.daily)),
    }),
    route({
      ...endpoints.handOn,
      access: mayRelease.notice,
      params,
      summary: { ja: 'まだ出ていない分を次の手段に回す', en: 'Hand what has not left on to the next steps' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => handOn(deps, actorOf(who), of, body.reason)),
    }),
    route({
      ...endpoints.answerReply,
      access: mayWork,
      params: z.object({ caseId: z.string(), contactId: z.string() }),
      summary: { ja: '通知への返信に答えたと記録する', en: 'Record that a reply was answered' },
      handle: ({ params: { caseId, contactId }, body, who }) =>
        after(caseId, (of) => answerReply(deps, actorOf(who), of, contactId, body.reason)),
    }),
  ];
}
