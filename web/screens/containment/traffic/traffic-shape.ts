// SPDX-License-Identifier: Apache-2.0
import type { OptionWire, PlanWire } from '../../../../src/containment/contract.ts';

export type Cell = { readonly users: number; readonly stopped: number };
export type ServiceRow = { readonly service: string; readonly name: string; readonly cells: ReadonlyMap<string, Cell> };
export type TrafficShape = { readonly departments: readonly string[]; readonly rows: readonly ServiceRow[] };
export type CellState = 'whole' | 'part' | 'none';

/** Recorded use is what a full cut would stop; what this option stops of it stands beside. Only services that go outside. */
export function trafficShape(plan: PlanWire, option: OptionWire): TrafficShape {
  const before = plan.options.find((one) => one.id === 'full-cut')?.stopped.filter((row) => row.because === 'rule') ?? [];
  const after = new Map(option.stopped.filter((row) => row.because === 'rule').map((row) => [row.service, row]));
  const people = new Map<string, number>();
  const rows = before
    .toSorted((a, b) => (a.priority ?? 9) - (b.priority ?? 9) || b.users - a.users)
    .map((row): ServiceRow => {
      const hit = new Map(after.get(row.service)?.departments.map((one) => [one.department, one.users]));
      const cells = new Map<string, Cell>();
      for (const { department, users } of row.departments) {
        people.set(department, Math.max(people.get(department) ?? 0, users));
        cells.set(department, { users, stopped: Math.min(users, hit.get(department) ?? 0) });
      }
      return { service: row.service, name: row.name, cells };
    });
  const departments = [...people].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([department]) => department);
  return { departments, rows };
}

export function stateOf({ users, stopped }: Cell): CellState {
  return stopped === 0 ? 'whole' : stopped >= users ? 'none' : 'part';
}

export function countStates({ rows }: TrafficShape): Readonly<Record<CellState, number>> {
  const states = rows.flatMap((row) => [...row.cells.values()].map(stateOf));
  const count = (state: CellState) => states.filter((one) => one === state).length;
  return { whole: count('whole'), part: count('part'), none: count('none') };
}
