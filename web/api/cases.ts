// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { endpoints } from '../../src/case/contract.ts';
import type { CaseCommandAsk, CaseSheet, EntryWire, FindingWire } from '../../src/case/contract.ts';
import type { CaseFilter } from '../paths.ts';
import { guestEndpoints } from '../../src/case/guest/guest.contract.ts';
import type { GuestAsk } from '../../src/case/guest/guest.contract.ts';
import { ask } from './fetch/http.ts';

export const casesKey = ['cases'] as const;
export const caseKey = (caseId: string) => [...casesKey, 'sheet', caseId] as const;
export const entriesKey = (caseId: string) => [...casesKey, 'entries', caseId] as const;

export function useCases(filter: CaseFilter) {
  return useInfiniteQuery({
    queryKey: [...casesKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => ask(endpoints.cases, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useCase(caseId: string) {
  return useQuery({
    queryKey: caseKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.case, { params: { caseId }, signal }),
  });
}

/** Beside the sheet: its lists in whole and the parts, read again when more than a note came. */
export const caseMoreKey = (caseId: string) => [...casesKey, 'more', caseId] as const;

/** What one part has of the case; `undefined` until it is here. The screen knows its shape. */
export function useCasePart(caseId: string, part: string): unknown {
  return useQuery({
    queryKey: [...caseMoreKey(caseId), 'part', part],
    queryFn: async ({ signal }) => (await ask(endpoints.part, { params: { caseId, part }, signal })).part ?? null,
  }).data;
}

/** All that a paged list of a case holds. */
async function allOf<Row>(
  read: (after: number) => Promise<{ readonly items: readonly Row[]; readonly next: string | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const { items, next } = await read(rows.length);
    rows.push(...items);
    if (next === null || items.length === 0) return rows;
  }
}

type Judgement = keyof CaseSheet['judgement'];

/** One of the three lists in whole, once somebody wants it. */
export function useStatements(caseId: string, list: Judgement, wanted: boolean) {
  return useQuery({
    queryKey: [...caseMoreKey(caseId), 'statements', list],
    enabled: wanted,
    queryFn: ({ signal }) =>
      allOf((after) => ask(endpoints.statements, { params: { caseId, list }, query: { after, limit: 500 }, signal })),
  });
}

/** All next actions, once somebody wants them. */
export function useAllNext(caseId: string, wanted: boolean) {
  return useQuery({
    queryKey: [...caseMoreKey(caseId), 'next'],
    enabled: wanted,
    queryFn: ({ signal }) => allOf((after) => ask(endpoints.nextActions, { params: { caseId }, query: { after, limit: 500 }, signal })),
  });
}

/** What stands ready for one receiver: what the sheet shows of it, and all of it where there is more. */
export function useFindings(sheet: CaseSheet, to: FindingWire['to']): readonly FindingWire[] {
  const caseId = sheet.id;
  const shown = sheet.findings.filter((one) => one.to === to);
  const whole = useQuery({
    queryKey: [...caseMoreKey(caseId), 'findings', to],
    enabled: sheet.counts.findings > sheet.findings.length && shown.length > 0,
    queryFn: ({ signal }) =>
      allOf((after) => ask(endpoints.caseFindings, { params: { caseId, to }, query: { after, limit: 500 }, signal })),
  });
  return whole.data ?? shown;
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
        const { items, next } = await ask(endpoints.entries, {
          params: { caseId },
          query: { after: entries.at(-1)?.seq, limit: 500 },
          signal,
        });
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
  return ask(endpoints.deleteCase, { params: { caseId }, json: { reason } });
}

/** Opens a TLP:RED case of others; the reason becomes an entry that its owner sees. */
export function breakGlass(caseId: string, reason: string) {
  return ask(endpoints.breakGlass, { params: { caseId }, json: { reason } });
}

/** One command, one entry. Refused with 412 when the case has moved on since `seq`. */
export function command(caseId: string, seq: number, body: CaseCommandAsk) {
  return ask(endpoints.command, { params: { caseId }, json: body, ifMatch: seq });
}

/** What is next over the open cases; every entry of any case reads it again. */
export function useNextOverCases() {
  return useQuery({
    queryKey: [...casesKey, 'list', 'next'],
    queryFn: ({ signal }) => ask(endpoints.nextOverCases, { signal }),
  });
}

/** A note is true whatever came before it, and one sent twice is written once. */
export function leaveNote(caseId: string, note: Extract<CaseCommandAsk, { do: 'note' }>) {
  return ask(endpoints.command, { params: { caseId }, json: note });
}

/** What the signed-in person was asked to do; every entry of any case reads it again. */
export function useAsked() {
  return useQuery({
    queryKey: [...casesKey, 'list', 'asked'],
    queryFn: ({ signal }) => ask(endpoints.asked, { signal }),
  });
}

export const guestsKey = (caseId: string) => ['guests', caseId] as const;

export function useGuests(caseId: string, enabled: boolean) {
  return useQuery({
    queryKey: guestsKey(caseId),
    queryFn: ({ signal }) => ask(guestEndpoints.guests, { params: { caseId }, signal }),
    enabled,
  });
}

/** The link is told in this answer alone. */
export function inviteGuest(caseId: string, json: GuestAsk) {
  return ask(guestEndpoints.inviteGuest, { params: { caseId }, json });
}

export function withdrawGuest(caseId: string, guestId: string, reason: string) {
  return ask(guestEndpoints.withdrawGuest, { params: { caseId, guestId }, json: { reason } });
}
