// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { atomFeed } from './atom.ts';
import { listHtml, statementHtml } from './html.ts';
import { onDesk, publicHeaders } from './on-desk.ts';
import type { Addresses } from './html.ts';
import { endpoints } from './page.contract.ts';
import { statementPaper } from './paper.ts';
import { publicOf, publicStatements } from './public-statements.ts';
import type { PublicStatement } from './public-statements.ts';
import { recently } from './recently.ts';

const query = z.object({ lang: z.enum(['ja', 'en']).optional().catch(undefined) });
const params = z.object({ caseId: z.string().max(40), number: z.string().max(6) });
/** Only what was approved and published; nobody is signed in here. */
/** `thanked`: whether somebody is thanked on the page of thanks. */
export function publicRoutes(deps: DisclosureDeps, thanked: () => Promise<boolean>): readonly RouteSpec[] {
  const all = recently(deps.clock, () => publicStatements(deps));
  const printed = papers(deps);
  const html = (raw: string) => ({ status: 200, raw, contentType: 'text/html; charset=utf-8', headers: publicHeaders(deps.hash) }) as const;
  return [
    route({
      ...endpoints.statementList,
      access: 'public',
      rateLimit: 300,
      query,
      summary: { ja: '公表文の一覧（公開ページ）', en: 'All public statements' },
      handle: async ({ query: { lang: wanted }, lang }) =>
        html(listHtml(await all(), await deps.house.organisation(), wanted ?? lang, onDesk, await thanked())),
    }),
    route({
      ...endpoints.statementFeed,
      access: 'public',
      rateLimit: 300,
      query,
      summary: { ja: '公表文のフィード（Atom）', en: 'Feed of public statements (Atom)' },
      async handle({ query: { lang: wanted }, lang: asked }) {
        const lang: Lang = wanted ?? asked;
        const address = await deps.house.publicAddress();
        const whole: Addresses = {
          icon: onDesk.icon,
          list: (of) => `${address}${onDesk.list(of)}`,
          feed: (of) => `${address}${onDesk.feed(of)}`,
          thanks: (of) => `${address}${onDesk.thanks(of)}`,
          pdf: () => null,
          page: (one, of) => `${address}${onDesk.page(one, of)}`,
        };
        return {
          status: 200,
          raw: atomFeed(await all(), await deps.house.organisation(), lang, whole),
          contentType: 'application/atom+xml; charset=utf-8',
          headers: { 'cache-control': 'public, max-age=60' },
        };
      },
    }),
    route({
      ...endpoints.statementPdf,
      access: 'public',
      rateLimit: 30,
      params,
      query,
      summary: { ja: '公表文の PDF', en: 'One public statement as PDF' },
      async handle({ params: { caseId, number }, query: { lang: wanted }, lang }) {
        const one = await find(deps, caseId, number);
        if (one === null) return { problem: disclosureProblem('disclosure.not-public') };
        const raw = await printed(one, wanted ?? lang);
        return { status: 200, raw, contentType: 'application/pdf', headers: { 'cache-control': 'public, max-age=60' } };
      },
    }),
    route({
      ...endpoints.statementPage,
      access: 'public',
      rateLimit: 300,
      params,
      query,
      summary: { ja: '公表文（公開ページ）', en: 'One public statement' },
      async handle({ params: { caseId, number }, query: { lang: wanted }, lang }) {
        const one = await find(deps, caseId, number);
        return one === null ? { problem: disclosureProblem('disclosure.not-public') } : html(statementHtml(one, wanted ?? lang, onDesk));
      },
    }),
  ];
}

async function find(deps: DisclosureDeps, text: string, number: string): Promise<PublicStatement | null> {
  const caseId = parseCaseId(text);
  const view = caseId === null ? null : await deps.journal.view(caseId);
  return view === null ? null : ((await publicOf(deps, view)).find((each) => String(each.number) === number) ?? null);
}

const KEPT_PAPERS = 40;

/** What is public never changes: a paper is set once, however many ask for it. */
function papers(deps: DisclosureDeps): (one: PublicStatement, lang: Lang) => Promise<Uint8Array> {
  const kept = new Map<string, Promise<Uint8Array>>();
  return ({ snapshot, blob }, lang) => {
    const key = `${blob} ${lang}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const set = deps.print(statementPaper(snapshot, blob, 'customers', lang));
    kept.set(key, set);
    set.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT_PAPERS && oldest !== undefined) kept.delete(oldest);
    return set;
  };
}
