// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { OptionWire, PlanWire } from '../../../../src/containment/contract.ts';
import { countStates, stateOf, trafficShape } from './traffic-shape.ts';

const stopped = (service: string, because: 'rule' | 'isolated', departments: readonly (readonly [string, number])[]) => ({
  service,
  name: service,
  priority: 1,
  users: departments.reduce((sum, [, users]) => sum + users, 0),
  flows: 1,
  departments: departments.map(([department, users]) => ({ department, users, flows: users })),
  because,
});
const option = (id: string, rows: readonly ReturnType<typeof stopped>[]) => ({ id, stopped: rows }) as unknown as OptionWire;
const full = option('full-cut', [
  stopped('mail', 'rule', [
    ['sales', 10],
    ['web', 4],
  ]),
  stopped('pictures', 'rule', [['web', 4]]),
]);
const plan = { options: [full] } as unknown as PlanWire;

describe('web/containment/traffic-shape', () => {
  it('shows what passes, what some lose and what stops, by service and department', () => {
    const shape = trafficShape(
      plan,
      option('keep-only', [stopped('mail', 'rule', [['sales', 3]]), stopped('pictures', 'rule', [['web', 4]])]),
    );

    expect(shape.departments).toEqual(['sales', 'web']);
    expect(shape.rows.map((row) => [row.service, ...[...row.cells].map(([department, cell]) => [department, stateOf(cell)])])).toEqual([
      ['mail', ['sales', 'part'], ['web', 'whole']],
      ['pictures', ['web', 'none']],
    ]);
    expect(countStates(shape)).toEqual({ whole: 1, part: 1, none: 1 });
  });

  it('does not count what only an isolated computer loses', () => {
    const shape = trafficShape(plan, option('isolate', [stopped('mail', 'isolated', [['sales', 1]])]));

    expect(countStates(shape)).toEqual({ whole: 3, part: 0, none: 0 });
  });
});
