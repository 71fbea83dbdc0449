// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { FollowDeps } from './gather-due.ts';

/** Of one customer, over all that is his: exposures that stand, that were accepted for a while, and that an audit found gone. */
export type Seen = { readonly standing: number; readonly waived: number; readonly fixed: number };
/** Customers of whom audits of this case know something. */
export type SeenByAudits = (caseId: CaseId) => Promise<ReadonlyMap<string, Seen>>;

const BY = 'audit';
const MACHINE = { type: 'machine', name: 'notification' } as const;

/**
 * What the audits say of those who were told, after one arrived: verified where all of a customer's exposures are gone, regressed
 * where one is there again. What stands on the case's own list no audit has looked at: a person says what evidence there is.
 */
export async function checkNotice(
  deps: FollowDeps & { readonly seenByAudits: SeenByAudits },
  caseId: CaseId,
  basis: string,
): Promise<void> {
  const noticeId = (await deps.journal.view(caseId))?.parts.notification.notice?.noticeId;
  if (noticeId === undefined) return;
  const [seen, listed] = await Promise.all([deps.seenByAudits(caseId), deps.audience.list(caseId)]);
  const onList = new Set(listed.map((one) => one.customerId));
  await deps.journal.write(async (writing) => {
    const standings = await deps.notices.standings(noticeId, writing.tx);
    const happenings: { readonly event: 'verify' | 'regress'; readonly customerId: string; readonly detail: string }[] = [];
    let [open, notSeen] = [0, 0];
    for (const { customerId, state } of standings) {
      const one = seen.get(customerId);
      if (one === undefined) notSeen += 1;
      else if (one.standing > 0) {
        open += 1;
        if (state === 'verified') happenings.push({ event: 'regress', customerId, detail: basis });
      } else if (one.fixed > 0 && one.waived === 0 && !onList.has(customerId) && state !== 'verified' && state !== 'exempt')
        happenings.push({ event: 'verify', customerId, detail: basis });
    }
    const sorted = happenings.toSorted((a, b) => (a.event < b.event ? -1 : a.event > b.event ? 1 : 0));
    await deps.notices.happen(writing.tx, noticeId, sorted, { by: BY, at: deps.clock.now() });
    const verified = sorted.filter((one) => one.event === 'verify').length;
    const body = { noticeId, basis: basis.slice(0, 200), verified, regressed: sorted.length - verified, open, notSeen };
    await writing.append({ stream: caseId, actor: MACHINE, drafts: [{ kind: 'follow.checked', body }] });
  });
}
