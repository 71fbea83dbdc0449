// SPDX-License-Identifier: Apache-2.0
import { endpoints as accountEndpoints } from '../../src/containment/account/account.contract.ts';
import type { proposeMeasuresSchema } from '../../src/containment/account/account.contract.ts';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints as handEndpoints } from '../../src/containment/by-hand/by-hand.contract.ts';
import type { handMeasureAsk, putBackAsk } from '../../src/containment/by-hand/by-hand.contract.ts';
import { endpoints } from '../../src/containment/contract.ts';
import type { applySchema, madeSchema, PlanRow } from '../../src/containment/contract.ts';
import { ask } from './fetch/http.ts';

export const containmentKey = ['containment'] as const;
/** What never changes under a plan's number, and is therefore not read again when the case moves on. */
const planKey = ['containment-plan'] as const;

export function usePlanRows(caseId: string) {
  return useQuery({
    queryKey: [...containmentKey, caseId, 'rows'],
    queryFn: ({ signal }) => ask(endpoints.plans, { params: { caseId }, signal }),
  });
}

/** A plan never changes under its number. */
export function usePlan(caseId: string, planId: string) {
  return useQuery({
    queryKey: [...planKey, caseId, planId],
    queryFn: ({ signal }) => ask(endpoints.plan, { params: { caseId, planId }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** `expires`: an ISO day for lists; empty = the default. */
export function useRendered(caseId: string, planId: string, option: string, target: string, expires = '') {
  return useQuery({
    queryKey: [...planKey, caseId, 'rendered', planId, option, target, expires],
    queryFn: ({ signal }) => ask(endpoints.render, { params: { caseId, planId }, query: { option, target, expires }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useExplanation(caseId: string, planId: string, option: string) {
  return useQuery({
    queryKey: [...planKey, caseId, 'explanation', planId, option],
    queryFn: ({ signal }) => ask(endpoints.explanation, { params: { caseId, planId }, query: { option }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useByHand(caseId: string) {
  return useQuery({
    queryKey: [...containmentKey, caseId, 'by-hand'],
    queryFn: ({ signal }) => ask(handEndpoints.measures, { params: { caseId }, signal }),
  });
}

export function takeByHand(caseId: string, measure: z.input<typeof handMeasureAsk>) {
  return ask(handEndpoints.take, { params: { caseId }, json: measure });
}

export function addPhotos(caseId: string, measureId: string, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file);
  return ask(handEndpoints.addPhotos, { params: { caseId, measureId }, form });
}

export function putBack(caseId: string, measureId: string, done: z.input<typeof putBackAsk>) {
  return ask(handEndpoints.putBack, { params: { caseId, measureId }, json: done });
}

export function releasePlan(caseId: string, planId: string, option: string, reason: string): Promise<PlanRow> {
  return ask(endpoints.release, { params: { caseId, planId }, json: { option, reason } });
}

export function makePlan(caseId: string, indicators: string, budget: number): Promise<z.output<typeof madeSchema>> {
  return ask(endpoints.make, { params: { caseId }, json: { indicators, budget } });
}

export function applyPlan(caseId: string, planId: string, how: z.input<typeof applySchema>): Promise<PlanRow> {
  return ask(endpoints.apply, { params: { caseId, planId }, json: how });
}

export function recordByHand(caseId: string, planId: string, where: string, reread: string): Promise<PlanRow> {
  return ask(endpoints.appliedByHand, { params: { caseId, planId }, json: { where, reread } });
}

export function confirmPlan(caseId: string, planId: string): Promise<PlanRow> {
  return ask(endpoints.confirm, { params: { caseId, planId }, json: {} });
}

export function rollBackPlan(caseId: string, planId: string, reason: string): Promise<PlanRow> {
  return ask(endpoints.rollBack, { params: { caseId, planId }, json: { reason } });
}

export type AccountMove =
  | { readonly do: 'release' | 'undo'; readonly reason: string }
  | { readonly do: 'done' }
  | { readonly do: 'reread'; readonly text: string };

export function useAccountMeasures(caseId: string) {
  return useQuery({
    queryKey: [...containmentKey, caseId, 'accounts'],
    queryFn: ({ signal }) => ask(accountEndpoints.accountMeasures, { params: { caseId }, signal }),
  });
}

/** Written, not run. */
export function proposeAccountMeasures(caseId: string, json: z.input<typeof proposeMeasuresSchema>) {
  return ask(accountEndpoints.proposeMeasures, { params: { caseId }, json });
}

export function moveAccountMeasure(caseId: string, measureId: string, move: AccountMove) {
  const params = { caseId, measureId };
  if (move.do === 'release') return ask(accountEndpoints.releaseMeasure, { params, json: { reason: move.reason } });
  if (move.do === 'undo') return ask(accountEndpoints.undoMeasure, { params, json: { reason: move.reason } });
  if (move.do === 'reread') return ask(accountEndpoints.rereadMeasure, { params, json: { text: move.text } });
  return ask(accountEndpoints.doneMeasure, { params });
}
