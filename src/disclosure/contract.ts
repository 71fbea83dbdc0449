// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../edge/endpoint.contract.ts';

/** What the web sees of disclosure. */
const two = z.object({ ja: z.string(), en: z.string() });
const need = z.enum(['required', 'optional', 'refused']);

/** What a statement must say, item by item, in the order in which it is said. */
export const itemsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: two,
      first: need,
      second: need,
      final: need,
      source: two,
      ifUnknown: z.enum(['under-investigation', 'none-yet', 'refuse']),
    }),
  ),
});
export type StatementItems = z.infer<typeof itemsSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  statementItems: get('/api/v1/statements/items', itemsSchema),
} as const;
