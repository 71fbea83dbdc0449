// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import {
  draftSchema,
  logDaysSchema,
  listReportSchema,
  readinessBriefSchema,
  readinessSchema,
  serviceSchema,
  servicesSchema,
  settingsSchema,
  takingSchema,
  trafficListSchema,
  trafficRowSchema,
} from '../../src/containment/register/contract.ts';
import type { decideSchema, ListReport, ServiceFieldsWire, Taking, TrafficRow } from '../../src/containment/register/contract.ts';
import { importedSchema, inventorySchema } from '../../src/triage/reply-desk/contract.ts';
import { api } from '../paths.ts';
import { fetchAnswer, fetchValue } from './http.ts';
import { sendForm } from './upload.ts';

export const readinessKey = ['readiness'] as const;
export const takingKey = ['taking-from-logs'] as const;
const nothing = z.undefined();
type OneService = z.output<typeof serviceSchema>;

export function useReadiness() {
  return useQuery({
    queryKey: [...readinessKey, 'today'],
    queryFn: ({ signal }) => fetchValue(readinessSchema, api.readiness, { signal }),
  });
}

/** Asked again while the desk still replays the traffic. */
export function useReadinessBrief() {
  return useQuery({
    queryKey: [...readinessKey, 'brief'],
    queryFn: ({ signal }) => fetchValue(readinessBriefSchema, api.readinessBrief, { signal }),
    refetchInterval: ({ state }) => (state.data?.counting === true ? 3000 : false),
  });
}

export function useServices() {
  return useQuery({
    queryKey: [...readinessKey, 'services'],
    queryFn: ({ signal }) => fetchValue(servicesSchema, api.services, { signal }),
  });
}

export function useService(serviceId: string | null) {
  return useQuery({
    queryKey: [...readinessKey, 'service', serviceId],
    queryFn: ({ signal }) => fetchValue(serviceSchema, api.service(serviceId ?? ''), { signal }),
    enabled: serviceId !== null,
    gcTime: 0,
  });
}

export function useDraft(active: boolean) {
  return useQuery({
    queryKey: [...readinessKey, 'draft'],
    queryFn: ({ signal }) => fetchValue(draftSchema, api.draft, { signal }),
    enabled: active,
  });
}

export function useTraffic() {
  return useQuery({
    queryKey: [...readinessKey, 'traffic'],
    queryFn: ({ signal }) => fetchValue(trafficListSchema, api.traffic, { signal }),
  });
}

export function useAssets() {
  return useQuery({
    queryKey: [...readinessKey, 'assets'],
    queryFn: ({ signal }) => fetchValue(inventorySchema, api.assets, { signal }),
  });
}

export function addService(fields: ServiceFieldsWire): Promise<OneService> {
  return fetchValue(serviceSchema, api.services, { method: 'POST', json: fields });
}

export function changeService(serviceId: string, version: number, fields: ServiceFieldsWire): Promise<OneService> {
  return fetchValue(serviceSchema, api.service(serviceId), { method: 'PUT', json: fields, ifMatch: version });
}

export function decideService(serviceId: string, version: number, decided: z.input<typeof decideSchema>): Promise<OneService> {
  return fetchValue(serviceSchema, api.serviceDecision(serviceId), { method: 'POST', json: decided, ifMatch: version });
}

export async function removeService(serviceId: string, reason: string): Promise<void> {
  await fetchAnswer(nothing, api.serviceRemove(serviceId), { method: 'POST', json: { reason } });
}

export function setNamePoint(names: 'none' | 'dns' | 'sni'): Promise<z.output<typeof settingsSchema>> {
  return fetchValue(settingsSchema, api.serviceSettings, { method: 'PUT', json: { names } });
}

export function importList(file: File, format: string, region: string, service: string): Promise<ListReport> {
  return fetchValue(listReportSchema, api.importList(format, region, service), { method: 'POST', form: formOf(file) });
}

export function importTraffic(file: File, told: (sent: number, of: number) => void): Promise<TrafficRow> {
  return sendForm(trafficRowSchema, api.traffic, formOf(file), told);
}

export function useLogDays(wanted: boolean) {
  return useQuery({
    queryKey: [...readinessKey, 'log-days'],
    queryFn: ({ signal }) => fetchValue(logDaysSchema, api.trafficLogs, { signal }),
    enabled: wanted,
    staleTime: 60_000,
  });
}

/** Looked at every second while it runs, so that it can be left and come back to. */
export function useTaking() {
  return useQuery({
    queryKey: takingKey,
    queryFn: ({ signal }) => fetchValue(takingSchema, api.trafficFromLogs, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.running !== null ? 1000 : false),
  });
}

export function takeFromLogs(lastDays: number): Promise<Taking> {
  return fetchValue(takingSchema, api.trafficFromLogs, { method: 'POST', json: { lastDays } });
}

export function importAssets(file: File): Promise<z.output<typeof importedSchema>> {
  return fetchValue(importedSchema, api.assets, { method: 'POST', form: formOf(file) });
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}
