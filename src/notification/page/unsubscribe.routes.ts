// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { Reply, RouteSpec } from '../../edge/route.ts';
import { DESK } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { htmlText } from '../../kernel/text.ts';
import type { Contact } from '../contact/contact.ts';
import { caseOfNotice } from '../notice/notice.ts';
import { readUnsubscribeLink } from './link.ts';
import { endpoints } from './page.contract.ts';
import type { PageDeps } from './page-deps.ts';
import { publicPage } from './shell.ts';

const params = z.object({ token: z.string().max(500) });
const query = z.object({ lang: z.string().max(5).optional() });
const body = z.object({ again: z.string().max(10).optional() }).nullish();
const byPage = { type: 'machine', name: 'unsubscribe-page' } as const;

/**
 * One-click unsubscribe (RFC 8058): a POST without cookies or a page before it ends optional notices to one contact; GET shows a
 * button and changes nothing. What is required reaches the contact all the same, and says so.
 */
export function unsubscribeRoutes(deps: PageDeps): readonly RouteSpec[] {
  const found = async (token: string): Promise<{ readonly noticeId: string; readonly contact: Contact } | null> => {
    const link = readUnsubscribeLink(await deps.signer(), token);
    const caseId = link === null ? null : caseOfNotice(link.noticeId);
    // What is only practised is shown to nobody outside, and marks nobody for good.
    if (link === null || caseId === null || !(await deps.passing.of(caseId)).public) return null;
    const contact = (await deps.customers.contacts([link.contactId])).get(link.contactId);
    return contact === undefined ? null : { noticeId: link.noticeId, contact };
  };
  return [
    route({
      ...endpoints.unsubscribePage,
      access: 'public',
      rateLimit: 120,
      params,
      query,
      summary: { ja: '任意のお知らせの配信停止の画面', en: 'The page on which optional notices are ended' },
      async handle({ params: { token }, query: { lang: wanted }, lang: asked }) {
        const lang = isLang(wanted) ? wanted : asked;
        const known = await found(token);
        return known === null ? noPage(deps, lang, token) : page(deps, lang, token, known.contact.unsubscribed !== null);
      },
    }),
    route({
      ...endpoints.unsubscribe,
      access: 'public',
      rateLimit: 120,
      params,
      query,
      body,
      // Receivers post `List-Unsubscribe=One-Click` as multipart or as a form; both are taken.
      upload: { maxFiles: 1, maxBytes: 1000 },
      summary: { ja: '任意のお知らせの配信を停止する', en: 'End optional notices to one contact' },
      async handle({ params: { token }, query: { lang: wanted }, body: given, lang: asked }) {
        const lang = isLang(wanted) ? wanted : asked;
        const known = await found(token);
        if (known === null) return noPage(deps, lang, token);
        const on = given?.again !== undefined;
        await wants(deps, known, on);
        return page(deps, lang, token, !on);
      },
    }),
  ];
}

/** Kept once, however often it is pressed. */
async function wants(
  deps: PageDeps,
  { noticeId, contact }: { readonly noticeId: string; readonly contact: Contact },
  on: boolean,
): Promise<void> {
  const { contactId } = contact;
  await deps.journal.write(async (writing) => {
    const now = (await deps.customers.contacts([contactId], writing.tx)).get(contactId);
    if (now === undefined || (now.unsubscribed === null) === on) return;
    await deps.customers.mark(writing.tx, contactId, { unsubscribed: on ? null : { noticeId, at: deps.clock.now() } });
    const switched = { contactId, on, reason: `List-Unsubscribe: ${noticeId}`, only: 'optional' as const };
    await writing.append({ stream: DESK, actor: byPage, drafts: [{ kind: 'contact.switched', body: switched }] });
  });
}

function page({ hash }: PageDeps, lang: Lang, token: string, ended: boolean): Reply<never> {
  const w = words[lang];
  const action = htmlText(endpoints.unsubscribe.at({ token }, { lang }));
  const button = ended
    ? `<input type="hidden" name="again" value="1"><button class="plain">${w.again}</button>`
    : `<button>${w.end}</button>`;
  const content = `<p class="${ended ? 'said' : 'small'}"${ended ? ' role="status"' : ''}>${ended ? w.ended : w.press}</p>
<p>${w.required}</p>
<form class="part" method="post" action="${action}">${button}</form>`;
  return publicPage(hash, lang, w.title, content, endpoints.unsubscribePage.at({ token }, { lang: lang === 'ja' ? 'en' : 'ja' }));
}

function noPage({ hash }: PageDeps, lang: Lang, token: string): Reply<never> {
  const w = words[lang];
  const other = endpoints.unsubscribePage.at({ token }, { lang: lang === 'ja' ? 'en' : 'ja' });
  return { ...publicPage(hash, lang, w.title, `<p class="fault">${w.forged}</p>`, other), status: 404 };
}

const words = {
  ja: {
    title: '任意のお知らせの配信停止',
    press: '開いただけでは何も変わりません。ボタンを押すと停止します。',
    end: '任意のお知らせを停止する',
    ended: '任意のお知らせを停止しました。この宛先には、今後の任意のお知らせを送りません。',
    again: 'やはり受け取る',
    required: '安全や契約のために必要な通知は、停止していてもお送りします。',
    forged: 'このアドレスは正しくありません。お知らせに書かれたアドレスを、欠けのないように開いてください。何も変わっていません。',
  },
  en: {
    title: 'Optional notices',
    press: 'Opening this page changes nothing; the button does.',
    end: 'Send me no more optional notices',
    ended: 'Done: no more optional notices will be sent to this address.',
    again: 'Send them to me again',
    required: 'Notices that are required for your safety or by your contract will still reach you.',
    forged: 'This address is not right. Please open the one in the notice, whole. Nothing has changed.',
  },
} as const;
