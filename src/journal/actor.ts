// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Who made an entry. A person is named; a machine says which part of the desk it is. */
export const actorSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person'), id: z.string().min(1).max(100), name: z.string().min(1).max(200) }),
  z.object({ type: z.literal('machine'), name: z.string().min(1).max(100) }),
]);
export type Actor = z.infer<typeof actorSchema>;
