// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../src/obligation/contract.ts';
import type { clockOrderSchema, ruleWireSchema } from '../../src/obligation/contract.ts';
import { casesKey } from './cases.ts';
import { ask } from './fetch/http.ts';

export const clocksKey = ['clocks'] as const;
export type ClockOrderInput = z.input<typeof clockOrderSchema>;

export type RuleWire = z.output<typeof ruleWireSchema>;

export function useOpenClocks() {
  return useQuery({
    queryKey: [...clocksKey, 'open'],
    queryFn: ({ signal }) => ask(endpoints.openClocks, { signal }),
    refetchInterval: 60_000,
  });
}

export function useClocks(caseId: string) {
  return useQuery({
    queryKey: [...clocksKey, 'case', caseId],
    queryFn: ({ signal }) => ask(endpoints.clocks, { params: { caseId }, signal }),
    refetchInterval: 60_000,
  });
}

export function useClockRules() {
  return useQuery({
    queryKey: [...clocksKey, 'rules'],
    queryFn: ({ signal }) => ask(endpoints.rules, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A draft of one report, from the case record. */
export function useDraft(caseId: string, clockId: string, lang: string) {
  return useQuery({
    queryKey: [...clocksKey, 'draft', caseId, clockId, lang],
    queryFn: ({ signal }) => ask(endpoints.draft, { params: { caseId, clockId }, query: { lang }, signal }),
  });
}

/** One order, one entry; refused when the case has moved on since `seq`. */
export function useClockOrder(caseId: string, seq: number, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: ClockOrderInput) => ask(endpoints.order, { params: { caseId }, json: order, ifMatch: seq }),
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
