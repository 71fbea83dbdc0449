// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { handMeasureKinds } from '../../case/entry/containment.ts';

export { handMeasureKinds } from '../../case/entry/containment.ts';

/** Measures that people take with their hands (cable, power): who, when, seen on which photos, put back by whom. */
const who = z.string().trim().min(1).max(200);
/** ISO 8601 with an offset: people write down what happened some minutes ago, on whatever clock they have. */
const when = z.iso.datetime({ offset: true });

export const handMeasureAsk = z.object({
  what: z.enum(handMeasureKinds),
  object: z.string().trim().min(1).max(300),
  place: z.string().trim().max(300).default(''),
  doneBy: who,
  doneAt: when,
  putBackBy: who,
  note: z.string().trim().max(2000).default(''),
});
export type HandMeasureAsk = z.output<typeof handMeasureAsk>;

export const putBackAsk = z.object({ doneBy: who, doneAt: when, allowedBy: who, reason: z.string().trim().max(2000).default('') });
export type PutBackAsk = z.output<typeof putBackAsk>;

export const handMeasureSchema = z.object({
  measureId: z.string(),
  ...handMeasureAsk.shape,
  recordedBy: z.string(),
  recordedAt: z.string(),
  photos: z.array(z.object({ sha256: z.string(), fileName: z.string(), bytes: z.int() })),
  putBack: z.object(putBackAsk.shape).nullable(),
});
export type HandMeasureRow = z.output<typeof handMeasureSchema>;
export const handMeasureList = z.object({ measures: z.array(handMeasureSchema) });

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  measures: get('/api/v1/cases/:caseId/by-hand', handMeasureList),
  take: post('/api/v1/cases/:caseId/by-hand', handMeasureSchema, handMeasureAsk),
  // Files (multipart).
  addPhotos: post('/api/v1/cases/:caseId/by-hand/:measureId/photos', handMeasureSchema),
  putBack: post('/api/v1/cases/:caseId/by-hand/:measureId/put-back', handMeasureSchema, putBackAsk),
} as const;
