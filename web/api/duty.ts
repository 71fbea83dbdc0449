// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { calendarSchema, pageWireSchema, whoSchema } from '../../src/duty/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';
import { ApiError } from './problem.ts';

export const dutyKey = ['duty'] as const;

const two = z.object({ ja: z.string(), en: z.string() });
const lintSchema = z.object({
  sound: z.boolean(),
  gaps: z.array(z.object({ roster: z.string(), from: z.string(), to: z.string(), hours: z.number() })),
  findings: z.array(z.object({ code: z.string(), at: z.string().nullable(), text: two })),
  longWeekends: z.array(z.object({ from: z.string(), to: z.string(), days: z.number() })),
});

/** Null where no rota has been set yet: a state of the desk, not a failure. */
async function orNoPlan<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.problem.code === 'duty.no-plan') return null;
    throw error;
  }
}

export function useDutyNow() {
  return useQuery({
    queryKey: [...dutyKey, 'now'],
    queryFn: ({ signal }) => orNoPlan(fetchValue(whoSchema, api.dutyNow, { signal })),
    refetchInterval: 60_000,
  });
}

export function useDutyCalendar(from: string, days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'calendar', from, days],
    queryFn: ({ signal }) => orNoPlan(fetchValue(calendarSchema, api.dutyCalendar(from, days), { signal })),
    placeholderData: (before) => before,
  });
}

export function useDutyLint(days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'lint', days],
    queryFn: ({ signal }) => orNoPlan(fetchValue(lintSchema, api.dutyLint(days), { signal })),
    staleTime: 300_000,
  });
}

/** Pages that nobody has ended. */
export function useDutyPages() {
  return useQuery({
    queryKey: [...dutyKey, 'pages'],
    queryFn: ({ signal }) => fetchValue(z.object({ pages: z.array(pageWireSchema) }), api.dutyPages, { signal }),
    refetchInterval: 30_000,
  });
}

export function acknowledgePage(pageId: string) {
  return fetchValue(z.object({ is: z.string() }), api.dutyPageAck(pageId), { method: 'POST', json: {} });
}
