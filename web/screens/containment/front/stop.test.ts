// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { OptionWire, PlanWire } from '../../../../src/containment/contract.ts';
import { newlyStopped, stopsOf } from './stop.ts';

type Stopped = OptionWire['stopped'][number];
const row = (service: string, users: number, because: Stopped['because'] = 'rule'): Stopped => ({
  service,
  name: service,
  priority: 2,
  users,
  flows: users,
  departments: because === 'rule' ? [{ department: '営業部', users, flows: users }] : [],
  because,
});
const option = (id: OptionWire['id'], loss: number, risk: number, stopped: readonly Stopped[], isolated: readonly string[] = []) =>
  ({ id, loss, coverage: 1, residual: { total: risk, overBudget: false }, stopped, isolated }) as unknown as OptionWire;
const point = (id: string, loss: number, risk: number, more: object = {}) =>
  ({
    id,
    loss,
    risk,
    coverage: 1,
    overBudget: false,
    isolated: 0,
    services: [],
    serviceCount: 0,
    hosts: [],
    isolatedUsers: 0,
    ...more,
  }) as unknown as PlanWire['front'][number];

const isolate = option('isolate', 3, 0.4, [row('mail', 2, 'isolated'), row('news', 1, 'isolated')], ['PC-1', 'PC-2']);
const full = option('full-cut', 900, 0, [row('mail', 40), row('news', 12)]);
const one = { ...row('news', 12), departments: [{ department: '営業部', users: 12 }], departmentCount: 1 };
const plan = {
  recommended: option('balanced', 3, 0.4, [row('mail', 2, 'isolated')], ['PC-1']),
  options: [isolate, full],
  front: [
    point('front-1', 3, 0.4),
    point('front-2', 20, 0.2, { services: [one], serviceCount: 7, hosts: ['PC-1'], isolated: 3, isolatedUsers: 3 }),
  ],
} as unknown as PlanWire;

describe('containment/stop', () => {
  test('every place says what it stops and who is touched; a point that an option repeats is left out', () => {
    const stops = stopsOf(plan);
    expect(stops.map((stop) => stop.id)).toEqual(['balanced', 'isolate', 'front-2', 'full-cut']);
    expect(stops[1]?.touched).toEqual({ services: [], serviceCount: 0, hosts: ['PC-1', 'PC-2'], hostCount: 2, hostUsers: 2 });
    expect(stops[2]?.touched).toMatchObject({ serviceCount: 7, hosts: ['PC-1'], hostCount: 3, hostUsers: 3 });
    expect(stops[3]?.touched.services.map((service) => [service.service, service.users, service.departmentCount])).toEqual([
      ['mail', 40, 1],
      ['news', 12, 1],
    ]);
  });

  test('one step to the right: what stops in addition', () => {
    const stops = stopsOf(plan);
    expect(stops.map((_, at) => [...newlyStopped(stops, at)])).toEqual([[], [], ['news'], ['mail']]);
  });
});
