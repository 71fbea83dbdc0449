// SPDX-License-Identifier: Apache-2.0
import type { Caller } from './route.ts';

/** The caller as an entry names it. The shape is the journal's `Actor`. */
export function actorOf(
  who: Caller,
): { readonly type: 'person'; readonly id: string; readonly name: string } | { readonly type: 'machine'; readonly name: string } {
  return who.machine ? { type: 'machine', name: who.name } : { type: 'person', id: who.personId, name: who.name };
}

/** A person at the console: the operating system knows them, the desk's register may not. */
export function operatorActor(operator: string): { readonly type: 'person'; readonly id: string; readonly name: string } {
  return { type: 'person', id: `console:${operator}`, name: operator };
}
