// SPDX-License-Identifier: Apache-2.0
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  calendarSchema,
  callRowSchema,
  checkSchema,
  lintSchema,
  orNoRota,
  pageWireSchema,
  storedPlanSchema,
  whoSchema,
} from '../../src/duty/contract.ts';
import type { noRotaSchema } from '../../src/duty/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

export const dutyKey = ['duty'] as const;

type NoRota = z.infer<typeof noRotaSchema>;

/** Null where no rota has been set yet: a state of the desk, not a failure. */
function rotaOrNull<T extends { readonly is: 'rota' }>(answer: T | NoRota): T | null {
  return answer.is === 'rota' ? answer : null;
}

const nowSchema = orNoRota(whoSchema);
export function useDutyNow() {
  return useQuery({
    queryKey: [...dutyKey, 'now'],
    queryFn: async ({ signal }) => rotaOrNull(await fetchValue(nowSchema, api.dutyNow, { signal })),
    refetchInterval: 60_000,
  });
}

const monthSchema = orNoRota(calendarSchema);
export function useDutyCalendar(from: string, days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'calendar', from, days],
    queryFn: async ({ signal }) => rotaOrNull(await fetchValue(monthSchema, api.dutyCalendar(from, days), { signal })),
    placeholderData: (before) => before,
  });
}

const outlookSchema = orNoRota(lintSchema);
export function useDutyLint(days: number) {
  return useQuery({
    queryKey: [...dutyKey, 'lint', days],
    queryFn: async ({ signal }) => rotaOrNull(await fetchValue(outlookSchema, api.dutyLint(days), { signal })),
    staleTime: 300_000,
  });
}

/** Pages that nobody has ended. */
export function useDutyPages() {
  return useQuery({
    queryKey: [...dutyKey, 'pages'],
    queryFn: ({ signal }) => fetchValue(z.object({ pages: z.array(pageWireSchema) }), api.dutyPages, { signal }),
    refetchInterval: 30_000,
  });
}

const callsSchema = orNoRota(z.object({ calls: z.array(callRowSchema) }));
/** Whom to call by telephone, because no machine has reached them or nobody has answered. */
export function useCallList() {
  return useQuery({
    queryKey: [...dutyKey, 'calls'],
    queryFn: async ({ signal }) => rotaOrNull(await fetchValue(callsSchema, api.dutyCalls, { signal }))?.calls ?? [],
    refetchInterval: 30_000,
  });
}

/** The plan behind the rota; version 0 and null where there is none. */
export function useDutyPlan(enabled: boolean) {
  return useQuery({
    queryKey: [...dutyKey, 'plan'],
    queryFn: ({ signal }) => fetchValue(storedPlanSchema, api.dutyPlan, { signal }),
    enabled,
    refetchOnWindowFocus: false,
  });
}

const said = z.object({ is: z.string() });

export function acknowledgePage(pageId: string) {
  return fetchValue(said, api.dutyPageAck(pageId), { method: 'POST', json: {} });
}

export function acknowledgeByCode(pageId: string, person: string, code: string) {
  return fetchValue(said, api.dutyPageCode(pageId), { method: 'POST', json: { person, code } });
}

export function resolvePage(pageId: string, reason: string) {
  return fetchValue(z.object({ resolved: z.number() }), api.dutyPageResolve(pageId), { method: 'POST', json: { reason } });
}

export function checkPlan(plan: unknown) {
  return fetchValue(checkSchema, api.dutyPlanCheck, { method: 'POST', json: { plan } });
}

export function publishPlan(plan: unknown, version: number, reason: string, confirmed: boolean) {
  const json = { plan, reason, confirmed };
  return fetchValue(z.object({ version: z.number() }), api.dutyPlan, { method: 'PUT', json, ifMatch: version });
}

const importedSchema = z.object({
  added: z.number(),
  version: z.number(),
  unread: z.array(z.object({ uid: z.string(), why: z.string() })),
});
export function importAbsences(person: string, file: File) {
  const form = new FormData();
  form.append('file', file);
  return fetchValue(importedSchema, api.dutyAbsences(person), { method: 'POST', form });
}

/** The address under which a calendar program can subscribe. */
export function feedAddress(of: string) {
  return fetchValue(z.object({ url: z.string() }), api.dutyFeed(of));
}

export function pushKey() {
  return fetchValue(z.object({ publicKey: z.string() }), api.dutyPushKey);
}

export function subscribePush(subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }) {
  return fetchValue(z.undefined(), api.dutyPush, { method: 'POST', json: subscription });
}

export function useDutyChanged(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: dutyKey });
}
