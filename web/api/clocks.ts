// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { basisSchema, clockListSchema, openClocksSchema } from '../../src/obligation/contract.ts';
import type { clockOrderSchema } from '../../src/obligation/contract.ts';
import { api } from '../paths.ts';
import { casesKey } from './cases.ts';
import { fetchValue } from './http.ts';

export const clocksKey = ['clocks'] as const;
export type ClockOrderInput = z.input<typeof clockOrderSchema>;

const two = z.object({ ja: z.string(), en: z.string() });
const ruleSchema = z.object({
  id: z.string(),
  name: two,
  trigger: z.string(),
  accepts: z.array(z.string()),
  recipient: two,
  note: two,
  basis: basisSchema,
});
export type RuleWire = z.infer<typeof ruleSchema>;
const rulesSchema = z.object({ rules: z.array(ruleSchema), questions: z.record(z.string(), two) });

export function useOpenClocks() {
  return useQuery({
    queryKey: [...clocksKey, 'open'],
    queryFn: ({ signal }) => fetchValue(openClocksSchema, api.openClocks, { signal }),
    refetchInterval: 60_000,
  });
}

export function useClocks(caseId: string) {
  return useQuery({
    queryKey: [...clocksKey, 'case', caseId],
    queryFn: ({ signal }) => fetchValue(clockListSchema, api.clocks(caseId), { signal }),
    refetchInterval: 60_000,
  });
}

export function useClockRules() {
  return useQuery({
    queryKey: [...clocksKey, 'rules'],
    queryFn: ({ signal }) => fetchValue(rulesSchema, api.clockRules, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A draft of one report, from the case record. */
export function fetchDraft(caseId: string, clockId: string, lang: string) {
  return fetchValue(z.object({ text: z.string() }), api.clockDraft(caseId, clockId, lang));
}

/** One order, one entry; refused when the case has moved on since `seq`. */
export function useClockOrder(caseId: string, seq: number, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: ClockOrderInput) => fetchValue(clockListSchema, api.clocks(caseId), { method: 'POST', json: order, ifMatch: seq }),
    onSuccess: (list) => {
      client.setQueryData([...clocksKey, 'case', caseId], list);
      onDone?.();
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: clocksKey });
      void client.invalidateQueries({ queryKey: casesKey });
    },
  });
}
