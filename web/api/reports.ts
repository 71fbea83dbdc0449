// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { receivedLineSchema, reportPageSchema, reportSheetSchema, waysSchema } from '../../src/intake/contract.ts';
import type { ByHand } from '../../src/intake/contract.ts';
import { api } from '../paths.ts';
import type { ReportFilter } from '../paths.ts';
import { fetchValue } from './http.ts';

const page = reportPageSchema;
const raised = z.object({ caseId: z.string() });
const writtenDown = z.object({ reportId: z.string(), caseId: z.string().nullable() });
const source = z.object({ text: z.string(), next: z.number().nullable(), bytes: z.number().optional() });

export const reportsKey = ['reports'] as const;

export function useReports(filter: ReportFilter) {
  return useInfiniteQuery({
    queryKey: [...reportsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchValue(page, api.reports(filter, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useReport(reportId: string) {
  return useQuery({
    queryKey: [...reportsKey, 'sheet', reportId],
    queryFn: ({ signal }) => fetchValue(reportSheetSchema, api.report(reportId), { signal }),
  });
}

/** The raw source, page by page; the server has already made it inert. */
export function useReportSource(reportId: string) {
  return useInfiniteQuery({
    queryKey: [...reportsKey, 'source', reportId],
    queryFn: ({ pageParam, signal }) => fetchValue(source, api.reportSource(reportId, pageParam), { signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Looked at again while the page is open: somebody may be setting it up right now. */
export function useWays(enabled: boolean) {
  return useQuery({
    queryKey: ['intake', 'ways'],
    queryFn: ({ signal }) => fetchValue(waysSchema, api.intakeWays, { signal }),
    enabled,
    refetchInterval: 15_000,
  });
}

export function dropMails(files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return fetchValue(z.object({ received: z.array(receivedLineSchema) }), api.reports(), { method: 'POST', form });
}

export function writeDown(report: ByHand) {
  return fetchValue(writtenDown, api.reportByHand, { method: 'POST', json: report });
}

export function setReportState(reportId: string, state: string, reason: string) {
  return fetchValue(reportSheetSchema, api.reportState(reportId), { method: 'POST', json: { state, reason } });
}

export function raiseReport(reportId: string, reason: string) {
  return fetchValue(raised, api.reportRaise(reportId), { method: 'POST', json: { reason } });
}
