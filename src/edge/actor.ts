// SPDX-License-Identifier: Apache-2.0
import { machineActor, personActor } from '../kernel/person.ts';
import type { MachineActor, PersonActor } from '../kernel/person.ts';
import type { Caller } from './route.ts';

/** The caller as an entry names it. The shape is the journal's `Actor`. */
export function actorOf(who: Caller): PersonActor | MachineActor {
  return who.machine ? machineActor(who.name) : personActor(who);
}

/** An account of the console: the operating system knows it, the desk's register does not. No name of a person. */
export function operatorActor(operator: string): PersonActor {
  return personActor({ personId: `console:${operator}`, name: `console:${operator}` });
}

/** Who runs a command: the person of the register who said so with `--as`, else the account of the console. */
export function callerOf(call: { readonly operator: string; readonly person?: PersonActor | null }): PersonActor {
  return call.person ?? operatorActor(call.operator);
}
