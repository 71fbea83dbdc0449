// SPDX-License-Identifier: Apache-2.0
import type { Holidays } from '../../common/holidays.port.ts';
import type { DutyPerson, DutyPlan } from './plan.ts';
import type { PlanStore } from './plan-store.port.ts';
import type { Register, Registered } from './register.port.ts';
import { openRota } from './roster.ts';
import type { Rota } from './roster.ts';

export type InForceDeps = { readonly plans: PlanStore; readonly holidays: Holidays; readonly register: Register };

/** Turns are worked out once for each version and state of the register: every screen asks for them every minute. */
const kept = new WeakMap<PlanStore, { readonly version: number; readonly people: string; readonly rota: Rota }>();

/**
 * The rota by which people are shown and paged: the latest plan, with its people as the register has them now. null: no
 * plan is set. Whoever sets plans works on the stored one instead, which keeps no copy of this.
 */
export async function rotaInForce(deps: InForceDeps): Promise<Rota | null> {
  const stored = await deps.plans.latest();
  if (stored === null) return null;
  const registered = await registeredOf(deps.register, stored.plan);
  const people = JSON.stringify(registered);
  const before = kept.get(deps.plans);
  if (before?.version === stored.version && before.people === people) return before.rota;
  const rota = rotaWith(stored.plan, registered, deps.holidays);
  kept.set(deps.plans, { version: stored.version, people, rota });
  return rota;
}

/** A plan that is not in force yet, with its people as the register has them now. */
export async function rotaOfPlan(deps: Pick<InForceDeps, 'register' | 'holidays'>, plan: DutyPlan): Promise<Rota> {
  return rotaWith(plan, await registeredOf(deps.register, plan), deps.holidays);
}

function registeredOf(register: Register, plan: DutyPlan): Promise<readonly Registered[]> {
  return register.people({
    numbers: plan.people.flatMap((person) => numberOf(person)),
    addresses: plan.people.flatMap((person) => person.mail.map((address) => address.toLowerCase())),
  });
}

function rotaWith(plan: DutyPlan, registered: readonly Registered[], holidays: Holidays): Rota {
  const gone = new Map<string, number>();
  const people = plan.people.map((person) => {
    const found = foundIn(registered, person);
    if (found === undefined) return person;
    if (found.row.leftAt !== null) gone.set(person.id, Date.parse(found.row.leftAt));
    return found.by === 'number' ? asRegistered(person, found.row) : person;
  });
  return openRota({ ...plan, people }, holidays, gone);
}

/** By the register's number; for somebody whom the plan names without one, by a mail address that is one person's alone. */
function foundIn(
  registered: readonly Registered[],
  person: DutyPerson,
): { readonly by: 'number' | 'address'; readonly row: Registered } | undefined {
  const row = registered.find((one) => numberOf(person).includes(one.personId));
  if (row !== undefined) return { by: 'number', row };
  const mail = person.mail.map((address) => address.toLowerCase());
  const byAddress = registered.filter((one) => one.addresses.some((address) => mail.includes(address.toLowerCase())));
  return byAddress.length === 1 ? { by: 'address', row: byAddress[0] as Registered } : undefined;
}

function numberOf(person: DutyPerson): readonly string[] {
  return [person.personId === '' ? person.id : person.personId];
}

/** Name, telephone and addresses are the register's wherever it has them; the plan's own are for those it has not. */
function asRegistered(person: DutyPerson, row: Registered): DutyPerson {
  return {
    ...person,
    name: row.name === '' ? person.name : row.name,
    telephone: row.telephone === '' ? person.telephone : row.telephone.slice(0, 40),
    mail: row.addresses.length === 0 ? person.mail : row.addresses.slice(0, 5),
  };
}
