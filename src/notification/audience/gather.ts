// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import type { NotificationDeps } from '../deps.ts';
import { approvedRows, audienceOf, difference, digestBasis, merged } from './audience.ts';
import type { Affected, Audience, Difference } from './audience.ts';

/** The audience as it is now. `since`: how it differs from what was approved; null where nothing was, or nothing differs. */
export type Gathered = Audience & { readonly digest: Sha256; readonly since: Difference | null };

/** Asks every source and the register; nothing is stored. */
export async function gatherAudience(
  deps: Pick<NotificationDeps, 'sources' | 'audience' | 'customers' | 'hash'>,
  caseId: CaseId,
  view: CaseView,
): Promise<Gathered> {
  const named = await namedBy(deps, caseId);
  const customers = await deps.customers.find([...new Set(named.map((one) => one.customerId))]);
  const steps = [...customers.values()].flatMap((one) => one.ladder.map((step) => step.contactId));
  const contacts = await deps.customers.contacts([...new Set(steps)]);
  const audience = audienceOf(named, customers, contacts, declinedOf(view), view.parts.notification.optional);
  const rows = approvedRows(audience.rows);
  const digest = deps.hash(digestBasis(rows));
  const { approved } = view.parts.notification;
  const holds = approved === null || approved.digest === digest;
  return { ...audience, digest, since: holds ? null : difference(await deps.audience.approved(caseId), rows) };
}

/** Whom every source and the case's own list name now, each customer once, by customer number. */
export async function namedBy(deps: Pick<NotificationDeps, 'sources' | 'audience'>, caseId: CaseId): Promise<readonly Affected[]> {
  return merged((await Promise.all([...deps.sources.map((source) => source(caseId)), deps.audience.list(caseId)])).flat());
}

const DECLINED = 'audience:customer:';

/** Customers of whom a person said, with a reason, that they are not told (case/handover). */
function declinedOf(view: CaseView): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(view.findings).flatMap(([id, decision]) =>
      id.startsWith(DECLINED) && decision.is === 'declined' ? [[id.slice(DECLINED.length), decision.reason] as const] : [],
    ),
  );
}
