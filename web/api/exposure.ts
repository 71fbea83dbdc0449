// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../src/exposure/contract.ts';
import type { FindingRow } from '../../src/exposure/contract.ts';
import type { ExposureFilter } from '../paths.ts';
import { entriesKey } from './cases.ts';
import { ask } from './fetch/http.ts';

const PAGE = 1000;
const exposureKey = (caseId: string) => ['exposure', caseId] as const;

export function useExposure(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'summary'],
    queryFn: ({ signal }) => ask(endpoints.summary, { params: { caseId }, signal }),
  });
}

export function useFindings(caseId: string, filter: ExposureFilter) {
  return useInfiniteQuery({
    queryKey: [...exposureKey(caseId), 'findings', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(endpoints.findings, { params: { caseId }, query: { ...filter, after: pageParam, limit: PAGE }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useTenants(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'tenants'],
    queryFn: ({ signal }) => ask(endpoints.tenants, { params: { caseId }, signal }),
  });
}

export function useTenant(caseId: string, tenant: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'tenant', tenant],
    queryFn: ({ signal }) => ask(endpoints.tenant, { params: { caseId, tenant }, signal }),
  });
}

export function useMatrix(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'matrix'],
    queryFn: ({ signal }) => ask(endpoints.matrix, { params: { caseId }, signal }),
  });
}

export function useRuns(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'runs'],
    queryFn: ({ signal }) => ask(endpoints.runs, { params: { caseId }, signal }),
  });
}

export function useRunChanges(caseId: string, runId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'run', runId],
    queryFn: ({ signal }) => ask(endpoints.run, { params: { caseId, runId }, signal }),
  });
}

/** A result file that the audit wrote on the host. Everything about exposure is asked again. */
export function useAddRun(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append('run', file);
      return ask(endpoints.addRun, { params: { caseId }, form });
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: exposureKey(caseId) });
      void client.invalidateQueries({ queryKey: entriesKey(caseId) });
    },
  });
}

/** Accepts one exposure until a day. Everything that counts states is asked again. */
export function useWaive(caseId: string, finding: Pick<FindingRow, 'rule' | 'pathBytes'>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly until: string; readonly reason: string }) =>
      ask(endpoints.waive, { params: { caseId }, json: { rule: finding.rule, pathBytes: finding.pathBytes, ...given } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: exposureKey(caseId) });
      void client.invalidateQueries({ queryKey: entriesKey(caseId) });
      onDone();
    },
  });
}
