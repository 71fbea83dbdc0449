// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { actorOf } from '../edge/actor.ts';
import { MANY } from '../journal/store.port.ts';
import { clockFactsSchema, ruleIds } from '../case/entry/obligation.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import { compute } from './compute.ts';
import { endpoints } from './contract.ts';
import { draftReport } from './draft.ts';
import { readFacts } from './facts.ts';
import { listClocks, NOT_LEGAL_ADVICE } from './list.ts';
import { openClocks } from './open-clocks.ts';
import { questionWords } from './law/questions.ts';
import { ruleOf, rules } from './law/rules.ts';
import { noCase } from '../case/problems.ts';
import { settle } from './settle.ts';
import type { SettleDeps } from './settle.ts';

const caseParams = z.object({ caseId: z.string().max(40) });

/** Routes over the legal clocks of a case, and over the rules. */
export function obligationRoutes(deps: SettleDeps): readonly RouteSpec[] {
  const read = async (text: string) => {
    const caseId = parseCaseId(text);
    return caseId === null ? null : deps.journal.view(caseId);
  };
  return [
    route({
      ...endpoints.clocks,
      summary: { ja: '事案の法令の報告期限', en: 'Legal clocks of a case' },
      access: mayRead,
      params: caseParams,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const view = await read(params.caseId);
        if (view === null) return { problem: noCase(params.caseId) };
        return { status: 200, body: listClocks(view, deps.clock.now()), etag: String(view.seq) };
      },
    }),
    route({
      ...endpoints.order,
      summary: { ja: '期限を登録する、改める、提出を記録する', en: 'Open, correct or settle a clock' },
      access: mayWork,
      params: caseParams,
      async handle({ params, body, who, ifMatch }) {
        const done = await settle(deps, params.caseId as CaseId, actorOf(who), body, ifMatch === null ? undefined : Number(ifMatch));
        if (!done.ok) return { problem: done.error };
        const view = await read(params.caseId);
        if (view === null) return { problem: noCase(params.caseId) };
        return { status: 200, body: listClocks(view, deps.clock.now()), etag: String(view.seq) };
      },
    }),
    route({
      ...endpoints.draft,
      summary: { ja: '報告の下書き', en: 'Draft of the report' },
      access: mayRead,
      params: caseParams.extend({ clockId: z.string().max(60) }),
      reads: (params) => params.caseId,
      async handle({ params, lang }) {
        const view = await read(params.caseId);
        const clock = view?.parts.obligation.clocks.find((other) => other.clockId === params.clockId);
        if (view === null || clock === undefined) return { problem: noCase(`${params.caseId}/${params.clockId}`) };
        return { status: 200, body: { text: draftReport(view, clock, lang, deps.clock.now()) } };
      },
    }),
    route({
      ...endpoints.openClocks,
      summary: { ja: '動いている法令の報告期限（全事案）', en: 'Legal clocks that run, over all cases' },
      access: mayRead,
      reads: () => MANY,
      handle: async () => ({ status: 200, body: await openClocks(deps.journal, deps.clock.now()) }),
    }),
    route({
      ...endpoints.compute,
      summary: { ja: '定めと事実から期限を計算する', en: 'Compute a deadline from a rule and facts' },
      access: 'signed-in',
      body: z.object({ rule: z.enum(ruleIds), facts: clockFactsSchema }),
      async handle({ body }) {
        const facts = readFacts(ruleOf(body.rule), body.facts);
        if (!facts.ok) return { problem: facts.error };
        return { status: 200, body: compute(ruleOf(body.rule), facts.value, deps.holidays) };
      },
    }),
    route({
      ...endpoints.rules,
      summary: { ja: '定めと根拠、質問', en: 'Rules with their basis, and the questions' },
      access: 'signed-in',
      handle: async () => ({
        status: 200,
        body: { rules: Object.values(rules), questions: questionWords, notLegalAdvice: NOT_LEGAL_ADVICE },
      }),
    }),
  ];
}
