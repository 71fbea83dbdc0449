// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { isLang } from '../../kernel/bilingual.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { takeForm } from '../by-hand.ts';
import type { TypedDeps } from '../by-hand.ts';
import { FORM_LIMITS, FORM_STYLE, formPage, receiptPage } from './form-page.ts';
import { endpoints } from '../contract.ts';

const formQuery = z.object({ lang: z.string().max(5).optional() });
const line = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value].flat().join(' ').trim().slice(0, most));
const formBody = z.object({ subject: line(300), text: line(FORM_LIMITS.text), name: line(200), contact: line(300), website: line(200) });

function html(raw: string) {
  return { status: 200, raw, contentType: 'text/html; charset=utf-8', headers: { 'cache-control': 'no-store' } } as const;
}

/** The public form, which needs neither a sign-in nor JavaScript. */
export function formRoutes(deps: TypedDeps & { readonly organisation: () => Promise<Bilingual> }): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.form,
      summary: { ja: '外部の人のための連絡フォーム', en: 'The form for people outside' },
      access: 'public',
      query: formQuery,
      rateLimit: 60,
      handle: async ({ query, lang }) => html(formPage(isLang(query.lang) ? query.lang : lang, await deps.organisation(), null)),
    }),
    route({
      ...endpoints.formStyle,
      summary: { ja: '連絡フォームの見た目', en: 'How the form looks' },
      access: 'public',
      handle: () => Promise.resolve({ status: 200, raw: FORM_STYLE, contentType: 'text/css; charset=utf-8' } as const),
    }),
    route({
      ...endpoints.sendForm,
      summary: { ja: '連絡フォームを受け取る', en: 'Take the form' },
      access: 'public',
      query: formQuery,
      body: formBody,
      upload: { maxFiles: FORM_LIMITS.files, maxBytes: FORM_LIMITS.bytesEach },
      rateLimit: 6,
      async handle({ query, body, lang, uploads, address }) {
        const shown = isLang(query.lang) ? query.lang : lang;
        if (body.subject === '' || body.text === '') return html(formPage(shown, await deps.organisation(), body));
        const { reportId } = await takeForm(deps, { ...body, trapped: body.website !== '', files: uploads }, address);
        return html(receiptPage(shown, reportId));
      },
    }),
  ];
}
