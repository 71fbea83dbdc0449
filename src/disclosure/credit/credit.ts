// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { CaseView } from '../../case/fold/view.ts';
import { everyCase } from '../../case/language/every-case.ts';
import type { Draft } from '../../case/entry.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem, noCase } from '../problems.ts';
import type { creditOrder } from './credit.contract.ts';

/** Somebody whom the public page thanks. The case it belongs to, and what was found, are nobody's business there. */
export type PublicCredit = { readonly name: string; readonly link: string | null; readonly month: string };

/** The line that stands on the page of thanks, in an advisory or in a statement. */
export function creditLine({ name, link }: Pick<PublicCredit, 'name' | 'link'>): Bilingual {
  const shown = inertText(name);
  const where = link === null ? '' : inertText(link);
  return { ja: `${shown} 様${where === '' ? '' : `（${where}）`}`, en: `${shown}${where === '' ? '' : ` (${where})`}` };
}

/** Everybody who agreed, newest first: of real cases of this desk alone. */
export async function publicCredits(deps: DisclosureDeps): Promise<readonly PublicCredit[]> {
  const found: (PublicCredit & { readonly at: string })[] = [];
  for await (const view of everyCase(deps.journal)) {
    const { credits } = view.parts.disclosure;
    if (view.imported !== null || credits.length === 0 || !(await deps.passing.of(view.id)).public) continue;
    found.push(...credits.map(({ name, link, at }) => ({ name, link, at, month: at.slice(0, 7) })));
  }
  return found.toSorted((a, b) => (a.at < b.at ? 1 : -1)).map(({ name, link, month }) => ({ name, link, month }));
}

export type ThanksRows = Readonly<Record<Lang, readonly { readonly text: string; readonly link: string | null; readonly month: string }[]>>;

/** The same as the lines of the page of thanks, in each language. */
export async function thanksRows(deps: DisclosureDeps): Promise<ThanksRows> {
  const credits = await publicCredits(deps);
  const rows = (lang: Lang) => credits.map(({ name, link, month }) => ({ text: creditLine({ name, link: null })[lang], link, month }));
  return { ja: rows('ja'), en: rows('en') };
}

/** A named person writes down that the reporter agreed, or took it back. Nobody is thanked by a name they did not give. */
export async function orderCredit(
  deps: DisclosureDeps,
  actor: Actor,
  caseId: CaseId,
  order: z.output<typeof creditOrder>,
): Promise<Result<CaseView, Problem>> {
  if (!isNamedPerson(actor)) return err(disclosureProblem('disclosure.needs-a-person'));
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId).problem);
  const draft = draftOf(view, order);
  if (draft === null) return err(disclosureProblem('disclosure.no-such-credit'));
  const done = await deps.journal.write((writing) => writing.append({ stream: caseId, actor, drafts: [draft] }));
  return ok(done.view ?? view);
}

function draftOf(view: CaseView, order: z.output<typeof creditOrder>): Draft | null {
  const { credits } = view.parts.disclosure;
  if (order.do === 'withdraw') {
    const { creditId, reason } = order;
    return credits.some((one) => one.creditId === creditId) ? { kind: 'credit.withdrawn', body: { creditId, reason } } : null;
  }
  const { name, link, how, reportId } = order;
  if (reportId !== null && view.parts.intake.reports.every((report) => report.reportId !== reportId)) return null;
  return { kind: 'credit.agreed', body: { creditId: `${view.id}-T${view.seq + 1}`, name, link, how, reportId } };
}
