// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints as registerEndpoints } from '../../src/containment/register/register.contract.ts';
import type {
  ListReport,
  ServiceFieldsWire,
  Taking,
  TrafficRow,
  decideSchema,
  serviceSchema,
  settingsSchema,
} from '../../src/containment/register/register.contract.ts';
import { endpoints as assetEndpoints } from '../../src/triage/inventory/assets.contract.ts';
import type { AssetField, importedSchema } from '../../src/triage/inventory/assets.contract.ts';
import { ask, askWithTag } from './fetch/http.ts';
import { sendForm } from './fetch/upload.ts';

export const readinessKey = ['readiness'] as const;
export const takingKey = ['taking-from-logs'] as const;
type OneService = z.output<typeof serviceSchema>;

export function useReadiness() {
  return useQuery({
    queryKey: [...readinessKey, 'today'],
    queryFn: ({ signal }) => ask(registerEndpoints.readiness, { signal }),
  });
}

/** Asked again while the desk still replays the traffic. */
export function useReadinessBrief() {
  return useQuery({
    queryKey: [...readinessKey, 'brief'],
    queryFn: ({ signal }) => ask(registerEndpoints.readinessBrief, { signal }),
    refetchInterval: ({ state }) => (state.data?.counting === true ? 3000 : false),
  });
}

export function useServices(enabled = true) {
  return useQuery({
    enabled,
    queryKey: [...readinessKey, 'services'],
    queryFn: ({ signal }) => ask(registerEndpoints.services, { signal }),
  });
}

export function useService(serviceId: string | null) {
  return useQuery({
    queryKey: [...readinessKey, 'service', serviceId],
    queryFn: ({ signal }) => ask(registerEndpoints.service, { params: { serviceId: serviceId ?? '' }, signal }),
    enabled: serviceId !== null,
    gcTime: 0,
  });
}

export function useDraft(active: boolean) {
  return useQuery({
    queryKey: [...readinessKey, 'draft'],
    queryFn: ({ signal }) => ask(registerEndpoints.draft, { signal }),
    enabled: active,
  });
}

export function useTraffic() {
  return useQuery({
    queryKey: [...readinessKey, 'traffic'],
    queryFn: ({ signal }) => ask(registerEndpoints.traffic, { signal }),
  });
}

export function useAssets() {
  return useQuery({
    queryKey: [...readinessKey, 'assets'],
    queryFn: ({ signal }) => ask(assetEndpoints.inventory, { signal }),
  });
}

export function addService(fields: ServiceFieldsWire): Promise<OneService> {
  return ask(registerEndpoints.addService, { json: fields });
}

export function changeService(serviceId: string, version: number, fields: ServiceFieldsWire): Promise<OneService> {
  return ask(registerEndpoints.changeService, { params: { serviceId }, json: fields, ifMatch: version });
}

export function decideService(serviceId: string, version: number, decided: z.input<typeof decideSchema>): Promise<OneService> {
  return ask(registerEndpoints.decideService, { params: { serviceId }, json: decided, ifMatch: version });
}

export async function removeService(serviceId: string, reason: string): Promise<void> {
  await askWithTag(registerEndpoints.removeService, { params: { serviceId }, json: { reason } });
}

export function setNamePoint(names: 'none' | 'dns' | 'sni'): Promise<z.output<typeof settingsSchema>> {
  return ask(registerEndpoints.serviceSettings, { json: { names } });
}

export function importList(file: File, format: string, region: string, service: string): Promise<ListReport> {
  return ask(registerEndpoints.importServices, { query: { format, region, service }, form: formOf(file) });
}

export function importTraffic(file: File, told: (sent: number, of: number) => void): Promise<TrafficRow> {
  return sendForm(registerEndpoints.addTraffic, formOf(file), told);
}

export function useLogDays(wanted: boolean) {
  return useQuery({
    queryKey: [...readinessKey, 'log-days'],
    queryFn: ({ signal }) => ask(registerEndpoints.trafficLogs, { signal }),
    enabled: wanted,
    staleTime: 60_000,
  });
}

/** Looked at every second while it runs, so that it can be left and come back to. */
export function useTaking() {
  return useQuery({
    queryKey: takingKey,
    queryFn: ({ signal }) => ask(registerEndpoints.takingLogs, { signal }),
    refetchInterval: ({ state }) => (state.data !== undefined && state.data.running !== null ? 1000 : false),
  });
}

export function takeFromLogs(lastDays: number): Promise<Taking> {
  return ask(registerEndpoints.takeLogs, { json: { lastDays } });
}

/** `columns`: which column (from 0) a person says to be which field; absent, the headings say it. */
export function importAssets(
  file: File,
  columns: Readonly<Partial<Record<AssetField, number>>> = {},
): Promise<z.output<typeof importedSchema>> {
  const said = Object.entries(columns)
    .map(([field, at]) => `${field}=${at}`)
    .join(',');
  return ask(assetEndpoints.importInventory, { query: { columns: said }, form: formOf(file) });
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}
