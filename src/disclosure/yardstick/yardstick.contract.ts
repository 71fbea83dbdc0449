// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get } from '../../edge/endpoint.contract.ts';

const row = z.object({
  caseId: z.string(),
  noticedAt: z.string(),
  hoursToFirst: z.number().nullable(),
  hoursSoFar: z.number().nullable(),
  daysBetween: z.array(z.number()),
  promises: z.object({ kept: z.int(), missed: z.int(), open: z.int() }),
  items: z.object({ said: z.int(), of: z.int() }).nullable(),
  first: z.enum(['ourselves', 'others', 'nobody']),
});
const group = z.object({
  /** Newest first, at most 50. */
  rows: z.array(row),
  /** Over all that have one; null: none has. */
  medianHoursToFirst: z.number().nullable(),
  medianDaysBetween: z.number().nullable(),
  promises: z.object({ kept: z.int(), of: z.int() }),
  /** Cases that have begun a statement. */
  cases: z.int(),
});

/** What is measured of public statements, by the same numbers for real cases and for exercises. */
export const yardsticksSchema = z.object({ real: group, exercises: group });
export type Yardsticks = z.infer<typeof yardsticksSchema>;
export type YardstickRow = z.infer<typeof row>;

export const endpoints = { yardsticks: get('/api/v1/statements/yardstick', yardsticksSchema) } as const;
