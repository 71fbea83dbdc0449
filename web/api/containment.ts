// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { explanationSchema, planRowSchema, planSchema, renderedSchema } from '../../src/containment/contract.ts';
import type { PlanRow } from '../../src/containment/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

export const containmentKey = ['containment'] as const;

export function usePlanRows(caseId: string) {
  return useQuery({
    queryKey: [...containmentKey, 'rows', caseId],
    queryFn: ({ signal }) => fetchValue(z.array(planRowSchema), api.plans(caseId), { signal }),
  });
}

/** A plan never changes under its number. */
export function usePlan(caseId: string, planId: string) {
  return useQuery({
    queryKey: [...containmentKey, 'plan', caseId, planId],
    queryFn: ({ signal }) => fetchValue(planSchema, api.plan(caseId, planId), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useRendered(caseId: string, planId: string, option: string, target: string) {
  return useQuery({
    queryKey: [...containmentKey, 'rendered', caseId, planId, option, target],
    queryFn: ({ signal }) => fetchValue(renderedSchema, api.planRules(caseId, planId, option, target), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useExplanation(caseId: string, planId: string, option: string) {
  return useQuery({
    queryKey: [...containmentKey, 'explanation', caseId, planId, option],
    queryFn: ({ signal }) => fetchValue(explanationSchema, api.planExplanation(caseId, planId, option), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function releasePlan(caseId: string, planId: string, option: string, reason: string): Promise<PlanRow> {
  return fetchValue(planRowSchema, api.planRelease(caseId, planId), { method: 'POST', json: { option, reason } });
}
