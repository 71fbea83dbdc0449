// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { statementReaders, statementStages } from '../../case/entry/disclosure.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { endpoints } from '../contract.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noCase } from '../problems.ts';
import { draftStatement } from './draft.ts';
import { itemSheet } from './item-sheet.ts';
import { givenSheet, setFields } from './set-fields.ts';

const params = z.object({ caseId: z.string() });
const query = z.object({
  stage: z.enum(statementStages).default('first'),
  reader: z.enum(statementReaders).default('customers'),
  lang: z.enum(['ja', 'en']).optional(),
});

/** What a statement must say, what people stated for it, and how it would read. */
export function statementRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.statementItems,
      access: mayRead,
      summary: { ja: '公表文に書く項目の一覧', en: 'What a statement must say' },
      handle: async () => ({ status: 200, body: itemSheet() }),
    }),
    route({
      ...endpoints.statementDraft,
      access: mayRead,
      params,
      query,
      reads: ({ caseId }) => caseId,
      summary: { ja: '公表文の下書き', en: 'Draft of a statement' },
      async handle({ params: { caseId: text }, query: { stage, reader, lang: wanted }, lang }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const draft = await draftStatement(deps, caseId, { stage, reader, lang: wanted ?? lang });
        return draft.ok ? { status: 200, body: draft.value } : { problem: draft.error };
      },
    }),
    route({
      ...endpoints.statementFields,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '公表文に人が記入した項目', en: 'What people stated for a statement' },
      async handle({ params: { caseId: text } }) {
        const caseId = parseCaseId(text);
        const view = caseId === null ? null : await deps.journal.view(caseId);
        return view === null ? noCase(text) : { status: 200, body: givenSheet(view.id, view.seq, view.parts.disclosure) };
      },
    }),
    route({
      ...endpoints.setStatementFields,
      access: mayWork,
      params,
      summary: { ja: '公表文の項目を記入する', en: 'State fields of a statement' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await setFields(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
  ];
}
