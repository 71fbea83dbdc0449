// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

const numbers = z.record(z.string(), z.number().nullable());

/** The times and counts of one case as they go over the wire; what each is stands in measures.ts and counts.ts. */
export const measuresSchema = z.object({
  startedAt: z.string().nullable(),
  exercise: z.boolean(),
  seconds: numbers,
  minutes: numbers,
  seq: numbers,
  counts: z.object({
    wrongCalls: z.int(),
    unansweredCalls: z.int(),
    reportUp: z.object({ made: z.int(), taken: z.int(), seconds: z.number().nullable() }),
    wipes: z.object({ done: z.int(), kept: z.int(), waived: z.int(), unasked: z.int() }),
  }),
  clocks: z.object({ met: z.int(), missed: z.int() }),
});
