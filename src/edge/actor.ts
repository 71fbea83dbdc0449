// SPDX-License-Identifier: Apache-2.0
import type { Caller } from './route.ts';

/** The caller as an entry names it. The shape is the journal's `Actor`. */
export function actorOf(
  who: Caller,
): { readonly type: 'person'; readonly id: string; readonly name: string } | { readonly type: 'machine'; readonly name: string } {
  return who.machine ? { type: 'machine', name: who.name } : { type: 'person', id: who.personId, name: who.name };
}

/** A person as an entry names them. */
export type PersonActor = { readonly type: 'person'; readonly id: string; readonly name: string };

/** An account of the console: the operating system knows it, the desk's register does not. No name of a person. */
export function operatorActor(operator: string): PersonActor {
  return { type: 'person', id: `console:${operator}`, name: `console:${operator}` };
}

/** Who runs a command: the person of the register who said so with `--as`, else the account of the console. */
export function callerOf(call: { readonly operator: string; readonly person?: PersonActor | null }): PersonActor {
  return call.person ?? operatorActor(call.operator);
}
