// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { indicatorKinds } from '../indicator/indicator.ts';

/** What a case looks for again and again, and what the whole desk holds to be harmless. */
const two = z.object({ ja: z.string(), en: z.string() });
const kind = z.enum(indicatorKinds);

export const MOST_FILE_BYTES = 20_000_000;
export const MOST_SHOWN = 500;

export const standingSchema = z.object({
  kind,
  value: z.string(),
  source: z.string(),
  by: z.string(),
  at: z.string(),
  /** When a search that looked for it last came to its end. */
  looked: z.string().nullable(),
  /** It stands on the list of the harmless, so it is not looked for. */
  harmless: z.boolean(),
  found: z.object({ hits: z.number(), computers: z.number(), first: z.string(), last: z.string() }).nullable(),
});
export type StandingRow = z.infer<typeof standingSchema>;

export const standingSheetSchema = z.object({
  /** Found ones first; at most MOST_SHOWN of `total`. */
  indicators: z.array(standingSchema),
  total: z.number(),
  search: z.object({
    /** A search is wanted that has not come to its end. */
    waits: z.boolean(),
    last: z
      .object({
        at: z.string(),
        asked: z.number(),
        leftOut: z.number(),
        hits: z.number(),
        computers: z.number(),
        linesLookedAt: z.number(),
      })
      .nullable(),
    fault: z.object({ code: z.string(), what: two, safe: two, next: two, at: z.string() }).nullable(),
  }),
});
export type StandingSheet = z.infer<typeof standingSheetSchema>;

const source = z.string().trim().max(300).default('');
export const newIndicatorsSchema = z.object({ text: z.string().min(1).max(200_000), source });
export const sourceQuerySchema = z.object({ source });

const refused = z.array(z.object({ line: z.int(), text: z.string(), why: z.object({ ja: z.string(), en: z.string() }) }));
export const addedAnswerSchema = z.object({
  /** How many could be read; those that the case had are among them. */
  given: z.number(),
  added: z.number(),
  /** The first hundred of `refusedTotal`. */
  refused,
  refusedTotal: z.number(),
});
export type AddedAnswer = z.infer<typeof addedAnswerSchema>;

export const allowedSchema = z.object({
  kind,
  value: z.string(),
  why: z.string(),
  by: z.string(),
  at: z.string(),
  until: z.object({ at: z.string(), by: z.string(), why: z.string() }).nullable(),
});
export type AllowedRow = z.infer<typeof allowedSchema>;
export const allowedSheetSchema = z.object({ now: z.array(allowedSchema), was: z.array(allowedSchema), total: z.number() });

export const allowChangeSchema = z.object({
  /** Text, one a line. */
  add: z.string().max(200_000).default(''),
  remove: z
    .array(z.object({ kind, value: z.string().max(4000) }))
    .max(MOST_SHOWN)
    .default([]),
  why: z.string().trim().min(1).max(2000),
});
export type AllowChangeWire = z.input<typeof allowChangeSchema>;
export const allowAnswerSchema = z.object({
  added: z.number(),
  removed: z.number(),
  total: z.number(),
  refused,
  refusedTotal: z.number(),
});
export type AllowAnswer = z.infer<typeof allowAnswerSchema>;

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  // ?search=
  standing: get('/api/v1/cases/:caseId/indicators', standingSheetSchema),
  addStanding: post('/api/v1/cases/:caseId/indicators', addedAnswerSchema, newIndicatorsSchema),
  // ?source=: one file (text, CSV, STIX 2.1, MISP).
  addStandingFile: post('/api/v1/cases/:caseId/indicators/file', addedAnswerSchema),
  // Searches now; 204 at once, the outcome shows in the sheet.
  searchNow: post('/api/v1/cases/:caseId/indicators/search', 'none'),
  allowed: get('/api/v1/hunt/allowed', allowedSheetSchema),
  // Every case is searched again.
  changeAllowed: post('/api/v1/hunt/allowed', allowAnswerSchema, allowChangeSchema),
} as const;
