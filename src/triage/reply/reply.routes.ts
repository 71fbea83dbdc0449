// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../../case/case-id-param.ts';
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, Reply as RouteReply, RouteSpec } from '../../edge/route.ts';
import type { ReplyView } from '../../case/fold/views/triage-view.ts';
import type { CaseId } from '../../journal/stream.ts';
import { endpoints } from './reply.contract.ts';
import type { NewReply, Reply } from './reply.contract.ts';
import type { TriageDeps } from '../deps.ts';
import { triageProblem } from '../problems.ts';
import { passGate } from './release-gate.ts';
import { replyFrom, replyTemplates, signedText } from './reply-template.ts';
import { holdReply, releaseReply, withdrawReply } from './reply.ts';

const caseParams = z.object({ caseId: caseIdParam });
const replyParams = z.object({ caseId: caseIdParam, replyId: z.string().max(50) });

/** Routes over held replies: template, hold, release, send, withdraw. Only a named person releases. */
export function replyRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [...readRoutes(deps), ...holdRoutes(deps), ...gateRoutes(deps)];
}

function wireOf(reply: ReplyView): Reply {
  const { replyId, reportId, template, to, subject, text, lang, state, digest, dueAt, releasedBy, notSent, attempts, findings } = reply;
  return {
    replyId,
    reportId,
    template,
    to,
    subject,
    text,
    lang,
    state,
    digest,
    dueAt,
    releasedBy,
    notSent,
    attempts,
    findings: [...findings],
  };
}

async function shown(deps: TriageDeps, caseId: CaseId, replyId: string): Promise<RouteReply<Reply>> {
  const reply = (await deps.journal.view(caseId))?.parts.triage.replies[replyId];
  return reply === undefined ? { problem: triageProblem('triage.not-in-case') } : { status: 200, body: wireOf(reply) };
}

function readRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.templates,
      summary: { ja: '返信の文例', en: 'Reply templates' },
      access: mayRead,
      async handle() {
        const signed = { organisation: await deps.organisation(), reportId: '' };
        return {
          status: 200,
          body: { templates: replyTemplates.map((template) => ({ ...template, text: signedText(template, signed) })) },
        };
      },
    }),
    route({
      ...endpoints.replies,
      summary: { ja: '保留中の返信', en: 'Held replies of a case' },
      access: mayRead,
      params: caseParams,
      reads: ({ caseId }) => caseId,
      async handle({ params }) {
        const view = await deps.journal.view(params.caseId);
        if (view === null) return { problem: triageProblem('triage.not-in-case') };
        return { status: 200, body: { replies: Object.values(view.parts.triage.replies).map(wireOf) } };
      },
    }),
  ];
}

async function hold(deps: TriageDeps, caseId: CaseId, body: NewReply, who: Caller, replyId: string | null): Promise<RouteReply<Reply>> {
  const ready = replyFrom(body.template, body.lang, { organisation: await deps.organisation(), reportId: body.reportId });
  const subject = body.subject ?? ready?.subject ?? '';
  const text = body.text ?? ready?.text ?? '';
  if (subject === '' || text.trim() === '') return { problem: triageProblem('triage.not-in-case') };
  const held = await holdReply(deps, caseId, actorOf(who), { ...body, subject, text, hours: ready?.hours ?? 72 }, replyId);
  return held.ok
    ? shown(deps, caseId, held.value.replyId)
    : { problem: triageProblem(held.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.already-settled') };
}

function holdRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.holdReply,
      summary: { ja: '返信を保留にする（まだ送らない）', en: 'Put a reply on hold (nothing is sent)' },
      access: mayWork,
      params: caseParams,
      handle: ({ params, body, who }) => hold(deps, params.caseId, body, who, null),
    }),
    route({
      ...endpoints.changeReply,
      summary: { ja: '保留中の返信を直す（承認は取り消される）', en: 'Change a held reply (a release is lost)' },
      access: mayWork,
      params: replyParams,
      handle: ({ params, body, who }) => hold(deps, params.caseId, body, who, params.replyId),
    }),
  ];
}

const RELEASE_PROBLEMS = {
  'not-in-case': 'triage.not-in-case',
  'already-settled': 'triage.already-settled',
  'reply-changed': 'triage.reply-changed',
  'reply-refused': 'triage.reply-refused',
  'not-a-person': 'triage.not-released',
} as const;

function gateRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.releaseReply,
      summary: { ja: '自分の名前で返信を承認する', en: 'Release a reply in your own name' },
      access: mayRelease.reply,
      params: replyParams,
      async handle({ params, body, who }) {
        const done = await releaseReply(deps, params.caseId, actorOf(who), params.replyId, body.digest, body.overrides);
        return done.ok ? shown(deps, params.caseId, params.replyId) : { problem: triageProblem(RELEASE_PROBLEMS[done.error]) };
      },
    }),
    route({
      ...endpoints.sendReply,
      summary: {
        ja: '承認済みの返信をもう一度送る（承認がなければ止まり、記録される）',
        en: 'Try to send a released reply again (stopped and noted without a release)',
      },
      access: mayWork,
      params: replyParams,
      async handle({ params, who }) {
        const passage = await passGate(deps, params.caseId, params.replyId, actorOf(who), 'api');
        if (passage.is === 'not-in-case') return { problem: triageProblem('triage.not-in-case') };
        if (passage.is === 'refused') return { problem: triageProblem('triage.not-released', { why: passage.why }) };
        if (passage.is === 'not-set-up') return { problem: triageProblem('triage.no-mail-out') };
        return { status: 200, body: { is: passage.is, why: 'why' in passage ? passage.why : '' } };
      },
    }),
    route({
      ...endpoints.withdrawReply,
      summary: { ja: '返信を取り下げる', en: 'Withdraw a reply' },
      access: mayWork,
      params: replyParams,
      async handle({ params, body, who }) {
        const done = await withdrawReply(deps, params.caseId, actorOf(who), params.replyId, body.reason);
        return done.ok ? shown(deps, params.caseId, params.replyId) : { problem: triageProblem(RELEASE_PROBLEMS[done.error]) };
      },
    }),
  ];
}
