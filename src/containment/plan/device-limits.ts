// SPDX-License-Identifier: Apache-2.0
import type { Cut, CutInstance, RoomKind } from '../optimise/cut.ts';
import { fitCut } from './fit-device.ts';
import { reason } from '../policy/reason.ts';
import type { Reason } from '../policy/reason.ts';
import { renderers } from '../render/render.ts';
import type { Target } from '../render/target.ts';
import type { Policy, Rule } from '../policy/rule.ts';
import type { Solver } from '../optimise/solver.port.ts';

/** How many rules of a plan a device takes. Counted are the rules that are left when the plan is put into its words. */
export type DeviceLimit = { readonly target: Target; readonly most: number };
export type DeviceLimits = { readonly limits: readonly DeviceLimit[]; readonly solver: Solver | null };

export type Fit = { readonly policy: Policy; readonly reasons: readonly Reason[] };
type Wanted = {
  readonly instance: CutInstance;
  readonly lambda: number;
  readonly cut: Cut;
  /** The policy that a cut becomes; precautions are the indicators that no traffic met. */
  readonly policyOf: (cut: Cut, precautions: boolean) => Policy;
};

const nothing: Cut = { value: 0, isolate: [], names: [], addresses: [], pairs: [], open: [] };

/** The policy of a cut, within every limit where that can be: without precautions first, then with fewer rules for more loss. */
export function fitPolicy({ instance, lambda, cut, policyOf }: Wanted, { limits, solver }: DeviceLimits): Fit {
  const full = policyOf(cut, true);
  const tight = (policy: Policy) => limits.find((limit) => rulesIn(policy, limit.target) > limit.most);
  const first = tight(full);
  if (first === undefined) return { policy: full, reasons: [] };
  const before = rulesIn(full, first.target);
  const said = (policy: Policy): Fit => ({
    policy,
    reasons: [reason('fewer-rules', { target: first.target, most: first.most, before, rules: rulesIn(policy, first.target) })],
  });
  const bare = policyOf(cut, false);
  const limit = tight(bare);
  if (limit === undefined) return said(bare);
  const own = rulesIn(policyOf(nothing, false), limit.target);
  const fitted = fitCut(instance, lambda, { counted: kindsIn(limit.target, bare), most: limit.most - own }, solver);
  if (!fitted.fits) return { policy: bare, reasons: [over(bare, limit, own + fitted.least)] };
  const policy = policyOf(fitted.cut, false);
  const still = tight(policy);
  return still === undefined ? said(policy) : { policy, reasons: [over(policy, still, rulesIn(policy, still.target))] };
}

/** A policy that nobody chose rule by rule: it fits, or it is said that it does not. */
export function checkLimits(policy: Policy, { limits }: DeviceLimits): readonly Reason[] {
  return limits.flatMap((limit) => {
    const rules = rulesIn(policy, limit.target);
    return rules > limit.most ? [over(policy, limit, rules)] : [];
  });
}

function over(policy: Policy, limit: DeviceLimit, least: number): Reason {
  return reason('device-limit', { target: limit.target, most: limit.most, rules: rulesIn(policy, limit.target), least });
}

function rulesIn(policy: Policy, target: Target): number {
  return renderers[target].project(policy).policy.rules.length;
}

/** Which choices become rules there: tried with one rule of each kind under the same base. */
function kindsIn(target: Target, { base, names }: Policy): readonly RoomKind[] {
  const sample: Readonly<Record<RoomKind, Rule>> = {
    isolate: { id: 'i', kind: 'isolate', reason: 'suspected', host: 'h', addresses: ['10.0.0.1'] },
    names: { id: 'n', kind: 'name', reason: 'indicator', pattern: 'name.example' },
    addresses: { id: 'a', kind: 'address', reason: 'indicator', range: '198.51.100.1' },
    pairs: { id: 'p', kind: 'pair', reason: 'indicator', host: 'h', addresses: ['10.0.0.1'], ranges: ['198.51.100.1'], pattern: null },
  };
  return (Object.keys(sample) as RoomKind[]).filter((kind) => rulesIn({ base, names, internal: [], rules: [sample[kind]] }, target) > 0);
}
