// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  changeRowSchema,
  exposureSummarySchema,
  findingPageSchema,
  findingRowSchema,
  matrixSchema,
  ruleRowSchema,
  runRowSchema,
  tenantRowSchema,
} from '../../src/exposure/contract.ts';
import type { FindingRow } from '../../src/exposure/contract.ts';
import { api } from '../paths.ts';
import type { ExposureFilter } from '../paths.ts';
import { entriesKey } from './cases.ts';
import { fetchValue } from './http.ts';

const PAGE = 1000;
const tenantPage = z.object({
  tenant: tenantRowSchema.nullable(),
  findings: z.array(findingRowSchema),
  rules: z.array(ruleRowSchema),
});

const exposureKey = (caseId: string) => ['exposure', caseId] as const;

export function useExposure(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'summary'],
    queryFn: ({ signal }) => fetchValue(exposureSummarySchema, api.exposure(caseId), { signal }),
  });
}

export function useFindings(caseId: string, filter: ExposureFilter) {
  return useInfiniteQuery({
    queryKey: [...exposureKey(caseId), 'findings', filter],
    queryFn: ({ pageParam, signal }) => fetchValue(findingPageSchema, api.exposureFindings(caseId, filter, pageParam, PAGE), { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useTenants(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'tenants'],
    queryFn: ({ signal }) => fetchValue(z.object({ items: z.array(tenantRowSchema) }), api.exposurePart(caseId, 'tenants'), { signal }),
  });
}

export function useTenant(caseId: string, tenant: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'tenant', tenant],
    queryFn: ({ signal }) => fetchValue(tenantPage, api.exposureTenant(caseId, tenant), { signal }),
  });
}

export function useMatrix(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'matrix'],
    queryFn: ({ signal }) => fetchValue(matrixSchema, api.exposurePart(caseId, 'matrix'), { signal }),
  });
}

export function useRuns(caseId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'runs'],
    queryFn: ({ signal }) => fetchValue(z.object({ items: z.array(runRowSchema) }), api.exposurePart(caseId, 'runs'), { signal }),
  });
}

export function useRunChanges(caseId: string, runId: string) {
  return useQuery({
    queryKey: [...exposureKey(caseId), 'run', runId],
    queryFn: ({ signal }) => fetchValue(z.object({ changes: z.array(changeRowSchema) }), api.exposureRun(caseId, runId), { signal }),
  });
}

/** Accepts one exposure until a day. Everything that counts states is asked again. */
export function useWaive(caseId: string, finding: Pick<FindingRow, 'rule' | 'pathBytes'>, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: { readonly until: string; readonly reason: string }) =>
      fetchValue(findingRowSchema, api.exposurePart(caseId, 'waivers'), {
        method: 'POST',
        json: { rule: finding.rule, pathBytes: finding.pathBytes, ...given },
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: exposureKey(caseId) });
      void client.invalidateQueries({ queryKey: entriesKey(caseId) });
      onDone();
    },
  });
}
