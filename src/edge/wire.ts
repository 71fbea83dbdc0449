// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** Small shapes that several contracts share on the wire. */
export const bilingualSchema = z.object({ ja: z.string(), en: z.string() });

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  what: bilingualSchema,
  safe: bilingualSchema,
  next: bilingualSchema,
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

/** A page of a list; `next` is the cursor for the following one, null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** The number after which a list goes on. Rows are counted in 32 bits: beyond them the database would have nothing but a fault. */
export const afterNumber = z.coerce.number().int().min(0).max(2_147_483_647).default(0);

export const cursorQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
