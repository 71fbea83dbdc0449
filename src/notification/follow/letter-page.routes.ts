// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { isLang } from '../../kernel/bilingual.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { makeNoticeLink, noticeCode } from '../page/link.ts';
import { publicPage } from '../page/shell.ts';
import { endpoints as pages } from '../page/page.contract.ts';
import { endpoints } from './follow.contract.ts';
import type { LetterDeps } from './print-letters.ts';

const line = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value].flat().join(' ').normalize('NFKC').trim().slice(0, 40));
const query = z.object({ lang: z.string().max(5).optional() });
const body = z.object({ reference: line, digits: line });

/** The address that is typed from a letter: its reference and six digits lead to the reader's own page, and to nothing else. */
export function letterPageRoutes(deps: LetterDeps): readonly RouteSpec[] {
  const page = (lang: Lang, fault: boolean) => {
    const w = words[lang];
    const field = (name: string, label: string, more: string) =>
      `<label for="${name}">${label}</label><input id="${name}" name="${name}" required autocomplete="off" ${more}>`;
    const text = `${fault ? `<p class="fault" role="alert">${w.fault}</p>` : ''}<p>${w.lead}</p>
<form method="post" action="${endpoints.openLetter.at({}, { lang })}">${field('reference', w.reference, 'maxlength="12" autocapitalize="characters"')}${field('digits', w.digits, 'maxlength="8" inputmode="numeric"')}<button>${w.open}</button></form>`;
    return publicPage(deps.hash, lang, w.title, text, endpoints.letterPage.at({}, { lang: lang === 'ja' ? 'en' : 'ja' }));
  };
  return [
    route({
      ...endpoints.letterPage,
      access: 'public',
      rateLimit: 60,
      query,
      summary: { ja: '郵便を受けたお客様のページの入口', en: 'Where the reader of a letter begins' },
      handle: ({ query: { lang }, lang: asked }) => Promise.resolve(page(isLang(lang) ? lang : asked, false)),
    }),
    route({
      ...endpoints.openLetter,
      access: 'public',
      rateLimit: 10,
      query,
      body,
      summary: { ja: '照会番号と6桁の数字でお客様のページを開く', en: 'Open the page by reference and six digits' },
      async handle({ query: { lang: wanted }, body: { reference, digits }, lang: asked }) {
        const lang = isLang(wanted) ? wanted : asked;
        const signer = await deps.signer();
        const letter = await deps.follow.letter(reference.toUpperCase());
        // A reference that there is not costs as much as one that there is.
        const link = letter ?? { noticeId: '', customerId: '', contactId: '' };
        const fits = noticeCode(signer, link) === digits.replaceAll(/\D/g, '');
        if (letter === null || !fits) return page(lang, true);
        const token = makeNoticeLink(signer, link, deps.clock.now());
        return { status: 303, location: pages.noticePage.at({ token }, { lang }) };
      },
    }),
  ];
}

const words = {
  ja: {
    title: '郵便でお知らせした内容',
    lead: 'お手元の郵便にある照会番号と、6桁の数字を入れてください。開いただけでは何も記録されません。',
    reference: '照会番号',
    digits: '6桁の数字',
    open: '内容を見る',
    fault: '照会番号と数字が合いません。郵便のとおりに入れてください。何も記録していません。',
  },
  en: {
    title: 'What our letter is about',
    lead: 'Please type the reference and the six digits of the letter. Opening this page records nothing.',
    reference: 'Reference',
    digits: 'Six digits',
    open: 'Show it',
    fault: 'Reference and digits do not fit. Please type them as they stand in the letter. Nothing was recorded.',
  },
} as const;
