// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import { entriesOf } from '../case/measures/entries-of.ts';
import { measuresOf } from '../case/measures/measures.ts';
import type { Measures } from '../case/measures/measures.ts';
import type { CaseId } from '../journal/stream.ts';
import { summarise } from './summary.ts';

/** null when the case has no entries. */
export async function caseMeasures(journal: Journal, caseId: CaseId): Promise<Measures | null> {
  const entries = await entriesOf(journal, caseId);
  return entries.length === 0 ? null : measuresOf(entries);
}

/** The measures of every case, and the summary of those that were real. Reads 200 cases at a time. */
export async function allMeasures(journal: Journal) {
  const cases: { readonly caseId: string; readonly title: string; readonly measures: Measures }[] = [];
  let before: { changedAt: string; id: string } | undefined;
  for (;;) {
    const page = await journal.cases({ limit: 200, ...(before === undefined ? {} : { before }) });
    for (const view of page) {
      const measures = await caseMeasures(journal, view.id);
      if (measures !== null) cases.push({ caseId: view.id, title: view.title, measures });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < 200) break;
    before = { changedAt: last.changedAt, id: last.id };
  }
  return { cases, summary: summarise(cases.flatMap(({ measures }) => (measures.exercise ? [] : [measures]))) };
}
