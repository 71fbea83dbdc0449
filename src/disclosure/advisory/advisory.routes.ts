// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Reply, RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { inertText } from '../../kernel/text.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem, noCase } from '../problems.ts';
import { endpoints } from './advisory.contract.ts';
import type { Proofs } from './directory.ts';
import { servedDirectory } from './served.ts';

/** Milliseconds for which the directory that was made serves all who ask: aggregators come at once. */
const FRESH = 10_000;
const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};
const part = z.string().max(100);
const summary = { ja: 'CSAF の公開ディレクトリー', en: 'Public directory of CSAF advisories' };

/** The directory as it follows from what was published; and, for those signed in, what a case gave out. */
export function advisoryRoutes(deps: DisclosureDeps, proofs: () => Promise<Proofs>): readonly RouteSpec[] {
  const open = { access: 'public', rateLimit: 600, summary } as const;
  const serve = serving(deps, proofs);
  return [
    route({ ...endpoints.csafFile, ...open, params: z.object({ first: part }), handle: ({ params }) => serve([params.first]) }),
    route({
      ...endpoints.csafBelow,
      ...open,
      params: z.object({ first: part, second: part }),
      handle: ({ params: { first, second } }) => serve([first, second]),
    }),
    route({
      ...endpoints.csafDocument,
      ...open,
      params: z.object({ first: part, second: part, third: part }),
      handle: ({ params: { first, second, third } }) => serve([first, second, third]),
    }),
    route({
      ...endpoints.advisories,
      access: mayRead,
      params: z.object({ caseId: z.string() }),
      reads: (params) => params.caseId,
      summary: { ja: 'この事案から公開したアドバイザリー', en: 'Advisories that a case gave out' },
      async handle({ params }) {
        const caseId = parseCaseId(params.caseId);
        const view = caseId === null ? null : await deps.journal.view(caseId);
        if (view === null) return noCase(params.caseId);
        const advisories = view.parts.disclosure.advisories.map(({ advisoryId, issue, title, ended, by, at, blob, key, place }) => {
          const [first = '', second = '', third = ''] = place.split('/');
          const address = endpoints.csafDocument.at({ first, second, third });
          return { advisoryId, issue, title: inertText(title), ended, by, at, sha256: blob, key, address };
        });
        return { status: 200, body: { advisories } };
      },
    }),
  ];
}

function serving(deps: DisclosureDeps, proofs: () => Promise<Proofs>): (place: readonly string[]) => Promise<Reply<never>> {
  let made: { readonly at: number; readonly files: ReturnType<typeof servedDirectory>; readonly proofs: Proofs } | null = null;
  return async (parts) => {
    const now = Date.parse(deps.clock.now());
    if (made === null || Math.abs(now - made.at) >= FRESH) {
      const current = await proofs();
      made = { at: now, files: servedDirectory(deps, current), proofs: current };
    }
    const place = parts.join('/');
    const text = (await made.files)?.get(place);
    if (text === undefined) return { problem: disclosureProblem('disclosure.no-such-advisory') };
    const contentType = TYPES[place.split('.').at(-1) ?? ''] ?? 'text/plain; charset=utf-8';
    return { status: 200, raw: text, contentType, etag: made.proofs.sha256(text), headers: { 'cache-control': 'public, max-age=60' } };
  };
}
