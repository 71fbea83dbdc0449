// SPDX-License-Identifier: Apache-2.0
import { isKept } from '../inventory/inventory.ts';
import type { Plan, PlanOption } from '../plan/plan.ts';
import type { ServiceRecord } from './record.ts';

/** What recorded traffic says of one service today: counted under a full cut, which stops everything that goes outside. */
export type Use = {
  readonly service: string;
  readonly users: number;
  readonly flows: number;
  readonly departments: readonly { readonly department: string; readonly users: number; readonly flows: number }[];
};

/** Who uses which service, by the flows that a full cut would stop. */
export function useOf(plan: Plan): readonly Use[] {
  const full = plan.options.find((option) => option.id === 'full-cut');
  return (full?.stopped ?? [])
    .filter((row) => row.because === 'rule')
    .map(({ service, users, flows, departments }) => ({ service, users, flows, departments }));
}

/** Services that nobody has decided about: those in use first, by how many people use them. */
export function undecided(services: readonly ServiceRecord[], use: readonly Use[]): readonly ServiceRecord[] {
  const users = new Map(use.map((one) => [one.service, one.users]));
  return services
    .filter((service) => service.kind === 'service' && service.decision.is === 'undecided' && !isKept(service))
    .toSorted((a, b) => (users.get(b.id) ?? 0) - (users.get(a.id) ?? 0) || a.priority - b.priority || (a.name < b.name ? -1 : 1));
}

/** Priority-1 services that an option would still hit, by name. */
export function vitalStopped(option: PlanOption): readonly string[] {
  return option.stopped.filter((row) => row.priority === 1 && row.because === 'rule').map((row) => row.name);
}
