// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Instant } from '../kernel/instant.ts';
import type { OpenClocks } from './contract.ts';
import { listClocks } from './list.ts';

const PAGE = 200;

/** In the folded case: a clock that is open, or missed and without a report on record. */
const UNSERVED = [{ is: 'open' }, { is: 'missed', receipt: null }].map((settled) => ({ parts: { obligation: { clocks: [{ settled }] } } }));

/**
 * Every clock that a person must still serve, nearest deadline first; a missed one stays until its report is recorded. Closing
 * a case ends no legal duty: clocks of closed cases are in it.
 */
export async function openClocks(journal: Journal, now: Instant): Promise<OpenClocks> {
  const found: OpenClocks['clocks'] = [];
  let before: { changedAt: string; id: string } | undefined;
  for (;;) {
    const page = await journal.cases({ holding: UNSERVED, limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const view of page) {
      for (const clock of listClocks(view, now).clocks) {
        const waits = clock.state === 'running' || clock.state === 'undetermined' || (clock.state === 'missed' && clock.receipt === null);
        if (!waits) continue;
        const { clockId, rule, name, state, light, deadline, basis } = clock;
        found.push({ caseId: view.id, title: view.title, clockId, rule, name, state, light, deadline, basis });
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = { changedAt: last.changedAt, id: last.id };
  }
  return { at: now, clocks: found.toSorted((a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9')) };
}
