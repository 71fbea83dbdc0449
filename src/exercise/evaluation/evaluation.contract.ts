// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { ratings } from '../../case/entry/exercise.ts';
import { measuresSchema } from '../../case/measures/measures.contract.ts';
import { points } from '../../case/measures/points.ts';
import { get } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';

export { ratings };

/** `open`: there is still time. `not-reached`: the time is over, or the exercise is. */
export const outcomes = ['met', 'late', 'not-reached', 'open'] as const;
export type Outcome = (typeof outcomes)[number];

const shown = { name: z.string(), text: bilingualSchema, tasks: z.array(bilingualSchema) };
const targetSchema = z.discriminatedUnion('by', [
  z.object({
    ...shown,
    by: z.literal('journal'),
    from: z.enum(points),
    to: z.enum(points),
    /** Seconds of the exercise. */
    within: z.number(),
    took: z.number().nullable(),
    outcome: z.enum(outcomes),
    rests: z.array(z.int()),
    /** The same target in the run before; null: there is none, or it was another one. */
    before: z.object({ took: z.number().nullable(), outcome: z.enum(outcomes) }).nullable(),
  }),
  z.object({
    ...shown,
    by: z.literal('instructor'),
    rating: z.object({ rating: z.enum(ratings), note: z.string(), by: z.string(), at: z.string() }).nullable(),
    before: z.enum(ratings).nullable(),
  }),
]);
export type TargetWire = z.infer<typeof targetSchema>;

export const evaluationSchema = z.object({
  /** The last run of the same scenario that ended before this one began. */
  before: z.object({ runId: z.string(), startedAt: z.string() }).nullable(),
  measures: measuresSchema,
  objectives: z.array(z.object({ id: z.string(), text: bilingualSchema, targets: z.array(targetSchema) })),
});
export type EvaluationWire = z.infer<typeof evaluationSchema>;

export const evaluationEndpoints = {
  // How a run stands against its targets.
  evaluation: get('/api/v1/exercise/runs/:runId/evaluation', evaluationSchema),
} as const;
