// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../edge/role.ts';
import { afterNumber } from '../edge/wire.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import type { Clock } from '../kernel/instant.ts';
import { journalProblem } from '../journal/problems.ts';
import { caseIdParam } from './case-id-param.ts';
import { findingsFor, findingWire, nextWire, withEvidence } from './case.view.ts';
import { endpoints, judgementLists } from './contract.ts';
import { receivers } from './entry/case.ts';
import type { CaseView } from './fold/view.ts';
import type { Journal } from './language/journal.port.ts';
import { nextAt, readingsOf } from './sheet/readings.ts';

export type ListDeps = {
  readonly journal: Pick<Journal, 'view'>;
  readonly clock: Clock;
  readonly onDuty: () => Promise<string | null>;
};

const partNames = [
  'intake',
  'hunt',
  'containment',
  'accounts',
  'exposure',
  'duty',
  'remediation',
  'obligation',
  'triage',
  'notification',
  'inquiry',
  'disclosure',
  'exercise',
] as const satisfies readonly (keyof CaseView['parts'])[];

const oneCase = z.object({ caseId: caseIdParam });
const rows = z.object({
  after: afterNumber,
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

/** The lists of a case's sheet from any row on, and what each part has of it: each read when somebody opens it. */
export function listRoutes(deps: ListDeps): readonly RouteSpec[] {
  const noCase = (caseId: string) => ({ problem: journalProblem('journal.no-such-case', { caseId }) });
  return [
    route({
      ...endpoints.statements,
      summary: { ja: '事案の判明・未判明・確認不能の一覧', en: 'What is known, unknown or not checkable in a case' },
      access: mayRead,
      params: oneCase.extend({ list: z.enum(judgementLists) }),
      query: rows,
      reads: ({ caseId }) => caseId,
      async handle({ params, query }) {
        const view = await deps.journal.view(params.caseId);
        return view === null
          ? noCase(params.caseId)
          : page(view, readingsOf(view).judgement[params.list], query, (of) => of.map(withEvidence));
      },
    }),
    route({
      ...endpoints.nextActions,
      summary: { ja: '事案で次にすることの一覧', en: 'What to do next in a case, all of it' },
      access: mayRead,
      params: oneCase,
      query: rows,
      reads: ({ caseId }) => caseId,
      async handle({ params, query }) {
        const view = await deps.journal.view(params.caseId);
        if (view === null) return noCase(params.caseId);
        const onDuty = await deps.onDuty();
        return page(view, nextAt(view, deps.clock.now()), query, (of) => nextWire(of, view, onDuty));
      },
    }),
    route({
      ...endpoints.unfinished,
      summary: { ja: '事案で終わっていないことの一覧', en: 'What a case still waits for' },
      access: mayRead,
      params: oneCase,
      query: rows,
      reads: ({ caseId }) => caseId,
      async handle({ params, query }) {
        const view = await deps.journal.view(params.caseId);
        return view === null
          ? noCase(params.caseId)
          : page(view, readingsOf(view).unfinished, query, (of) => of.map((one) => ({ ...one })));
      },
    }),
    route({
      ...endpoints.caseFindings,
      summary: { ja: 'ほかの担当から引き継ぐものの一覧', en: 'What other stations of a case found for this one' },
      access: mayRead,
      params: oneCase.extend({ to: z.enum(receivers) }),
      query: rows,
      reads: ({ caseId }) => caseId,
      async handle({ params, query }) {
        const view = await deps.journal.view(params.caseId);
        if (view === null) return noCase(params.caseId);
        return page(view, findingsFor(readingsOf(view).findings, params.to), query, (of) => of.map(findingWire));
      },
    }),
    route({
      ...endpoints.part,
      summary: { ja: '事案について、ひとつの機能が持つ内容', en: 'What one part has of a case' },
      access: mayRead,
      params: oneCase.extend({ part: z.enum(partNames) }),
      reads: ({ caseId }) => caseId,
      async handle({ params }) {
        const view = await deps.journal.view(params.caseId);
        if (view === null) return noCase(params.caseId);
        return { status: 200, body: { seq: view.seq, part: view.parts[params.part] }, etag: String(view.seq) } as const;
      },
    }),
  ];
}

function page<Row, Wire>(
  view: CaseView,
  all: readonly Row[],
  { after, limit }: z.output<typeof rows>,
  wire: (of: readonly Row[]) => Wire[],
) {
  const next = all.length > after + limit ? String(after + limit) : null;
  return { status: 200, body: { items: wire(all.slice(after, after + limit)), next }, etag: `${view.seq}.${after}` } as const;
}
