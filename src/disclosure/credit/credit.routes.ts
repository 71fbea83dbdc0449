// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { thanksHtml } from '../page/html.ts';
import { onDesk, publicHeaders } from '../page/on-desk.ts';
import { endpoints as pages } from '../page/page.contract.ts';
import { noCase } from '../problems.ts';
import { endpoints } from './credit.contract.ts';
import { orderCredit } from './credit.ts';
import type { ThanksRows } from './credit.ts';
import { feedbackOf } from './feedback.ts';

const params = z.object({ caseId: z.string() });
const lang = z.enum(['ja', 'en']).optional();

/** The public page of thanks, and what a case says to whoever told us. */
export function creditRoutes(deps: DisclosureDeps, thanked: () => Promise<ThanksRows>): readonly RouteSpec[] {
  return [
    route({
      ...pages.thanksPage,
      access: 'public',
      rateLimit: 300,
      query: z.object({ lang: lang.catch(undefined) }),
      summary: { ja: '情報をお寄せくださった方への謝辞（公開ページ）', en: 'Thanks to those who told us (public page)' },
      async handle({ query: { lang: wanted }, lang: shown }) {
        const of = wanted ?? shown;
        const raw = thanksHtml((await thanked())[of], await deps.house.organisation(), of, onDesk);
        return { status: 200, raw, contentType: 'text/html; charset=utf-8', headers: publicHeaders(deps.hash) };
      },
    }),
    route({
      ...endpoints.feedback,
      access: mayRead,
      params,
      query: z.object({ lang }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '報告者への謝辞と、結果を知らせる下書き', en: 'Thanks to reporters, and drafts of what became of it' },
      async handle({ params: { caseId: text }, query: { lang: wanted }, lang: shown }) {
        const caseId = parseCaseId(text);
        const view = caseId === null ? null : await deps.journal.view(caseId);
        return view === null ? noCase(text) : { status: 200, body: await feedbackOf(deps, view, wanted ?? shown) };
      },
    }),
    route({
      ...endpoints.orderCredit,
      access: mayRelease.statement,
      params,
      summary: { ja: '報告者の同意を得て謝辞に載せる、または取り消す', en: 'Thank a reporter in public by their consent, or take it back' },
      async handle({ params: { caseId: text }, body, who, lang: shown }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await orderCredit(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: await feedbackOf(deps, done.value, shown) } : { problem: done.error };
      },
    }),
  ];
}
