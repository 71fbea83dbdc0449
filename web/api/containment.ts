// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  explanationSchema,
  madeSchema,
  planListSchema,
  planRowSchema,
  planSchema,
  renderedSchema,
} from '../../src/containment/contract.ts';
import type { applySchema, PlanRow } from '../../src/containment/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

export const containmentKey = ['containment'] as const;

export function usePlanRows(caseId: string) {
  return useQuery({
    queryKey: [...containmentKey, 'rows', caseId],
    queryFn: ({ signal }) => fetchValue(planListSchema, api.plans(caseId), { signal }),
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

export function makePlan(caseId: string, indicators: string, budget: number): Promise<z.output<typeof madeSchema>> {
  return fetchValue(madeSchema, api.planMake(caseId), { method: 'POST', json: { indicators, budget } });
}

export function applyPlan(caseId: string, planId: string, how: z.input<typeof applySchema>): Promise<PlanRow> {
  return fetchValue(planRowSchema, api.planDo(caseId, planId, 'apply'), { method: 'POST', json: how });
}

export function confirmPlan(caseId: string, planId: string): Promise<PlanRow> {
  return fetchValue(planRowSchema, api.planDo(caseId, planId, 'confirm'), { method: 'POST', json: {} });
}

export function rollBackPlan(caseId: string, planId: string, reason: string): Promise<PlanRow> {
  return fetchValue(planRowSchema, api.planDo(caseId, planId, 'rollback'), { method: 'POST', json: { reason } });
}
