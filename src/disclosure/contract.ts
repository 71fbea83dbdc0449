// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { statementReaders, statementStages, givenValueSchema } from '../case/entry/disclosure.ts';
import { get, post } from '../edge/endpoint.contract.ts';

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

export const spanSchema = z.object({
  /** From and to in the text, in UTF-16 code units. */
  span: z.tuple([z.int(), z.int()]),
  field: z.string(),
  value: z.union([z.string(), z.number()]),
});
/** A version of a statement as the record would let it be said. `missing`: required items that it cannot say, and why. */
export const draftSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  stage: z.enum(statementStages),
  reader: z.enum(statementReaders),
  lang: z.enum(['ja', 'en']),
  at: z.string(),
  zone: z.string(),
  title: z.string(),
  text: z.string(),
  spans: z.array(spanSchema),
  items: z.array(z.object({ item: z.string(), unknown: z.boolean() })),
  missing: z.array(z.object({ item: z.string(), name: two, why: z.array(two), wants: z.array(z.string()) })),
  /** Fields that these readers may not see. */
  held: z.array(z.string()),
});
export type StatementDraft = z.infer<typeof draftSchema>;

/** What people state for a statement; null takes a field back. */
export const fieldsOrderSchema = z.object({
  fields: z.record(z.string().max(60), givenValueSchema),
  reason: z.string().trim().max(2000).default(''),
});
export const givenSheetSchema = z.object({
  caseId: z.string(),
  seq: z.int(),
  fields: z.array(z.object({ field: z.string(), value: z.unknown(), by: z.string(), at: z.string() })),
});
export type GivenSheet = z.infer<typeof givenSheetSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  statementItems: get('/api/v1/statements/items', itemsSchema),
  // ?stage=&reader=&lang=
  statementDraft: get('/api/v1/cases/:caseId/statements/draft', draftSchema),
  statementFields: get('/api/v1/cases/:caseId/statements/fields', givenSheetSchema),
  setStatementFields: post('/api/v1/cases/:caseId/statements/fields', givenSheetSchema, fieldsOrderSchema),
} as const;
