// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { statementReaders } from '../../case/entry/disclosure.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noCase, disclosureProblem } from '../problems.ts';
import { askers } from '../sheet/questions.ts';
import { statementPaper } from '../page/paper.ts';
import { frozenStatement } from '../statement/frozen.ts';
import type { Snapshot } from '../statement/snapshot.ts';
import { orderStatement, printQuestions, questionSheet, statementDesk } from './desk.ts';
import { endpoints } from './release.contract.ts';

const params = z.object({ caseId: z.string() });
const lang = z.enum(['ja', 'en']).optional();

/** Preparing, approving, publishing; who was told when; questions and answers. */
export function releaseRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.statements,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '事案の公表文の様子', en: 'How the statements of a case stand' },
      async handle({ params: { caseId: text } }) {
        const caseId = parseCaseId(text);
        const desk = caseId === null ? null : await statementDesk(deps, caseId);
        return desk === null ? noCase(text) : { status: 200, body: desk, etag: String(desk.seq) };
      },
    }),
    route({
      ...endpoints.statementOrder,
      access: mayRelease.statement,
      params,
      summary: {
        ja: '公表文を用意・承認・公表する、知らせたことを記録する',
        en: 'Prepare, approve or publish a statement; write down who was told',
      },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await orderStatement(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: done.value, etag: String(done.value.seq) } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.questionSheet,
      access: mayRead,
      params,
      query: z.object({ asker: z.enum(askers).default('press'), lang }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '想定問答', en: 'Questions and answers' },
      async handle({ params: { caseId: text }, query, lang: shown }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const sheet = await questionSheet(deps, caseId, query.asker, query.lang ?? shown);
        return sheet.ok ? { status: 200, body: sheet.value } : { problem: sheet.error };
      },
    }),
    route({
      ...endpoints.questionPaper,
      access: mayRead,
      params,
      query: z.object({ asker: z.enum(askers).default('press'), lang }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '想定問答の PDF', en: 'Questions and answers as PDF' },
      async handle({ params: { caseId: text }, query, lang: shown }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const printed = await printQuestions(deps, caseId, query.asker, query.lang ?? shown);
        return printed.ok ? { status: 200, raw: printed.value, contentType: 'application/pdf' } : { problem: printed.error };
      },
    }),
    route({
      ...endpoints.statementPaper,
      access: mayRead,
      params: params.extend({ statementId: z.string().max(60) }),
      query: z.object({ reader: z.enum(statementReaders).default('customers'), lang }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '凍結した公表文の PDF', en: 'A frozen statement as PDF' },
      async handle({ params: { caseId: text, statementId }, query, lang: shown }) {
        const found = await frozenOf(deps, text, statementId);
        if (found === null) return { problem: disclosureProblem('disclosure.no-such-statement', undefined, { statementId }) };
        const raw = await deps.print(statementPaper(found.snapshot, found.blob, query.reader, query.lang ?? shown));
        return { status: 200, raw, contentType: 'application/pdf' };
      },
    }),
    route({
      ...endpoints.frozenStatement,
      access: mayRead,
      params: params.extend({ statementId: z.string().max(60) }),
      query: z.object({ reader: z.enum(statementReaders).default('customers'), lang }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '凍結した公表文', en: 'A statement as it was frozen' },
      async handle({ params: { caseId: text, statementId }, query, lang: shown }) {
        const found = await frozenOf(deps, text, statementId);
        const version = found?.snapshot.versions.find(({ reader }) => reader === query.reader)?.[query.lang ?? shown];
        if (found === null || version === undefined)
          return { problem: disclosureProblem('disclosure.no-such-statement', undefined, { statementId }) };
        return { status: 200, body: { ...version, blob: found.blob } };
      },
    }),
  ];
}

async function frozenOf(
  deps: DisclosureDeps,
  text: string,
  statementId: string,
): Promise<{ readonly snapshot: Snapshot; readonly blob: string } | null> {
  const caseId = parseCaseId(text);
  const view = caseId === null ? null : await deps.journal.view(caseId);
  const one = view?.parts.disclosure.statements.find((each) => each.statementId === statementId);
  const snapshot = one === undefined ? null : await frozenStatement(deps, one.blob);
  return one === undefined || snapshot === null ? null : { snapshot, blob: one.blob };
}
