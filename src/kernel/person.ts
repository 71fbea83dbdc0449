// SPDX-License-Identifier: Apache-2.0

/** A person of the register. Whoever calls with the key of a machine does not fit: there `machine` is true. */
export type Person = { readonly personId: string; readonly name: string; readonly machine?: false };

/** A person, or a machine, as an entry names them. */
export type PersonActor = { readonly type: 'person'; readonly id: string; readonly name: string };
export type MachineActor = { readonly type: 'machine'; readonly name: string };

/** How the id of whoever calls with a machine's key begins. No id of a person does. */
export const MACHINE_ID = 'machine:';

/** The one place where a person becomes whom an entry names. */
export function personActor({ personId, name }: Person): PersonActor {
  return { type: 'person', id: personId, name };
}

/** Whom an entry names, of somebody kept by id and name: a machine stays one. */
export function actorKept({ id, name }: { readonly id: string; readonly name: string }): PersonActor | MachineActor {
  return id.startsWith(MACHINE_ID) ? machineActor(name) : personActor({ personId: id, name });
}

export function machineActor(name: string): MachineActor {
  return { type: 'machine', name: name.slice(0, 100) };
}
