// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../src/duty/contract.ts';
import type { noRotaSchema } from '../../src/duty/contract.ts';
import { ask, saveFile } from './fetch/http.ts';

export const dutyKey = ['duty'] as const;

type NoRota = z.infer<typeof noRotaSchema>;

/** Null where no rota has been set yet: a state of the desk, not a failure. */
function rotaOrNull<T extends { readonly is: 'rota' }>(answer: T | NoRota): T | null {
  return answer.is === 'rota' ? answer : null;
}

export function useDutyNow() {
  return useQuery({
    queryKey: [...dutyKey, 'now'],
    queryFn: async ({ signal }) => rotaOrNull(await ask(endpoints.now, { signal })),
    refetchInterval: 60_000,
  });
}

export function useDutyCalendar(from: string, days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'calendar', from, days],
    queryFn: async ({ signal }) => rotaOrNull(await ask(endpoints.calendar, { query: { from, days }, signal })),
    placeholderData: (before) => before,
  });
}

export function useDutyLint(days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'lint', days],
    queryFn: async ({ signal }) => rotaOrNull(await ask(endpoints.lint, { query: { days }, signal })),
    staleTime: 300_000,
  });
}

/** Pages that nobody has ended. */
export function useDutyPages() {
  return useQuery({
    queryKey: [...dutyKey, 'pages'],
    queryFn: ({ signal }) => ask(endpoints.pages, { signal }),
    refetchInterval: 30_000,
  });
}

/** Whom to call by telephone, because no machine has reached them or nobody has answered. */
export function useCallList() {
  return useQuery({
    queryKey: [...dutyKey, 'calls'],
    queryFn: async ({ signal }) => rotaOrNull(await ask(endpoints.callList, { signal }))?.calls ?? [],
    refetchInterval: 30_000,
  });
}

/** The plan behind the rota; version 0 and null where there is none. */
export function useDutyPlan(enabled: boolean) {
  return useQuery({
    queryKey: [...dutyKey, 'plan'],
    queryFn: ({ signal }) => ask(endpoints.plan, { signal }),
    enabled,
    refetchOnWindowFocus: false,
  });
}

/** Two duties of one roster, each by an instant that lies in it. */
export type SwapAsked = { readonly roster: string; readonly first: string; readonly second: string };

/** What a swap would mean; nothing is stored. */
export function useSwapLook(asked: SwapAsked) {
  return useQuery({
    queryKey: [...dutyKey, 'swap', asked],
    queryFn: () => ask(endpoints.swap, { json: asked }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

export function swapDuties(asked: SwapAsked, reason: string, tell: boolean, version: number) {
  return ask(endpoints.swap, { json: { ...asked, reason, tell, apply: true, confirmed: true }, ifMatch: version });
}

export function acknowledgePage(pageId: string) {
  return ask(endpoints.acknowledge, { params: { pageId }, json: {} });
}

export function acknowledgeByCode(pageId: string, person: string, code: string) {
  return ask(endpoints.acknowledgeByCode, { params: { pageId }, json: { person, code } });
}

export function resolvePage(pageId: string, reason: string) {
  return ask(endpoints.resolve, { params: { pageId }, json: { reason } });
}

export function checkPlan(plan: unknown) {
  return ask(endpoints.checkPlan, { json: { plan } });
}

/** `tell`: whose next duties change is told by mail. */
export function publishPlan(plan: unknown, version: number, reason: string, how: { readonly confirmed: boolean; readonly tell: boolean }) {
  const json = { plan, reason, ...how };
  return ask(endpoints.publishPlan, { json, ifMatch: version });
}

export function importAbsences(person: string, file: File, confirmed: boolean) {
  return ask(endpoints.importAbsences, { query: { person, confirmed: String(confirmed) }, form: formOf(file) });
}

type TableAsked = {
  readonly roster: string;
  readonly month: string | null;
  readonly codes: string;
  readonly apply: boolean;
  readonly confirmed: boolean;
};

export function takeTable({ apply, confirmed, ...asked }: TableAsked, file: File) {
  return ask(endpoints.takeTable, { query: { ...asked, apply: String(apply), confirmed: String(confirmed) }, form: formOf(file) });
}

export function saveTable(of: string, form: string) {
  return saveFile(endpoints.tableFile, { query: { of, for: form } }, 'duty.csv');
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file);
  return form;
}

/** The address under which a calendar program can subscribe. */
export function feedAddress(of: string) {
  return ask(endpoints.feed, { params: { of } });
}

/** Ends every address that one asked for. */
export function withdrawFeeds() {
  return ask(endpoints.withdrawFeeds, {});
}

export function pushKey() {
  return ask(endpoints.pushKey, {});
}

export function subscribePush(subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }) {
  return ask(endpoints.subscribe, { json: subscription });
}

/** Whom a page of the case would call now; nothing is paged by asking. */
export function useWhom(caseId: string) {
  return useQuery({ queryKey: [...dutyKey, 'whom', caseId], queryFn: ({ signal }) => ask(endpoints.whom, { params: { caseId }, signal }) });
}

export function pageDuty(caseId: string, subject: string) {
  return ask(endpoints.page, { json: { caseId, subject } });
}

/** How the case stands upwards; its text is always that of the case now. */
export function useReportUp(caseId: string) {
  return useQuery({
    queryKey: [...dutyKey, 'report-up', caseId],
    queryFn: ({ signal }) => ask(endpoints.reportUp, { params: { caseId }, signal }),
    refetchInterval: 30_000,
  });
}

export function sendReportUp(caseId: string) {
  return ask(endpoints.sendReportUp, { params: { caseId }, json: {} });
}

export function toldUp(caseId: string, person: string, way: 'telephone' | 'in-person') {
  return ask(endpoints.toldUp, { params: { caseId }, json: { person, way } });
}

export function useDutyChanged(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: dutyKey });
}
