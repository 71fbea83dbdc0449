// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { milestones } from '../../case/measures/points.ts';
import { get } from '../../edge/endpoint.contract.ts';
import { bilingualSchema } from '../../edge/wire.ts';

export const rehearsedSchema = z.object({
  moments: z.array(
    z.object({
      point: z.enum(milestones),
      name: bilingualSchema,
      last: z.object({ runId: z.string(), at: z.string() }).nullable(),
      gap: z.boolean(),
      /** Scenarios that would measure it. */
      by: z.array(bilingualSchema),
    }),
  ),
});
export type RehearsedWire = z.infer<typeof rehearsedSchema>;

export const planEndpoints = {
  // Which moments of a response were rehearsed when.
  rehearsed: get('/api/v1/exercise/rehearsed', rehearsedSchema),
} as const;
