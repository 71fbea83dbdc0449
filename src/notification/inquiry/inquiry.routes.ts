// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { wallTime } from '../../common/time/wall-time.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { CaseId } from '../../journal/stream.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { noCase, notificationProblem } from '../problems.ts';
import { answerInquiry } from './answer.ts';
import type { Answered } from './answer.ts';
import { answerPage, askPage } from './ask-page.ts';
import { calledBack, callBacks } from './call-back.ts';
import { identify } from './identify.ts';
import { endpoints } from './inquiry.contract.ts';
import type { InquiryAnswer, InquiryDesk } from './inquiry.contract.ts';
import type { InquiryDeps } from './inquiry-deps.ts';
import type { Told } from './inquiry.ts';
import { scriptOf } from './script.ts';

const params = z.object({ caseId: z.string() });
const MOST_CALLS = 500;

/** Routes of the desk that answers "am I affected?", and of the public page for it. */
export function inquiryRoutes(deps: InquiryDeps): readonly RouteSpec[] {
  return [...deskRoutes(deps), ...pageRoutes(deps)];
}

function deskRoutes(deps: InquiryDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.inquiryDesk,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '問い合わせの窓口', en: 'The inquiry desk' },
      async handle({ params: { caseId: text } }) {
        const caseId = parseCaseId(text);
        const shown = caseId === null ? null : await deskOf(deps, caseId);
        return shown === null ? noCase() : { status: 200, body: shown };
      },
    }),
    route({
      ...endpoints.ask,
      access: mayWork,
      params,
      summary: { ja: '問い合わせに答える', en: 'Answer an inquiry' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase();
        const done = await answerInquiry(deps, actorOf(who), caseId, { way: 'telephone', ...body });
        return done.ok ? { status: 200, body: wireOf(done.value, await deps.zone()) } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.calledBack,
      access: mayWork,
      params: z.object({ caseId: z.string(), inquiryId: z.string().max(60) }),
      summary: { ja: 'かけ直した', en: 'Somebody was called back' },
      async handle({ params: { caseId: text, inquiryId }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase();
        const done = await calledBack(deps, actorOf(who), caseId, inquiryId, body);
        return done.ok ? { status: 200, body: { due: done.value.tried !== null } } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.reportHarm,
      access: mayWork,
      params,
      summary: { ja: '二次被害の申し出を記録する', en: 'Record a report of secondary harm' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null || (await deps.journal.view(caseId)) === null) return noCase();
        const [customerId = null] = body.asked === '' ? [null] : await identify(deps, [{ asked: body.asked, proof: null }], new Set());
        const { kind, day } = body;
        const harm = { harmId: `H-${deps.random(9)}`, kind, day, customerId, note: inertText(body.note, true) };
        await deps.journal.write((writing) =>
          writing.append({ stream: caseId, actor: actorOf(who), drafts: [{ kind: 'inquiry.harm-reported', body: harm }] }),
        );
        return { status: 200, body: { day } };
      },
    }),
    route({
      ...endpoints.switchPage,
      access: mayWork,
      params,
      summary: { ja: '問い合わせの公開ページを開く・閉じる', en: 'Open or close the public page' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null || (await deps.journal.view(caseId)) === null) return noCase();
        await deps.journal.write((writing) =>
          writing.append({ stream: caseId, actor: actorOf(who), drafts: [{ kind: 'inquiry.page-switched', body }] }),
        );
        return { status: 200, body };
      },
    }),
  ];
}

const line = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value].flat().join(' ').trim().slice(0, 200));
const pageQuery = z.object({ lang: z.string().max(5).optional() });
const pageParams = z.object({ caseKey: z.string().max(200) });
const byPage = { type: 'machine', name: 'inquiry-page' } as const;

