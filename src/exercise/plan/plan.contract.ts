// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { milestones } from '../../case/measures/points.ts';
import { get, post, remove } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';

const day = z.iso.date();
/** `coming`: not yet; `held`: the scenario was started about that day; `missed`: the day is over and it was not. */
export const dateStates = ['coming', 'held', 'missed'] as const;
const dateSchema = z.object({ dateId: z.string(), title: bilingualSchema, day: z.string(), state: z.enum(dateStates) });
export type ExerciseDateWire = z.infer<typeof dateSchema>;

export const rehearsedSchema = z.object({
  moments: z.array(
    z.object({
      point: z.enum(milestones),
      name: bilingualSchema,
      last: z.object({ runId: z.string(), at: z.string() }).nullable(),
      gap: z.boolean(),
      /** Scenarios that would measure it. */
      by: z.array(bilingualSchema),
      /** The next day set for a scenario that measures it. */
      next: z.string().nullable(),
    }),
  ),
  /** Days that were set, the earliest first: those to come and those of the last year. */
  dates: z.array(dateSchema),
});
export type RehearsedWire = z.infer<typeof rehearsedSchema>;

export const planEndpoints = {
  // Which moments of a response were rehearsed when, and the days set for others.
  rehearsed: get('/api/v1/exercise/rehearsed', rehearsedSchema),
  setDate: post('/api/v1/exercise/dates', rehearsedSchema, z.object({ scenarioId: z.string().max(60), day })),
  dropDate: remove('/api/v1/exercise/dates/:dateId', rehearsedSchema, z.object({ reason: z.string().trim().min(1).max(2000) })),
} as const;
