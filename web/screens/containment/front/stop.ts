// SPDX-License-Identifier: Apache-2.0
import type { OptionWire, PlanWire } from '../../../../src/containment/contract.ts';

/** One place of the slider: an option that is written out to its rules, or a point of the front that is not. */
export type Stop = {
  readonly id: string;
  readonly option: OptionWire | null;
  readonly loss: number;
  readonly risk: number;
  /** Null: no attack flow is on record. */
  readonly coverage: number | null;
  readonly overBudget: boolean;
  readonly touched: Touched;
};

/** What a place stops and who is touched. `services` and `hosts` are the first of each; `serviceCount` null: an older plan does not say. */
export type Touched = {
  readonly services: readonly TouchedService[];
  readonly serviceCount: number | null;
  readonly hosts: readonly string[];
  readonly hostCount: number;
  /** At least so many people sit at those computers. */
  readonly hostUsers: number;
};
export type TouchedService = {
  readonly service: string;
  readonly name: string;
  readonly priority: number | null;
  readonly users: number;
  readonly departments: readonly { readonly department: string; readonly users: number }[];
  readonly departmentCount: number;
};

/** The recommended one stands first: it is what the desk proposes. */
export function optionsOf(plan: PlanWire): readonly OptionWire[] {
  return [plan.recommended, ...plan.options.filter((one) => one.id !== plan.recommended.id)];
}

/** Everything along the front from cheap to dear; a point that an option repeats is left out. */
export function stopsOf(plan: PlanWire): readonly Stop[] {
  const written = optionsOf(plan).map((option): Stop => {
    const { id, loss, coverage, residual } = option;
    return { id, option, loss, coverage, risk: residual.total, overBudget: residual.overBudget, touched: touchedBy(option) };
  });
  const bare = plan.front
    .map(({ id, loss, risk, coverage, overBudget, services, serviceCount, hosts, isolated, isolatedUsers }): Stop => {
      const touched = { services, serviceCount, hosts, hostCount: isolated, hostUsers: isolatedUsers };
      return { id, option: null, loss, risk, coverage, overBudget, touched };
    })
    .filter((point) => !written.some((one) => one.loss === point.loss && Math.abs(one.risk - point.risk) < 1e-6));
  return [...written, ...bare].toSorted((a, b) => a.loss - b.loss || b.risk - a.risk);
}

function touchedBy(option: OptionWire): Touched {
  const byRule = option.stopped.filter((row) => row.because === 'rule');
  return {
    services: byRule.map((row) => ({ ...row, departmentCount: row.departments.length })),
    serviceCount: byRule.length,
    hosts: option.isolated,
    hostCount: option.isolated.length,
    hostUsers: Math.max(0, ...option.stopped.filter((row) => row.because === 'isolated').map((row) => row.users)),
  };
}

/** Services that stop here and not yet one place to the left: what the last step to the right costs. */
export function newlyStopped(stops: readonly Stop[], at: number): ReadonlySet<string> {
  const before = new Set(stops[at - 1]?.touched.services.map((one) => one.service));
  return new Set(at === 0 ? [] : (stops[at]?.touched.services ?? []).map((one) => one.service).filter((one) => !before.has(one)));
}

/** A dash where there is nothing of which it could be a share. */
export const percent = (share: number | null): string => (share === null ? '–' : `${Math.round(share * 1000) / 10} %`);
export const figure = (value: number): string => (Math.round(value * 1000) / 1000).toLocaleString('en-US');
