// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { baseOf } from '../address/name.ts';
import { releasedPolicy } from '../case/case-plan.ts';
import type { CasePlanDeps } from '../case/case-plan.ts';
import { containmentProblem } from '../problems.ts';
import { rulesOf } from '../policy/rule.ts';
import type { Policy } from '../policy/rule.ts';
import { bare, shownBy } from './shown-by-device.ts';

export type ByHandDeps = CasePlanDeps & { readonly gateways: readonly string[] };

/**
 * A released plan that a person put into a device which the desk does not reach: recorded as applied once what the device
 * shows afterwards names everything that the plan closes. What it shows is kept with the entry.
 */
export async function recordApplied(
  deps: ByHandDeps,
  caseId: CaseId,
  actor: Actor,
  said: { readonly planId: string; readonly where: string; readonly reread: string },
): Promise<Result<null, Problem>> {
  const { planId, where, reread } = said;
  const released = await releasedPolicy(deps, caseId, planId);
  if (!released.ok) return released;
  if (deps.gateways.includes(where)) return err(containmentProblem('containment.applied-by-desk', { where }));
  const { option, policy } = released.value;
  const missing = missingIn(policy, reread);
  if (missing.length > 0)
    return err(
      containmentProblem('containment.reread-lacks', { missing: missing.length, first: inertText(missing.slice(0, 5).join(' ')) }),
    );
  const blob = await deps.blobs.put(new TextEncoder().encode(reread));
  const byHand = { checked: closedOf(policy).length, baseClosed: policy.base === 'deny' };
  const body = { planId, option, where, rules: blob, deadManSeconds: 0, byHand, blob };
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'containment.plan-applied', body }] });
  return ok(null);
}

/** Everything that a plan closes by itself, as a device would write it: addresses and ranges, isolated computers, names. */
export function closedOf(policy: Policy): readonly string[] {
  const ranges = rulesOf(policy, 'address').map((rule) => rule.range);
  const isolated = rulesOf(policy, 'isolate').flatMap((rule) => rule.addresses);
  const pairs = rulesOf(policy, 'pair').flatMap((rule) => rule.ranges);
  // Where names are enforced nowhere, no device shows them.
  const names = (policy.names === 'none' ? [] : rulesOf(policy, 'name')).map((rule) => baseOf(rule.pattern).replace(/^\./, ''));
  return [...new Set([...ranges, ...isolated, ...pairs, ...names].map((one) => bare(one)))];
}

/** What of it the text neither names nor covers by a range that it closes. Linear in the text. */
export function missingIn(policy: Policy, reread: string): readonly string[] {
  const open = rulesOf(policy, 'allow').flatMap(({ ranges, observed }) => [...ranges, ...observed]);
  const kept = [...open, ...rulesOf(policy, 'path').flatMap(({ ranges }) => ranges), ...policy.internal];
  const shown = shownBy(reread, kept);
  return closedOf(policy).filter((one) => !shown.names(one) && !shown.covers(one));
}
