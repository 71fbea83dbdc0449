// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import { standing } from '../case/language/standing.ts';
import type { Instant } from '../kernel/instant.ts';
import { lightAt, stateAt } from './clock.ts';
import type { OpenClocks } from './contract.ts';
import { ruleOf } from './law/rules.ts';

/**
 * Every clock that a person must still serve, nearest deadline first; a missed one stays until its report is recorded. Closing
 * a case ends no legal duty: clocks of closed cases are in it. Read from the register: no case is read for it.
 */
export async function openClocks(journal: Pick<Journal, 'standing'>, now: Instant): Promise<OpenClocks> {
  const found = (await standing(journal, 'clock')).flatMap(({ caseId, title, body: clock }) => {
    const state = stateAt(clock, now);
    const served = 'receipt' in clock.settled && clock.settled.receipt !== null;
    if (state !== 'running' && state !== 'undetermined' && (state !== 'missed' || served)) return [];
    const { clockId, rule, computed } = clock;
    const { deadline, basis } = computed;
    return [{ caseId, title, clockId, rule, name: ruleOf(rule).name, state, light: lightAt(clock, now), deadline, basis }];
  });
  return { at: now, clocks: found.toSorted((a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9')) };
}
