// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../src/remediation/contract.ts';
import type { boardOrderSchema } from '../../src/remediation/contract.ts';
import { casesKey } from './cases.ts';
import { ask } from './fetch/http.ts';

export type BoardOrderInput = z.input<typeof boardOrderSchema>;
export const boardKey = (caseId: string) => ['board', caseId] as const;
export const workDueKey = ['work-due'] as const;
export const measuresKey = ['measures'] as const;

export function useBoard(caseId: string) {
  return useQuery({
    queryKey: boardKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.board, { params: { caseId }, signal }),
    refetchInterval: 30_000,
  });
}

/** Work with a time to keep, over all open cases. */
export function useDueWork() {
  return useQuery({
    queryKey: workDueKey,
    queryFn: ({ signal }) => ask(endpoints.dueWork, { signal }),
    refetchInterval: 60_000,
  });
}

export function useAllMeasures() {
  return useQuery({ queryKey: measuresKey, queryFn: ({ signal }) => ask(endpoints.measures, { signal }) });
}

export function useCaseMeasures(caseId: string) {
  return useQuery({
    queryKey: [...measuresKey, caseId],
    queryFn: ({ signal }) => ask(endpoints.caseMeasures, { params: { caseId }, signal }),
  });
}

export function usePlaybooks() {
  return useQuery({
    queryKey: ['playbooks'],
    queryFn: ({ signal }) => ask(endpoints.playbooks, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Several orders, one after the other, each on what the one before left; it stops at the first that is refused. */
export function useBoardOrders(caseId: string, seq: number) {
  const client = useQueryClient();
  return useMutation({
    async mutationFn(orders: readonly BoardOrderInput[]) {
      let at = seq;
      for (const order of orders) at = (await ask(endpoints.order, { params: { caseId }, json: order, ifMatch: at })).seq;
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: casesKey });
      return client.invalidateQueries({ queryKey: boardKey(caseId) });
    },
  });
}

/** One order, one entry; refused when the case has moved on since `seq`. */
export function useBoardOrder(caseId: string, seq: number, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: BoardOrderInput) => ask(endpoints.order, { params: { caseId }, json: order, ifMatch: seq }),
    onSuccess: (board) => {
      client.setQueryData(boardKey(caseId), board);
      void client.invalidateQueries({ queryKey: casesKey });
      onDone?.();
    },
    onError: () => void client.invalidateQueries({ queryKey: boardKey(caseId) }),
  });
}
