// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { MANY } from '../../journal/store.port.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noCase } from '../problems.ts';
import { makeReport, reportForms } from './make.ts';
import { endpoints } from './report.contract.ts';
import { yearlyStatistics } from './statistics.ts';

const lang = z.enum(['ja', 'en']).default('ja');
const TYPES = { md: 'text/markdown; charset=utf-8', html: 'text/html; charset=utf-8', pdf: 'application/pdf' } as const;

export function reportRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.caseReport,
      access: mayRead,
      params: z.object({ caseId: z.string() }),
      query: z.object({ form: z.enum(reportForms).default('pdf'), lang }),
      reads: (params) => params.caseId,
      summary: { ja: '事案報告書（Markdown、HTML、PDF）', en: 'Report of a case (Markdown, HTML, PDF)' },
      async handle({ params, query }) {
        const caseId = parseCaseId(params.caseId);
        if (caseId === null) return noCase(params.caseId);
        const made = await makeReport(deps, caseId, query.form, query.lang);
        return made.ok ? download(made.value, TYPES[query.form], `${caseId}.${query.lang}.${query.form}`) : { problem: made.error };
      },
    }),
    route({
      ...endpoints.yearlyStatistics,
      access: mayRead,
      params: z.object({ year: z.coerce.number().int().min(2000).max(9999) }),
      query: z.object({ lang }),
      reads: () => MANY,
      summary: { ja: '年間統計（1事案1行の CSV）', en: 'Yearly statistics: CSV, one row a case' },
      async handle({ params: { year }, query }) {
        const { text } = await yearlyStatistics(deps, year, query.lang);
        // The mark at the front lets spreadsheets read it as UTF-8.
        return download(new TextEncoder().encode(`\uFEFF${text}`), 'text/csv; charset=utf-8', `cases-${year}.csv`);
      },
    }),
  ];
}

function download(raw: Uint8Array, contentType: string, name: string) {
  const headers = {
    'content-disposition': `attachment; filename="${name}"`,
    'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
  };
  return { status: 200, raw, contentType, headers } as const;
}
