// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';

const answersSchema = z.array(z.object({ question: bilingualSchema, text: z.string() }));
export const correctionSchema = z.object({
  /** The real case on whose board it stands. */
  caseId: z.string(),
  itemId: z.string(),
  title: z.string(),
  owner: z.string(),
  due: z.string(),
});

/** The hot wash, and what is to be done: for who took part; the answers of all for those who lead. */
export const washSchema = z.object({
  runId: z.string(),
  title: bilingualSchema,
  ended: z.boolean(),
  questions: z.array(bilingualSchema),
  /** What the reader answered, by the order of the questions; null: nothing yet. */
  mine: z.array(z.string()).nullable(),
  answers: z.array(z.object({ name: z.string(), at: z.string(), answers: answersSchema })),
  corrections: z.array(correctionSchema),
});
export type Wash = z.infer<typeof washSchema>;

export const washAnswerSchema = z.object({ answers: z.array(z.string().trim().max(4000)).min(1).max(43) });
export const correctSchema = z.object({
  title: z.string().trim().min(1).max(300),
  detail: z.string().trim().max(2000).default(''),
  owner: z.string().max(100),
  due: z.iso.datetime({ offset: true }),
});
export type Correct = z.output<typeof correctSchema>;

export const afterEndpoints = {
  // Who is neither on the roster nor leads gets no further.
  wash: get('/api/v1/exercise/runs/:runId/wash', washSchema),
  answerWash: post('/api/v1/exercise/runs/:runId/wash', washSchema, washAnswerSchema),
  // A corrective action: real work, with one owner and a time.
  correct: post('/api/v1/exercise/runs/:runId/corrections', washSchema, correctSchema),
} as const;
