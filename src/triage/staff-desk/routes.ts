// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Reply as RouteReply, RouteSpec } from '../../edge/route.ts';
import { staffAnswers } from '../../journal/entry/triage.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import { censusSchema, newNoticeSchema, newPromiseSchema, reasonSchema } from '../reply-desk/contract.ts';
import type { Census } from '../reply-desk/contract.ts';
import type { TriageDeps } from '../deps.ts';
import { answerNotice, readStaffLink, sendNotice } from '../notice.ts';
import { triageProblem } from '../problems.ts';
import { caseParam } from '../routes.ts';
import { STAFF_STYLE, staffPage } from '../staff-page.ts';
import type { CensusRow } from '../triage-store.port.ts';

const caseParams = z.object({ caseId: caseParam });
const noticeParams = z.object({ caseId: caseParam, noticeId: z.string().max(50) });
const done = z.object({ done: z.literal(true) });
const DONE = { status: 200, body: { done: true } } as const;

export function staffRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [...noticeRoutes(deps), ...pageRoutes(deps), ...relationRoutes(deps)];
}

export function censusOf(noticeId: string, rows: readonly CensusRow[]): Census {
  const count = (answer: string | null) => rows.filter((row) => row.answer === answer).length;
  return {
    noticeId,
    people: rows.length,
    counts: {
      silent: count(null),
      gotIt: count('got-it'),
      notGot: count('not-got'),
      replied: count('replied'),
      opened: count('opened'),
      withoutAddress: rows.filter((row) => !row.hasAddress).length,
    },
    rows: rows.map(({ personId, name, department, hasAddress, answer, answeredAt, note }) => ({
      personId,
      name,
      department,
      hasAddress,
      answer: staffAnswers.find((known) => known === answer) ?? null,
      answeredAt,
      note,
    })),
  };
}

function noticeRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/triage-notices',
      summary: { ja: '社内に返信禁止を知らせる', en: 'Tell the staff not to reply' },
      access: mayWork,
      params: caseParams,
      body: newNoticeSchema,
      response: z.object({ noticeId: z.string(), people: z.int() }),
      async handle({ params, body, who }) {
        const sent = await sendNotice(deps, params.caseId, actorOf(who), body);
        if (sent.ok) return { status: 201, body: sent.value };
        return { problem: triageProblem(sent.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.not-released') };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/triage-notices/:noticeId',
      summary: { ja: '誰に届き、誰が返信し、誰がまだ答えていないか', en: 'Who got it, who replied, who has not answered' },
      access: mayRead,
      params: noticeParams,
      response: censusSchema,
      reads: ({ caseId }) => caseId,
      async handle({ params }) {
        const notice = (await deps.journal.view(params.caseId))?.parts.triage.notices[params.noticeId];
        if (notice === undefined) return { problem: triageProblem('triage.not-in-case') };
        return { status: 200, body: censusOf(params.noticeId, await deps.store.census(params.noticeId)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/triage-notices/:noticeId/followed-up',
      summary: { ja: '返信・開封した人を確かめ終えた', en: 'Somebody who replied or opened it was followed up' },
      access: mayWork,
      params: noticeParams,
      body: z.object({ personId: z.string().max(100), what: z.string().trim().min(1).max(2000) }),
      response: done,
      async handle({ params, body, who }) {
        const notice = (await deps.journal.view(params.caseId))?.parts.triage.notices[params.noticeId];
        if (notice?.answers[body.personId] === undefined) return { problem: triageProblem('triage.not-in-case') };
        await deps.journal.append({
          stream: params.caseId,
          actor: actorOf(who),
          drafts: [{ kind: 'triage.follow-up-done', body: { noticeId: params.noticeId, ...body } }],
        });
        return DONE;
      },
    }),
  ];
}

const PAGE_HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;
const pageParams = z.object({ token: z.string().max(500) });
const pageQuery = z.object({ lang: z.string().max(5).optional() });

function pageRoutes(deps: TriageDeps): readonly RouteSpec[] {
  const page = async (token: string, lang: 'ja' | 'en', answered: boolean): Promise<RouteReply<never>> => {
    const link = await readStaffLink(deps, token);
    const row = link === null ? undefined : (await deps.store.census(link.noticeId)).find((one) => one.personId === link.personId);
    if (row === undefined) return { problem: triageProblem('triage.link-not-valid') };
    return { status: 200, raw: staffPage(lang, row.name, answered), contentType: 'text/html; charset=utf-8', headers: PAGE_HEADERS };
  };
  return [
    route({
      method: 'GET',
      path: '/staff/:token',
      summary: { ja: '社員が一押しで答えるページ', en: 'The page on which staff answer with one tap' },
      access: 'public',
      params: pageParams,
      query: pageQuery,
      response: 'raw',
      rateLimit: 60,
      handle: ({ params, query, lang }) => page(params.token, isLang(query.lang) ? query.lang : lang, false),
    }),
    route({
      method: 'GET',
      path: '/staff-style.css',
      summary: { ja: '社員のページの見た目', en: 'How the staff page looks' },
      access: 'public',
      response: 'raw',
      handle: () => Promise.resolve({ status: 200, raw: STAFF_STYLE, contentType: 'text/css; charset=utf-8' } as const),
    }),
    route({
      method: 'POST',
      path: '/staff/:token',
      summary: { ja: '社員の答えを受け取る', en: 'Take a colleague’s answer' },
      access: 'public',
      params: pageParams,
      query: pageQuery,
      body: z.object({ answer: z.enum(staffAnswers), note: z.string().max(2000).default('') }),
      response: 'raw',
      rateLimit: 20,
      async handle({ params, query, body, lang }) {
        const link = await readStaffLink(deps, params.token);
        const caseId = link === null ? null : parseCaseId(link.caseId);
        if (link === null || caseId === null) return { problem: triageProblem('triage.link-not-valid') };
        const answered = await answerNotice(deps, { ...link, caseId }, body.answer, body.note);
        return answered.ok
          ? page(params.token, isLang(query.lang) ? query.lang : lang, true)
          : { problem: triageProblem(answered.error === 'link-not-valid' ? 'triage.link-not-valid' : 'triage.not-in-case') };
      },
    }),
  ];
}

function relationRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/triage-promises',
      summary: { ja: '報告者への約束・機関への報告を記録する', en: 'Note a promise to the reporter or feedback owed' },
      access: mayWork,
      params: caseParams,
      body: newPromiseSchema,
      response: z.object({ promiseId: z.string() }),
      async handle({ params, body, who }) {
        const promiseId = `K-${deps.random(9)}`;
        await deps.journal.append({
          stream: params.caseId,
          actor: actorOf(who),
          drafts: [{ kind: 'triage.promised', body: { promiseId, ...body } }],
        });
        return { status: 201, body: { promiseId } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/triage-promises/:promiseId/kept',
      summary: { ja: '約束を果たした', en: 'A promise was kept' },
      access: mayWork,
      params: z.object({ caseId: caseParam, promiseId: z.string().max(50) }),
      body: z.object({ note: z.string().max(2000).default('') }),
      response: done,
      async handle({ params, body, who }) {
        const promise = (await deps.journal.view(params.caseId))?.parts.triage.promises[params.promiseId];
        if (promise === undefined) return { problem: triageProblem('triage.not-in-case') };
        await deps.journal.append({
          stream: params.caseId,
          actor: actorOf(who),
          drafts: [{ kind: 'triage.promise-kept', body: { promiseId: params.promiseId, note: body.note } }],
        });
        return DONE;
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/triage-merges/:mergeId/undo',
      summary: { ja: '同じメールのまとめを取り消す', en: 'Undo a fold' },
      access: mayWork,
      params: z.object({ caseId: caseParam, mergeId: z.string().max(50) }),
      body: reasonSchema,
      response: done,
      async handle({ params, body, who }) {
        const merge = (await deps.journal.view(params.caseId))?.parts.triage.merges[params.mergeId];
        if (merge === undefined || merge.undone) return { problem: triageProblem('triage.merge-not-found') };
        await deps.journal.append({
          stream: params.caseId,
          actor: actorOf(who),
          drafts: [{ kind: 'triage.campaign-split', body: { mergeId: params.mergeId, reason: body.reason } }],
        });
        return DONE;
      },
    }),
  ];
}
