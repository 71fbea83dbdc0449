// SPDX-License-Identifier: Apache-2.0
import { isFinished, isLate } from '../case/fold/remediation.ts';
import type { Journal } from '../case/language/journal.port.ts';
import type { Instant } from '../kernel/instant.ts';
import type { DueWork } from './contract.ts';

const PAGE = 200;

/** Open items over all open cases that have a time to keep: to be taken on, to be done, to be waited for. Nearest first. */
export async function dueWork(journal: Journal, now: Instant): Promise<DueWork> {
  const found: DueWork['items'] = [];
  let before: { changedAt: string; id: string } | undefined;
  for (;;) {
    const page = await journal.cases({ state: 'open', limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const view of page) {
      for (const item of view.parts.remediation.items) {
        if (isFinished(item) || item.status === 'cancelled') continue;
        const waitsForTaking = item.ackedAt === null && item.needsAckBy !== null;
        const until = item.status === 'blocked' ? (item.blocked?.until ?? null) : null;
        const by = [waitsForTaking ? item.needsAckBy : null, until ?? item.due].flatMap((time) => time ?? []).toSorted()[0];
        if (by === undefined) continue;
        const { itemId, titles, owner, department, status } = item;
        const what = by === item.needsAckBy && waitsForTaking ? 'take' : by === until ? 'blocked' : 'finish';
        const late = isLate(item, now) || (waitsForTaking && Date.parse(by) < Date.parse(now));
        found.push({ caseId: view.id, caseTitle: view.title, itemId, titles, owner, department, status, what, by, late });
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    before = { changedAt: last.changedAt, id: last.id };
  }
  return { at: now, items: found.toSorted((a, b) => Date.parse(a.by) - Date.parse(b.by)) };
}
