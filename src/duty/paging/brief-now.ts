// SPDX-License-Identifier: Apache-2.0
import { briefOf } from '../../case/brief/brief.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { PlanStore } from '../rota/plan-store.port.ts';

/** The three sentences of a case as it stands now, one a line, in the rota's zone (UTC without a rota); null where there is no such case. */
export async function briefNow(deps: { readonly journal: Journal; readonly plans: PlanStore }, caseId: CaseId): Promise<Bilingual | null> {
  const [view, stored] = await Promise.all([deps.journal.view(caseId), deps.plans.latest()]);
  if (view === null) return null;
  const brief = briefOf(view, stored?.plan.zone ?? 'UTC');
  return { ja: brief.map((one) => one.ja).join('\n'), en: brief.map((one) => one.en).join('\n') };
}
