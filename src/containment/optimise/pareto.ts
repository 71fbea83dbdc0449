// SPDX-License-Identifier: Apache-2.0
import { costOf, riskAfter, solveCut } from './cut.ts';
import type { Cut, CutInstance } from './cut.ts';

/** One supported point of the trade-off between business loss and residual risk. Loss in thousandths. */
export type FrontPoint = {
  readonly lambda: number;
  readonly loss: number;
  readonly known: number;
  readonly unknown: number;
  readonly cut: Cut;
};

export const MAX_POINTS = 40;

/**
 * All supported Pareto points by dichotomy over λ: between two neighbours try the slope that makes them
 * equal; a better cut there is a new point, none means that nothing convex lies between. At most 40 points.
 */
export function paretoFront(instance: CutInstance, limit = MAX_POINTS): readonly FrontPoint[] {
  const at = (lambda: number): FrontPoint => {
    const cut = solveCut(instance, lambda);
    return { lambda, loss: costOf(instance, cut), ...riskAfter(instance, cut), cut };
  };
  const risk = (point: FrontPoint) => point.known + point.unknown;
  const cheapest = at(0);
  const safest = at(1e9);
  if (same(cheapest, safest)) return [safest];
  const points: FrontPoint[] = [cheapest, safest];
  const queue: (readonly [FrontPoint, FrontPoint])[] = [[cheapest, safest]];
  while (queue.length > 0 && points.length < limit) {
    const [left, right] = queue.shift()!;
    const gain = risk(left) - risk(right);
    if (gain <= 1e-9 || right.loss <= left.loss) continue;
    const lambda = (right.loss - left.loss) / gain;
    const middle = at(lambda);
    // Strictly better than both ends at this slope (beyond rounding of capacities), or nothing new lies here.
    const value = (point: FrontPoint) => point.loss + lambda * risk(point);
    if (same(middle, left) || same(middle, right) || value(middle) >= value(left) - 2) continue;
    points.push(middle);
    queue.push([left, middle], [middle, right]);
  }
  return points.toSorted((a, b) => a.loss - b.loss || risk(b) - risk(a));
}

function same(a: FrontPoint, b: FrontPoint): boolean {
  return a.loss === b.loss && Math.abs(a.known + a.unknown - b.known - b.unknown) < 1e-9;
}
