// SPDX-License-Identifier: Apache-2.0
import { isLate } from '../case/fold/remediation.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { standing } from '../case/language/standing.ts';
import type { Instant } from '../kernel/instant.ts';
import type { DueWork } from './contract.ts';

/**
 * Open items over all open cases that have a time to keep: to be taken on, to be done, to be waited for. Nearest first. Read
 * from the register of what is due: no case is read for it.
 */
export async function dueWork(journal: Pick<Journal, 'standing'>, now: Instant): Promise<DueWork> {
  const found = (await standing(journal, 'due')).flatMap(({ caseId, title: caseTitle, state, body: item }) => {
    if (state !== 'open') return [];
    const waitsForTaking = item.ackedAt === null && item.needsAckBy !== null;
    const until = item.status === 'blocked' ? (item.blocked?.until ?? null) : null;
    const by = [waitsForTaking ? item.needsAckBy : null, until ?? item.due].flatMap((time) => time ?? []).toSorted()[0];
    if (by === undefined) return [];
    const { itemId, titles, owner, department, status } = item;
    const what = by === item.needsAckBy && waitsForTaking ? ('take' as const) : by === until ? ('blocked' as const) : ('finish' as const);
    const late = isLate(item, now) || (waitsForTaking && Date.parse(by) < Date.parse(now));
    return [{ caseId, caseTitle, itemId, titles, owner, department, status, what, by, late }];
  });
  return { at: now, items: found.toSorted((a, b) => Date.parse(a.by) - Date.parse(b.by)) };
}
