// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/intake/contract.ts';
import type { ByHand } from '../../src/intake/contract.ts';
import { endpoints as wayEndpoints } from '../../src/intake/ways.contract.ts';
import type { KnownWaysWire } from '../../src/intake/ways.contract.ts';
import type { ReportFilter } from '../paths.ts';
import { ask, askWithTag } from './fetch/http.ts';

export const reportsKey = ['reports'] as const;

export function useReports(filter: ReportFilter) {
  return useInfiniteQuery({
    queryKey: [...reportsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => ask(endpoints.reports, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useReport(reportId: string) {
  return useQuery({
    queryKey: [...reportsKey, 'sheet', reportId],
    queryFn: ({ signal }) => ask(endpoints.report, { params: { reportId }, signal }),
  });
}

/** Other open cases that copies of this case's mails opened. */
export function useCopies(caseId: string) {
  return useQuery({
    queryKey: [...reportsKey, 'copies', caseId],
    queryFn: ({ signal }) => ask(endpoints.copies, { params: { caseId }, signal }),
  });
}

export function takeCopies(caseId: string, reason: string) {
  return ask(endpoints.takeCopies, { params: { caseId }, json: { reason } });
}

/** The raw source, page by page; the server has already made it inert. */
export function useReportSource(reportId: string) {
  return useInfiniteQuery({
    queryKey: [...reportsKey, 'source', reportId],
    queryFn: ({ pageParam, signal }) => ask(endpoints.reportSource, { params: { reportId }, query: { offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Looked at again while the page is open: somebody may be setting it up right now. */
export function useWays(enabled: boolean) {
  return useQuery({
    queryKey: ['intake', 'ways'],
    queryFn: ({ signal }) => ask(endpoints.ways, { signal }),
    enabled,
    refetchInterval: 15_000,
  });
}

export const knownWaysKey = ['intake', 'known-ways'] as const;

export function useKnownWays(enabled: boolean) {
  return useQuery({ queryKey: knownWaysKey, queryFn: ({ signal }) => askWithTag(wayEndpoints.knownWays, { signal }), enabled });
}

export function saveKnownWays(ways: KnownWaysWire['ways'], etag: string | null) {
  return askWithTag(wayEndpoints.setKnownWays, { json: { ways }, ifMatch: etag ?? '' });
}

export function dropMails(files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return ask(endpoints.addReports, { form });
}

export function writeDown(report: ByHand, files: readonly File[]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(report)) form.append(name, value ?? '');
  for (const file of files) form.append('files', file, file.name);
  return ask(endpoints.addByHand, { form });
}

export function setReportState(reportId: string, state: string, reason: string) {
  return ask(endpoints.setState, { params: { reportId }, json: { state, reason } });
}

/** To a case of its own. */
export function splitReport(reportId: string, reason: string) {
  return ask(endpoints.move, { params: { reportId }, json: { toCase: null, reason } });
}

export function raiseReport(reportId: string, reason: string) {
  return ask(endpoints.raise, { params: { reportId }, json: { reason } });
}
