// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { allMeasuresSchema, boardSchema, dueWorkSchema, measuresSchema } from '../../src/remediation/contract.ts';
import type { boardOrderSchema } from '../../src/remediation/contract.ts';
import { api } from '../paths.ts';
import { casesKey } from './cases.ts';
import { fetchValue } from './http.ts';

export type BoardOrderInput = z.input<typeof boardOrderSchema>;
export const boardKey = (caseId: string) => ['board', caseId] as const;
export const workDueKey = ['work-due'] as const;
export const measuresKey = ['measures'] as const;
const two = z.object({ ja: z.string(), en: z.string() });
const playbooksSchema = z.object({ playbooks: z.array(z.object({ id: z.string(), title: two, about: two })) });

export function useBoard(caseId: string) {
  return useQuery({
    queryKey: boardKey(caseId),
    queryFn: ({ signal }) => fetchValue(boardSchema, api.board(caseId), { signal }),
    refetchInterval: 30_000,
  });
}

/** Work with a time to keep, over all open cases. */
export function useDueWork() {
  return useQuery({
    queryKey: workDueKey,
    queryFn: ({ signal }) => fetchValue(dueWorkSchema, api.workDue, { signal }),
    refetchInterval: 60_000,
  });
}

export function useAllMeasures() {
  return useQuery({ queryKey: measuresKey, queryFn: ({ signal }) => fetchValue(allMeasuresSchema, api.measures, { signal }) });
}

export function useCaseMeasures(caseId: string) {
  return useQuery({
    queryKey: [...measuresKey, caseId],
    queryFn: ({ signal }) => fetchValue(measuresSchema, api.caseMeasures(caseId), { signal }),
  });
}

export function usePlaybooks() {
  return useQuery({
    queryKey: ['playbooks'],
    queryFn: ({ signal }) => fetchValue(playbooksSchema, api.playbooks, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** One order, one entry; refused when the case has moved on since `seq`. */
export function useBoardOrder(caseId: string, seq: number, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: BoardOrderInput) => fetchValue(boardSchema, api.board(caseId), { method: 'POST', json: order, ifMatch: seq }),
    onSuccess: (board) => {
      client.setQueryData(boardKey(caseId), board);
      void client.invalidateQueries({ queryKey: casesKey });
      onDone?.();
    },
    onError: () => void client.invalidateQueries({ queryKey: boardKey(caseId) }),
  });
}
