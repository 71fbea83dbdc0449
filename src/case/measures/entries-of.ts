// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Entry, ErasedEntry } from '../entry.ts';
import type { Journal } from '../language/journal.port.ts';

const PAGE = 500;

/** Every entry of a case, read by pages; none when there is no such case. */
export async function entriesOf(journal: Pick<Journal, 'entries'>, caseId: CaseId): Promise<readonly (Entry | ErasedEntry)[]> {
  const entries: (Entry | ErasedEntry)[] = [];
  for (;;) {
    const page = await journal.entries(caseId, entries.at(-1)?.seq ?? 0, PAGE);
    entries.push(...page);
    if (page.length < PAGE) return entries;
  }
}
