// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { isLang } from '../../kernel/bilingual.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { takeForm } from '../by-hand.ts';
import type { TypedDeps } from '../by-hand.ts';
import { FORM_LIMITS, FORM_STYLE, formPage, receiptPage } from './form-page.ts';
import type { Unsent } from './form-page.ts';
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

/** In the words of the form where it has some; a refusal of another kind in its own. */
function unsent({ status, what, next }: Problem): Unsent {
  if (status === 429) return 'wait';
  if (status === 413) return 'large';
  return { ja: `${what.ja}${next.ja}`, en: `${what.en} ${next.en}` };
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
      async refused({ problem, query, typed, lang }) {
        const { lang: asked } = formQuery.catch({}).parse(query);
        const filled = formBody.parse(typed);
        return formPage(isLang(asked) ? asked : lang, await deps.organisation(), { ...filled, why: unsent(problem) });
      },
      async handle({ query, body, lang, uploads, address }) {
        const shown = isLang(query.lang) ? query.lang : lang;
        if (body.subject === '' || body.text === '') return html(formPage(shown, await deps.organisation(), { ...body, why: 'missing' }));
        const { reportId } = await takeForm(deps, { ...body, trapped: body.website !== '', files: uploads }, address);
        return html(receiptPage(shown, reportId));
      },
    }),
  ];
}
