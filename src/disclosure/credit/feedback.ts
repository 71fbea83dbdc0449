// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../../case/fold/view.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { DisclosureDeps } from '../deps.ts';
import { gather } from '../statement/gather.ts';
import type { Feedback } from './credit.contract.ts';
import { endpoints as pages } from '../page/page.contract.ts';
import { creditLine } from './credit.ts';
import { feedbackDrafts } from './drafts.ts';

/** Whom the case thanks, and what could be written to whoever told us or advised us. */
export async function feedbackOf(deps: DisclosureDeps, view: CaseView, lang: Lang): Promise<Feedback> {
  const [saying, organisation, zone, address] = await Promise.all([
    gather(deps, view, 'second', deps.clock.now()),
    deps.house.organisation(),
    deps.house.zone(),
    deps.house.publicAddress(),
  ]);
  const { disclosure, intake } = view.parts;
  return {
    caseId: view.id,
    seq: view.seq,
    credits: disclosure.credits.map(({ creditId, how, reportId, by, at, ...one }) => ({
      creditId,
      line: creditLine(one),
      how,
      reportId,
      by,
      at,
    })),
    reports: intake.reports
      .filter(({ reply }) => !reply)
      .map(({ reportId, from, subject }) => ({ reportId, from: inertText(from), subject: inertText(subject) })),
    drafts: feedbackDrafts(view, saying, { organisation: organisation[lang], zone, address, lang }).map((one) => ({ ...one })),
    page: `${address}${pages.thanksPage.at({})}`,
  };
}
