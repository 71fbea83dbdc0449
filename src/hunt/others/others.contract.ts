// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../../edge/endpoint.contract.ts';
import { whoSchema } from '../address-use/address-use.contract.ts';
import { coverageSchema } from '../contract.ts';

/** From confirmed sightings to who behaves alike. */
const two = z.object({ ja: z.string(), en: z.string() });

export const othersQuestionSchema = z.object({
  /** The case whose indicators are confirmed; with `indicators`, these too. */
  caseId: z.string().max(20).nullable().default(null),
  indicators: z.string().max(4000).default(''),
  zone: z.string().max(64).default('Asia/Tokyo'),
  since: z.string().nullable().default(null),
  until: z.string().nullable().default(null),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});

export const othersSchema = z.object({
  destinations: z.array(
    z.object({
      destination: z.string(),
      names: z.array(z.string()),
      addresses: z.array(z.string()),
      /** 0..1; a rank, not a probability. */
      score: z.number(),
      confirmed: z.boolean(),
      reasons: z.array(two),
      calls: z.number(),
      first: z.string(),
      last: z.string(),
      computers: z.array(z.object({ computer: z.string(), calls: z.number(), first: z.string(), last: z.string(), who: whoSchema })),
    }),
  ),
  /** One row a computer where records say who had its addresses, else one an address. */
  computers: z.array(
    z.object({
      computer: z.string(),
      addresses: z.array(z.string()),
      destinations: z.array(z.string()),
      first: z.string(),
      last: z.string(),
      who: whoSchema,
    }),
  ),
  cutOff: z.number(),
  active: z.number(),
  apart: z.object({ common: z.number(), allowed: z.number() }),
  refusedTotal: z.number(),
  coverage: coverageSchema,
});
export type OthersSheet = z.infer<typeof othersSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ?caseId=&indicators=: one row a destination, strongest first.
  others: get('/api/v1/hunt/others', othersSchema),
} as const;
