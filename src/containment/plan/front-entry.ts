// SPDX-License-Identifier: Apache-2.0
import type { FrontEntry, PlanOption } from './plan.ts';

/** Longer lists stand in the options; a point of the front says the first of its own. */
const SERVICES = 100;
const DEPARTMENTS = 8;

/** A point of the front in numbers, with what it stops and who is touched. Its rules are not written out. */
export function frontEntry(id: FrontEntry['id'], lambda: number, option: PlanOption): FrontEntry {
  const byRule = option.stopped.filter((row) => row.because === 'rule');
  return {
    id,
    base: option.base,
    lambda,
    loss: option.loss,
    known: option.residual.known,
    unknown: option.residual.unknown,
    risk: option.residual.total,
    overBudget: option.residual.overBudget,
    coverage: option.coverage,
    isolated: option.isolated.length,
    ruleCount: option.ruleCount,
    usersStopped: option.stopped.reduce((sum, row) => sum + row.users, 0),
    flowsStopped: option.stopped.reduce((sum, row) => sum + row.flows, 0),
    services: byRule.slice(0, SERVICES).map(({ service, name, priority, users, flows, departments }) => ({
      service,
      name,
      priority,
      users,
      flows,
      departments: departments.slice(0, DEPARTMENTS).map((one) => ({ department: one.department, users: one.users })),
      departmentCount: departments.length,
    })),
    serviceCount: byRule.length,
    hosts: option.isolated.slice(0, SERVICES),
    isolatedUsers: Math.max(0, ...option.stopped.filter((row) => row.because === 'isolated').map((row) => row.users)),
  };
}
