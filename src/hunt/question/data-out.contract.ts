// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { roles } from '../coverage/role.ts';
import { whoSchema } from '../address-use/address-use.contract.ts';

const two = z.object({ ja: z.string(), en: z.string() });

export const dataOutQuestionSchema = z.object({
  computer: z.string().max(300).nullable().default(null),
  destination: z.string().max(1000).nullable().default(null),
  zone: z.string().max(64).default('Asia/Tokyo'),
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
  caseId: z.string().nullable().default(null),
});
export const dataOutSchema = z.object({
  /** Null: some way out has no log that counts, or one with holes; `notCounted` says which. */
  atMostBytes: z.number().nullable(),
  /** What the logs that count add up to: at least this much, bound or not. */
  countedBytes: z.number(),
  from: z.enum(['flow', 'web']).nullable(),
  ways: z.array(
    z.object({ dataset: z.string(), table: z.enum(['flow', 'web']), role: z.enum(roles), counts: z.boolean(), used: z.number() }),
  ),
  rows: z.array(
    z.object({
      computer: z.string(),
      destination: z.string(),
      bytes: z.number(),
      calls: z.number(),
      uncounted: z.number(),
      first: z.string(),
      last: z.string(),
      who: whoSchema,
    }),
  ),
  hours: z.array(z.object({ hour: z.string(), bytes: z.number(), working: z.boolean() })),
  outsideWorkingHours: z.number(),
  notCounted: z.array(two),
});
export type DataOutSheet = z.infer<typeof dataOutSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  dataOut: get('/api/v1/hunt/data-out', dataOutSchema),
  recordDataOut: post('/api/v1/hunt/data-out', dataOutSchema, dataOutQuestionSchema),
} as const;
