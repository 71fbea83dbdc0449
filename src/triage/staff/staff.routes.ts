// SPDX-License-Identifier: Apache-2.0
import { caseIdParam } from '../../case/case-id-param.ts';
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Reply as RouteReply, RouteSpec } from '../../edge/route.ts';
import { staffAnswers } from '../../case/entry/triage.ts';
import { markedPage } from '../../case/exercise-mark.ts';
import { DESK, parseCaseId } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import { endpoints } from '../reply/reply.contract.ts';
import { censusOf } from './census.ts';
import type { TriageDeps } from '../deps.ts';
import { previewNotice, releaseNotice, releaseNoticeAgain } from './notice.ts';
import { remindSilent } from './remind.ts';
import { answerNotice } from './staff-answer.ts';
import { readStaffLink } from './staff-link.ts';
import { triageProblem } from '../problems.ts';
import { staffPage } from './staff-page.ts';

const caseParams = z.object({ caseId: caseIdParam });
const noticeParams = z.object({ caseId: caseIdParam, noticeId: z.string().max(50) });
const DONE = { status: 200, body: { done: true } } as const;

/** Routes over notices, the census and promises, and the public page on which a colleague answers. */
export function staffRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [...noticeRoutes(deps), ...pageRoutes(deps), ...relationRoutes(deps)];
}

function noticeRoutes(deps: TriageDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.previewNotice,
      summary: {
        ja: '社内への知らせの文面・人数・送れるかどうか（何も送らない）',
        en: 'Text, number of people and whether mail can leave (nothing is sent)',
      },
      access: mayWork,
      params: caseParams,
      async handle({ params, body, who }) {
        const preview = await previewNotice(deps, params.caseId, actorOf(who), body);
        if (!preview.ok) return { problem: triageProblem('triage.not-in-case') };
        return { status: 200, body: { ...preview.value, text: { ...preview.value.text }, mail: preview.value.mail.is } };
      },
    }),
    route({
      ...endpoints.releaseNotice,
      summary: { ja: '社内に返信禁止を知らせる', en: 'Tell the staff not to reply' },
      access: mayRelease.notice,
      params: caseParams,
      async handle({ params, body, who }) {
        const released = await releaseNotice(deps, params.caseId, actorOf(who), body);
        if (released.ok) return { status: 201, body: { ...released.value } };
        return { problem: triageProblem(released.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.not-released') };
      },
    }),
    route({
      ...endpoints.releaseNoticeAgain,
      summary: { ja: '送れなかった人へ、もう一度知らせる', en: 'Release the notice again for those whom it could not leave for' },
      access: mayRelease.notice,
      params: noticeParams,
      async handle({ params, who }) {
        const released = await releaseNoticeAgain(deps, params.caseId, actorOf(who), params.noticeId);
        if (released.ok) return { status: 200, body: { ...released.value } };
        if (released.error === 'nothing-waits') return { problem: triageProblem('triage.nothing-waits') };
        return { problem: triageProblem(released.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.not-released') };
      },
    }),
    route({
      ...endpoints.remindSilent,
      summary: { ja: 'まだ答えていない人に催促する', en: 'Ask those once more who have not answered' },
      access: mayWork,
      params: noticeParams,
      async handle({ params, who }) {
        const reminded = await remindSilent(deps, params.caseId, actorOf(who), params.noticeId);
        if (reminded.ok) return { status: 200, body: { ...reminded.value } };
        if (reminded.error === 'nothing-waits') return { problem: triageProblem('triage.nobody-silent') };
        return { problem: triageProblem(reminded.error === 'not-in-case' ? 'triage.not-in-case' : 'triage.not-released') };
      },
    }),
    route({
      ...endpoints.answerNotice,
      summary: { ja: '電話や口頭で聞いた答えを記録する', en: 'Write down what a colleague said by telephone or in person' },
      access: mayWork,
      params: noticeParams,
      async handle({ params, body, who }) {
        const place = { caseId: params.caseId, noticeId: params.noticeId, personId: body.personId };
        if ((await deps.journal.view(params.caseId))?.parts.triage.notices[params.noticeId] === undefined)
          return { problem: triageProblem('triage.not-in-case') };
        const answered = await answerNotice(deps, place, body.answer, body.note, actorOf(who));
        return answered.ok ? DONE : { problem: triageProblem('triage.not-in-case') };
      },
    }),
    route({
      ...endpoints.census,
      summary: { ja: '誰に届き、誰が返信し、誰がまだ答えていないか', en: 'Who got it, who replied, who has not answered' },
      access: mayRead,
      params: noticeParams,
      reads: ({ caseId }) => caseId,
      async handle({ params }) {
        const notice = (await deps.journal.view(params.caseId))?.parts.triage.notices[params.noticeId];
        if (notice === undefined) return { problem: triageProblem('triage.not-in-case') };
        return { status: 200, body: await censusOf(deps, notice) };
      },
    }),
    route({
      ...endpoints.followUp,
      summary: { ja: '返信・開封した人を確かめ終えた', en: 'Somebody who replied or opened it was followed up' },
      access: mayWork,
      params: noticeParams,
      body: z.object({ personId: z.string().max(100), what: z.string().trim().min(1).max(2000) }),
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

/**
 * A minute, from one address: a whole house behind one proxy opens its links as soon as the notice is there. There is nothing
 * to guess: a link bears a mark that only this desk makes.
 */
const A_HOUSE = 1200;
const pageParams = z.object({ token: z.string().max(500) });
const pageQuery = z.object({ lang: z.string().max(5).optional() });

function pageRoutes(deps: TriageDeps): readonly RouteSpec[] {
  const page = async (token: string, lang: 'ja' | 'en', answered: boolean): Promise<RouteReply<never>> => {
    const link = await readStaffLink(deps, token);
    const row = link === null ? undefined : (await deps.store.census(link.noticeId)).find((one) => one.personId === link.personId);
    if (row === undefined) return { problem: triageProblem('triage.link-not-valid') };
    const small = staffPage(deps.hash, lang, row.name, answered);
    const { marked } = await deps.passing.of(link?.caseId ?? DESK);
    return marked ? { ...small, raw: markedPage(small.raw) } : small;
  };
  return [
    route({
      ...endpoints.staffPage,
      summary: { ja: '職員が一押しで答えるページ', en: 'The page on which staff answer with one tap' },
      access: 'public',
      params: pageParams,
      query: pageQuery,
      rateLimit: A_HOUSE,
      handle: ({ params, query, lang }) => page(params.token, isLang(query.lang) ? query.lang : lang, false),
    }),
    route({
      ...endpoints.answerOnPage,
      summary: { ja: '職員の答えを受け取る', en: 'Take a colleague’s answer' },
      access: 'public',
      params: pageParams,
      query: pageQuery,
      body: z.object({ answer: z.enum(staffAnswers), note: z.string().max(2000).default('') }),
      rateLimit: A_HOUSE,
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
      ...endpoints.promise,
      summary: { ja: '報告者への約束・機関への報告を記録する', en: 'Note a promise to the reporter or feedback owed' },
      access: mayWork,
      params: caseParams,
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
      ...endpoints.keepPromise,
      summary: { ja: '約束を果たした', en: 'A promise was kept' },
      access: mayWork,
      params: z.object({ caseId: caseIdParam, promiseId: z.string().max(50) }),
      body: z.object({ note: z.string().max(2000).default('') }),
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
      ...endpoints.undoMerge,
      summary: { ja: '同じメールのまとめを取り消す', en: 'Undo a fold' },
      access: mayWork,
      params: z.object({ caseId: caseIdParam, mergeId: z.string().max(50) }),
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
