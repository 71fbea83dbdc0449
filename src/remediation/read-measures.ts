// SPDX-License-Identifier: Apache-2.0
import { everyCase } from '../case/language/every-case.ts';
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

/** The measures of every case, and the summary of those that were real. */
export async function allMeasures(journal: Journal) {
  const cases: { readonly caseId: string; readonly title: string; readonly measures: Measures }[] = [];
  for await (const view of everyCase(journal)) {
    const measures = await caseMeasures(journal, view.id);
    if (measures !== null) cases.push({ caseId: view.id, title: view.title, measures });
  }
  return { cases, summary: summarise(cases.flatMap(({ measures }) => (measures.exercise ? [] : [measures]))) };
}
