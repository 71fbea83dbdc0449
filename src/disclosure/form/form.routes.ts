// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { DisclosureDeps } from '../deps.ts';
import { noCase } from '../problems.ts';
import { decideConsent, setFormFields } from './change-form.ts';
import { endpoints, formFiles, formIds } from './form.contract.ts';
import { showForm, writeForm } from './make-form.ts';

const params = z.object({ caseId: z.string() });
const ofForm = params.extend({ form: z.enum(formIds) });
const query = z.object({ lang: z.enum(['ja', 'en']).optional(), era: z.stringbool().default(false) });
const TYPES = { pdf: 'application/pdf', txt: 'text/plain; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

/** The common report forms and the sheets of the house. None of them is sent from here. */
export function formRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.reportForm,
      access: mayRead,
      params: ofForm,
      query,
      reads: ({ caseId }) => caseId,
      summary: { ja: '報告様式を、今の記録で埋めて示す', en: 'A report form as the record fills it now' },
      async handle({ params: { caseId: text, form }, query: { lang: wanted, era }, lang }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await showForm(deps, caseId, { form, lang: wanted ?? lang, era });
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.reportFormFile,
      access: mayRead,
      params: ofForm,
      query: query.extend({ as: z.enum(formFiles).default('pdf') }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '報告様式（PDF、テキスト、CSV）', en: 'A report form as PDF, text or CSV' },
      async handle({ params: { caseId: text, form }, query: { lang: wanted, era, as }, lang }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const made = await writeForm(deps, caseId, { form, lang: wanted ?? lang, era }, as);
        if (!made.ok) return { problem: made.error };
        const headers = {
          'content-disposition': `attachment; filename="${caseId}-${form}.${as}"`,
          'content-security-policy': "sandbox; default-src 'none'",
        };
        return { status: 200, raw: made.value, contentType: TYPES[as], headers };
      },
    }),
    route({
      ...endpoints.setFormFields,
      access: mayWork,
      params,
      summary: { ja: '報告様式の項目を記入する', en: 'Fill in fields of the report forms' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await setFormFields(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.decideConsent,
      access: mayRelease.statement,
      params,
      summary: { ja: '報告内容の共有に同意するかを決める', en: 'Decide whether what is reported may be shared' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase(text);
        const done = await decideConsent(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
  ];
}
