// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { noticeAnswers } from '../../case/entry/notification/acknowledgement.ts';
import { route } from '../../edge/route.ts';
import type { Reply, RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { namedBy } from '../audience/gather.ts';
import type { Affected } from '../audience/audience.ts';
import { giveAnswer } from './acknowledge.ts';
import { makeNonce, noticeCode, readNoticeLink, shownAt } from './link.ts';
import type { NoticeLink } from './link.ts';
import { noLinkPage, noticePage } from './notice-page.ts';
import type { Shown } from './notice-page.ts';
import { endpoints } from './page.contract.ts';
import type { PageDeps } from './page-deps.ts';

const line = (most: number) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((value) => [value].flat().join(' ').trim().slice(0, most));
const params = z.object({ token: z.string().max(500) });
const query = z.object({ lang: z.string().max(5).optional() });
const body = z.object({ nonce: line(200), answer: line(40), said: line(500) });
const byPage = { type: 'machine', name: 'notice-page' } as const;
/** Scanners open many pages at once: all sources of a case are asked at most once in this time. */
const FRESH = 10_000;

/** Nobody is signed in here: the signed address says who it is. GET shows and changes nothing; there is no HEAD. */
export function noticePageRoutes(deps: PageDeps): readonly RouteSpec[] {
  const named = recently(deps);
  const show = async (token: string, link: NoticeLink, lang: Lang, note: Shown['note']): Promise<Reply<never> | null> => {
    const caseId = parseCaseId(link.noticeId.split('/')[0] ?? '');
    const standing = await deps.notices.standing(link.noticeId, link.customerId);
    if (caseId === null || standing === null || !(await deps.passing.of(caseId)).public) return null;
    const [signer, { at, rows }] = await Promise.all([deps.signer(), named(caseId, note === 'rechecked')]);
    return noticePage(deps.hash, lang, {
      organisation: await deps.organisation(),
      caseId,
      name: standing.name,
      customerId: link.customerId,
      state: standing.state,
      open: rows.get(link.customerId)?.concerns ?? [],
      asOf: at,
      zone: await deps.zone(),
      code: noticeCode(signer, link),
      canRecheck: deps.recheck !== null,
      token,
      nonce: makeNonce(signer, token, deps.clock.now(), deps.random(9)),
      note,
    });
  };
  const opened = async (token: string, asked: Lang, wanted: string | undefined) => {
    const lang = isLang(wanted) ? wanted : asked;
    const link = readNoticeLink(await deps.signer(), token, deps.clock.now());
    return typeof link === 'string' ? { lang, refusal: noLinkPage(deps.hash, lang, link, token) } : { lang, link };
  };
  return [
    route({
      ...endpoints.noticePage,
      access: 'public',
      rateLimit: 120,
      params,
      query,
      summary: { ja: '通知を受けたお客様のページ', en: 'The page of a customer who got a notice' },
      async handle({ params: { token }, query: { lang: wanted }, lang: asked }) {
        const found = await opened(token, asked, wanted);
        if (found.link === undefined) return found.refusal;
        return (await show(token, found.link, found.lang, null)) ?? noLinkPage(deps.hash, found.lang, 'forged', token);
      },
    }),
    route({
      ...endpoints.answerNotice,
      access: 'public',
      rateLimit: 30,
      params,
      query,
      body,
      summary: { ja: '通知に答える', en: 'Answer a notice' },
      async handle({ params: { token }, query: { lang: wanted }, body: { nonce, answer, said }, lang: asked, address }) {
        const found = await opened(token, asked, wanted);
        if (found.link === undefined) return found.refusal;
        const note = await taken(deps, token, found.link, { nonce, answer, said, address });
        return (await show(token, found.link, found.lang, note)) ?? noLinkPage(deps.hash, found.lang, 'forged', token);
      },
    }),
  ];
}

type Pressed = { readonly nonce: string; readonly answer: string; readonly said: string; readonly address: string };

async function taken(deps: PageDeps, token: string, link: NoticeLink, pressed: Pressed): Promise<Shown['note']> {
  const at = shownAt(await deps.signer(), token, pressed.nonce, deps.clock.now());
  if (at === null) return 'stale';
  if (pressed.answer === 'recheck') {
    const caseId = parseCaseId(link.noticeId.split('/')[0] ?? '');
    if (deps.recheck === null || caseId === null) return 'not-connected';
    await deps.recheck(caseId, link.customerId);
    return 'rechecked';
  }
  const answer = noticeAnswers.find((one) => one === pressed.answer);
  if (answer === undefined) return 'stale';
  const said = inertText(pressed.said);
  if ((answer === 'not-applicable' || answer === 'wrong-contact') && said === '') return 'incomplete';
  const outcome = await giveAnswer(deps, byPage, link, { answer, said }, { address: pressed.address, shownAt: at });
  return outcome.is === 'no-such-notice' ? 'stale' : outcome.is;
}

type Recent = { readonly at: string; readonly rows: ReadonlyMap<string, Affected> };

function recently(deps: PageDeps): (caseId: NonNullable<ReturnType<typeof parseCaseId>>, anew: boolean) => Promise<Recent> {
  const kept = new Map<string, { readonly millis: number; readonly read: Promise<Recent> }>();
  return (caseId, anew) => {
    const at = deps.clock.now();
    const millis = Date.parse(at);
    const last = kept.get(caseId);
    if (last !== undefined && !anew && Math.abs(millis - last.millis) < FRESH) return last.read;
    const read = namedBy(deps, caseId).then((named) => ({ at, rows: new Map(named.map((one) => [one.customerId, one])) }));
    kept.set(caseId, { millis, read });
    read.catch(() => kept.delete(caseId));
    return read;
  };
}
