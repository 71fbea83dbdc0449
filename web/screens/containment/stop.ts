// SPDX-License-Identifier: Apache-2.0
import type { OptionWire, PlanWire } from '../../../src/containment/contract.ts';

/** One place of the slider: an option that is written out to its rules, or a point of the front that is not. */
export type Stop = {
  readonly id: string;
  readonly option: OptionWire | null;
  readonly loss: number;
  readonly risk: number;
  readonly coverage: number;
  readonly overBudget: boolean;
};

/** The recommended one stands first: it is what the desk proposes. */
export function optionsOf(plan: PlanWire): readonly OptionWire[] {
  return [plan.recommended, ...plan.options.filter((one) => one.id !== plan.recommended.id)];
}

/** Everything along the front from cheap to dear; a point that an option repeats is left out. */
export function stopsOf(plan: PlanWire): readonly Stop[] {
  const written = optionsOf(plan).map((option): Stop => {
    const { id, loss, coverage, residual } = option;
    return { id, option, loss, coverage, risk: residual.total, overBudget: residual.overBudget };
  });
  const bare = plan.front
    .map(({ id, loss, risk, coverage, overBudget }): Stop => ({ id, option: null, loss, risk, coverage, overBudget }))
    .filter((point) => !written.some((one) => one.loss === point.loss && Math.abs(one.risk - point.risk) < 1e-6));
  return [...written, ...bare].toSorted((a, b) => a.loss - b.loss || b.risk - a.risk);
}

export const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`;
export const figure = (value: number): string => (Math.round(value * 1000) / 1000).toLocaleString('en-US');
