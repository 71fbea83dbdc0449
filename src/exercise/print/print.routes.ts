// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { noCase } from '../../case/problems.ts';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { endpoints } from '../contract.ts';
import { printAfterAction, printBooklet } from './make.ts';
import type { PrintDeps } from './make.ts';

/** The booklet of a round and the report after a case, as PDF. */
export function printRoutes(deps: PrintDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.booklet,
      summary: { ja: '問題の回の冊子（PDF）', en: 'The booklet of a round (PDF)' },
      access: 'signed-in',
      params: z.object({ roundId: z.string().max(40) }),
      handle: async ({ params: { roundId }, who, lang }) => pdf(await printBooklet(deps, [roundId], who, lang), `${roundId}.pdf`),
    }),
    route({
      ...endpoints.afterAction,
      summary: { ja: '事後報告書（PDF）', en: 'The after-action report (PDF)' },
      access: mayRead,
      params: z.object({ caseId: z.string().max(40) }),
      reads: ({ caseId }) => caseId,
      async handle({ params, lang }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null) return { problem: noCase(params.caseId) };
        return pdf(await printAfterAction(deps, caseId, lang), `${caseId}-after-action.pdf`);
      },
    }),
  ];
}

function pdf(printed: Result<Uint8Array, Problem>, fileName: string) {
  if (!printed.ok) return { problem: printed.error };
  const headers = { 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': 'no-store' };
  return { status: 200, raw: printed.value, contentType: 'application/pdf', headers } as const;
}
