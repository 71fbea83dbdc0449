// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';

export const findingStates = ['new', 'open', 'fixed', 'regressed', 'waived'] as const;
export type FindingState = (typeof findingStates)[number];

/** One finding over all runs of a case: rule and path (base64 of its bytes). */
export type FindingKey = { readonly rule: string; readonly pathBytes: string };
/** A finding's identity over runs, as one text. */
export const keyText = (key: FindingKey): string => `${key.rule} ${key.pathBytes}`;

export type KnownFinding = FindingKey & {
  readonly tenant: string | null;
  readonly state: FindingState;
  readonly waivedUntil: Instant | null;
};

/** What a run can speak about. */
export type Covered = {
  /** An incomplete run proves nothing gone. */
  readonly complete: boolean;
  readonly covers: (key: FindingKey) => boolean;
};

export type SettledFinding = {
  readonly key: FindingKey;
  readonly tenant: string | null;
  readonly before: FindingState | null;
  readonly after: FindingState;
};

/**
 * A finding seen for the first time is new, then open; gone in a complete run that covered it, it is fixed (verified by
 * that run); back again, it is regressed until the next fix. A waiver holds until its day. What the run did not cover, or
 * could not see, stays as it was.
 */
export function settle(
  known: readonly KnownFinding[],
  seen: readonly (FindingKey & { readonly tenant: string | null })[],
  run: Covered,
  at: Instant,
): readonly SettledFinding[] {
  const before = new Map(known.map((each) => [keyText(each), each]));
  const present = new Set<string>();
  const settled: SettledFinding[] = [];
  for (const { rule, pathBytes, tenant } of seen) {
    const key = { rule, pathBytes };
    const text = keyText(key);
    if (present.has(text)) continue;
    present.add(text);
    const old = before.get(text);
    settled.push({ key, tenant, before: old?.state ?? null, after: whenSeen(old, at) });
  }
  for (const old of known) {
    if (present.has(keyText(old))) continue;
    const gone = run.complete && run.covers(old);
    settled.push({
      key: { rule: old.rule, pathBytes: old.pathBytes },
      tenant: old.tenant,
      before: old.state,
      after: gone ? 'fixed' : old.state,
    });
  }
  return settled;
}

function whenSeen(old: KnownFinding | undefined, at: Instant): FindingState {
  if (old === undefined) return 'new';
  switch (old.state) {
    case 'fixed':
    case 'regressed':
      return 'regressed';
    case 'waived':
      return old.waivedUntil !== null && old.waivedUntil > at ? 'waived' : 'open';
    default:
      return 'open';
  }
}

/** What stands between a tenant and "clean": nothing open, and a complete run that looked at its home since. */
export type TenantState = 'affected' | 'waived' | 'clean' | 'never-affected';

/**
 * A tenant's state from those of its findings: one open finding affects it; all fixed is clean; none ever is never affected.
 */
export function tenantStateOf(states: readonly FindingState[]): TenantState {
  if (states.some((state) => state === 'new' || state === 'open' || state === 'regressed')) return 'affected';
  if (states.includes('waived')) return 'waived';
  return states.includes('fixed') ? 'clean' : 'never-affected';
}

/** How many findings are in each state. */
export function countStates(states: Iterable<FindingState>): Record<FindingState, number> {
  const counts: Record<FindingState, number> = { new: 0, open: 0, fixed: 0, regressed: 0, waived: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}