/** Nobody is signed in here. The address is made by the desk; a page that is not open, or never was, looks the same. */
function pageRoutes(deps: InquiryDeps): readonly RouteSpec[] {
  const opened = async (caseKey: string): Promise<CaseId | null> => {
    const [text = '', mark = ''] = caseKey.split('~');
    const caseId = parseCaseId(text);
    if (caseId === null || !(await deps.signer()).verify(`inquiry-page ${caseId}`, mark)) return null;
    const open = (await deps.journal.view(caseId))?.parts.inquiry.page === true;
    return open && (await deps.passing.of(caseId)).public ? caseId : null;
  };
  const closed = () => ({ problem: notificationProblem('notification.no-inquiry-page') });
  return [
    route({
      ...endpoints.askPage,
      access: 'public',
      rateLimit: 60,
      params: pageParams,
      query: pageQuery,
      summary: { ja: '影響を受けているかを尋ねるページ', en: 'The page on which anybody may ask' },
      async handle({ params: { caseKey }, query, lang: asked }) {
        if ((await opened(caseKey)) === null) return closed();
        const lang = isLang(query.lang) ? query.lang : asked;
        return askPage({ hash: deps.hash, lang, organisation: await deps.organisation(), caseKey });
      },
    }),
    route({
      ...endpoints.askByPage,
      access: 'public',
      rateLimit: 10,
      params: pageParams,
      query: pageQuery,
      body: z.object({ asked: line, reach: line }),
      summary: { ja: '影響を受けているかをページで尋ねる', en: 'Ask by the page' },
      async handle({ params: { caseKey }, query, body, lang: asked }) {
        const caseId = await opened(caseKey);
        if (caseId === null) return closed();
        const lang = isLang(query.lang) ? query.lang : asked;
        const shown = { hash: deps.hash, lang, organisation: await deps.organisation(), caseKey };
        if (body.asked === '' || body.reach === '') return askPage(shown, true);
        const done = await answerInquiry(deps, byPage, caseId, { way: 'page', ...body, caller: '' });
        return done.ok ? answerPage(shown, wireOf(done.value, await deps.zone()).script) : closed();
      },
    }),
  ];
}

async function deskOf(deps: InquiryDeps, caseId: CaseId): Promise<InquiryDesk | null> {
  const view = await deps.journal.view(caseId);
  if (view === null) return null;
  const { answered, harm, page } = view.parts.inquiry;
  const [{ seen, due }, version, signer, base, zone] = await Promise.all([
    callBacks(deps, caseId),
    deps.inquiries.version(caseId),
    deps.signer(),
    deps.baseUrl(),
    deps.zone(),
  ]);
  const known = seen.named?.size ?? version?.customers ?? 0;
  const caseKey = `${caseId}~${signer.mark(`inquiry-page ${caseId}`)}`;
  return {
    version,
    answers: answered,
    due: due.length,
    callBacks: due.slice(0, MOST_CALLS).map(({ inquiry, now }) => ({
      inquiryId: inquiry.inquiryId,
      way: inquiry.way,
      asked: inquiry.asked,
      caller: inquiry.caller,
      reach: inquiry.reach,
      at: inquiry.at,
      by: inquiry.by,
      was: inquiry.told.verdict,
      now: now.verdict,
      script: said(now, known, seen.at, zone),
      tried: inquiry.tried,
    })),
    harm: Object.entries(harm)
      .map(([day, kinds]) => ({ day, kinds }))
      .toSorted((a, b) => (a.day < b.day ? 1 : -1)),
    page: { open: page, url: base + endpoints.askPage.at({ caseKey }) },
  };
}

function said(told: Told, known: number, asOf: string, zone: string) {
  return scriptOf(told, known, asOf, (instant, lang) => wallTime(instant, zone, lang, 'year'));
}

function wireOf({ inquiry, name, version }: Answered, zone: string): InquiryAnswer {
  const { inquiryId, told } = inquiry;
  const { verdict, customerId, since } = told;
  const asOf = version.lookedAt;
  const script = said(told, version.customers, asOf, zone);
  return { inquiryId, verdict, customerId, name, since, script, version: version.version, known: version.customers, asOf };
}
