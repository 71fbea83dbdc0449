// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { notificationProblem } from '../problems.ts';
import { identify } from './identify.ts';
import type { InquiryDeps } from './inquiry-deps.ts';
import type { Inquiry, Told } from './inquiry-store.port.ts';
import { askedKey, toldOf, toldOtherwise } from './inquiry.ts';
import { concernsIn, keepSeen, lookAtAudience } from './see-audience.ts';
import type { Seen } from './see-audience.ts';

/** Somebody who was told `inquiry.told` and has to hear `now`. */
export type CallBack = { readonly inquiry: Inquiry; readonly now: Told };

/** Everybody who was told otherwise than what holds now, by the latest answer that each got; who has waited longest first. */
export async function callBacks(deps: InquiryDeps, caseId: CaseId): Promise<{ readonly seen: Seen; readonly due: readonly CallBack[] }> {
  const seen = await lookAtAudience(deps, caseId);
  return { seen, due: await dueOf(deps, caseId, seen, await deps.inquiries.list(caseId)) };
}

async function dueOf(deps: InquiryDeps, caseId: CaseId, seen: Seen, all: readonly Inquiry[]): Promise<readonly CallBack[]> {
  // The same asker at the same place has heard the last answer; an earlier one needs no call of its own.
  const latest = [...new Map(all.map((one) => [`${askedKey(one.asked)}\n${askedKey(one.reach)}\n${one.way}`, one])).values()];
  const askers = latest.map(({ asked, way, reach }) => ({ asked, proof: way === 'page' ? reach : null }));
  const found = await identify(deps, askers, new Set(seen.named?.keys() ?? []));
  const history = Map.groupBy(
    await deps.inquiries.history(
      caseId,
      [...new Set(found)].filter((one) => one !== null),
    ),
    (one) => one.customerId,
  );
  return latest.flatMap((inquiry, at) => {
    const customerId = found[at] ?? null;
    const rows = customerId === null ? [] : (history.get(customerId) ?? []);
    const now = toldOf(customerId, customerId === null ? null : concernsIn(seen, customerId, rows), rows, seen.at);
    return toldOtherwise(inquiry.told, now) ? [{ inquiry, now }] : [];
  });
}

/** One call: `told` that what holds now was said; else in vain, and he stays on the list. */
export async function calledBack(
  deps: InquiryDeps,
  actor: Actor,
  caseId: CaseId,
  inquiryId: string,
  { told, note }: { readonly told: boolean; readonly note: string },
): Promise<Result<Inquiry, Problem>> {
  const seen = await lookAtAudience(deps, caseId);
  const before = await deps.inquiries.find(inquiryId);
  if (before === null || before.caseId !== caseId) return err(notificationProblem('notification.no-such-inquiry'));
  const [due] = await dueOf(deps, caseId, seen, [before]);
  return deps.journal.write(async (writing) => {
    const version = await keepSeen(deps, writing, caseId, seen);
    const at = deps.clock.now();
    const now = due?.now ?? before.told;
    const after: Inquiry = told
      ? { ...before, told: now, version: version.version, at, by: actor.name, tried: null }
      : { ...before, tried: { at, note } };
    await deps.inquiries.save(writing.tx, after);
    const body = { inquiryId, told, verdict: now.verdict, version: version.version, note };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'inquiry.called-back', body }] });
    return ok(after);
  });
}
