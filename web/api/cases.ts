// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { caseRowSchema, caseSheetSchema, entryWireSchema } from '../../src/journal/contract.ts';
import type { CaseCommand, EntryWire } from '../../src/journal/contract.ts';
import { api } from '../paths.ts';
import type { CaseFilter } from '../paths.ts';
import { fetchValue } from './http.ts';

const page = z.object({ items: z.array(caseRowSchema), next: z.string().nullable() });
const entryPage = z.object({ items: z.array(entryWireSchema), next: z.string().nullable() });

export const casesKey = ['cases'] as const;
export const caseKey = (caseId: string) => [...casesKey, 'sheet', caseId] as const;
export const entriesKey = (caseId: string) => [...casesKey, 'entries', caseId] as const;

export function useCases(filter: CaseFilter) {
  return useInfiniteQuery({
    queryKey: [...casesKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => fetchValue(page, api.cases(filter, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useCase(caseId: string) {
  return useQuery({
    queryKey: caseKey(caseId),
    queryFn: ({ signal }) => fetchValue(caseSheetSchema, api.case(caseId), { signal }),
  });
}

/** All entries of a case. What is already here stays; only what came later is fetched, until an erasure rewrites the past. */
export function useEntries(caseId: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: entriesKey(caseId),
    queryFn: async ({ signal }) => {
      const entries: EntryWire[] = [...(client.getQueryData<readonly EntryWire[]>(entriesKey(caseId)) ?? [])];
      const known = entries.length;
      for (;;) {
        const { items, next } = await fetchValue(entryPage, api.entries(caseId, entries.at(-1)?.seq), { signal });
        entries.push(...items);
        if (next === null || items.length === 0) break;
      }
      const erased = new Set(entries.slice(known).flatMap((entry) => (entry.kind === 'data.body-erased' ? [entry.body?.['seq']] : [])));
      return entries.map((entry) => (erased.has(entry.seq) ? { ...entry, body: null } : entry));
    },
  });
}

/** For good; who and why stays in the desk's chain. */
export function deleteCase(caseId: string, reason: string) {
  return fetchValue(z.undefined(), api.case(caseId), { method: 'DELETE', json: { reason } });
}

/** One command, one entry. Refused with 412 when the case has moved on since `seq`. */
export function command(caseId: string, seq: number, body: CaseCommand) {
  return fetchValue(caseSheetSchema, api.entries(caseId), { method: 'POST', json: body, ifMatch: seq });
}
