// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { atomFeed } from './atom.ts';
import { listHtml, statementHtml, STYLE } from './html.ts';
import type { Addresses } from './html.ts';
import { endpoints } from './page.contract.ts';
import { publicOf, publicStatements } from './public-statements.ts';
import type { PublicStatement } from './public-statements.ts';

const query = z.object({ lang: z.enum(['ja', 'en']).optional().catch(undefined) });
/** Milliseconds for which the list that was read serves all who ask: the public comes at once. */
const FRESH = 10_000;

const onDesk: Addresses = {
  list: (lang) => endpoints.statementList.at({}, { lang }),
  feed: (lang) => endpoints.statementFeed.at({}, { lang }),
  page: ({ caseId, number }, lang) => endpoints.statementPage.at({ caseId, number }, { lang }),
};

/** Only what was approved and published; nobody is signed in here. */
export function publicRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  const all = recently(deps);
  const html = (raw: string) => ({ status: 200, raw, contentType: 'text/html; charset=utf-8', headers: headersOf(deps) }) as const;
  return [
    route({
      ...endpoints.statementList,
      access: 'public',
      rateLimit: 300,
      query,
      summary: { ja: '公表文の一覧（公開ページ）', en: 'All public statements' },
      handle: async ({ query: { lang: wanted }, lang }) =>
        html(listHtml(await all(), await deps.house.organisation(), wanted ?? lang, onDesk)),
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
          list: (of) => `${address}${onDesk.list(of)}`,
          feed: (of) => `${address}${onDesk.feed(of)}`,
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
      ...endpoints.statementPage,
      access: 'public',
      rateLimit: 300,
      params: z.object({ caseId: z.string().max(40), number: z.string().max(6) }),
      query,
      summary: { ja: '公表文（公開ページ）', en: 'One public statement' },
      async handle({ params: { caseId: text, number }, query: { lang: wanted }, lang }) {
        const caseId = parseCaseId(text);
        const view = caseId === null ? null : await deps.journal.view(caseId);
        const one = view === null ? undefined : (await publicOf(deps, view)).find((each) => String(each.number) === number);
        return one === undefined
          ? { problem: disclosureProblem('disclosure.not-public') }
          : html(statementHtml(one, wanted ?? lang, onDesk));
      },
    }),
  ];
}

function headersOf({ hash }: Pick<DisclosureDeps, 'hash'>): Readonly<Record<string, string>> {
  const style = Buffer.from(hash(STYLE), 'hex').toString('base64');
  return {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'public, max-age=60',
  };
}

function recently(deps: DisclosureDeps): () => Promise<readonly PublicStatement[]> {
  let kept: { readonly until: number; readonly read: Promise<readonly PublicStatement[]> } | null = null;
  return () => {
    const now = Date.parse(deps.clock.now());
    if (kept !== null && now < kept.until && now > kept.until - 2 * FRESH) return kept.read;
    const read = publicStatements(deps);
    kept = { until: now + FRESH, read };
    read.catch(() => {
      kept = null;
    });
    return read;
  };
}
