// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Who made an entry. A person is named; a machine says which part of the desk it is. */
export const actorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person'), id: z.string().min(1).max(100), name: z.string().min(1).max(200) }),
  z.object({ type: z.literal('machine'), name: z.string().min(1).max(100) }),
]);
export type Actor = z.infer<typeof actorSchema>;

/**
 * A person whom the desk knows by name. An account of the console (`console:NAME`) is none: whoever may run commands there,
 * a scheduled script included, acts under it.
 */
export function isNamedPerson(actor: Actor): actor is Extract<Actor, { type: 'person' }> {
  return actor.type === 'person' && !actor.id.startsWith('console:');
}
