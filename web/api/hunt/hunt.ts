// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { endpoints as huntEndpoints } from '../../../src/hunt/contract.ts';
import type { BehindWire } from '../../../src/hunt/contract.ts';
import { endpoints as dataOutEndpoints } from '../../../src/hunt/question/data-out.contract.ts';
import { ask, saveFile } from '../fetch/http.ts';

export const huntKey = ['hunt'] as const;
export type Period = { readonly since: string | null; readonly until: string | null };
export type ClaimAsked = Period & {
  readonly kind: 'requested' | 'attacked';
  readonly path: string;
  readonly host: string;
  readonly log: string;
};
export type SightingsAsked = Period & { readonly indicators: string };
export type DataOutAsked = Period & { readonly computer: string | null; readonly destination: string | null; readonly zone: string };
export type Asked = Period & { readonly behind: BehindWire };

/** An answer over the same logs stays the same; new logs make all of them old at once (see live.ts). */
const kept = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;

export function useCoverage() {
  return useQuery({
    queryKey: [...huntKey, 'coverage'],
    queryFn: ({ signal }) => ask(huntEndpoints.coverage, { signal }),
    ...kept,
  });
}

export function useDays(zone: string) {
  return useQuery({
    queryKey: [...huntKey, 'days', zone],
    queryFn: ({ signal }) => ask(huntEndpoints.days, { query: { zone }, signal }),
    ...kept,
  });
}

export function useBeacons() {
  return useQuery({
    queryKey: [...huntKey, 'beacons'],
    queryFn: ({ signal }) => ask(huntEndpoints.beacons, { query: { limit: 50 }, signal }),
    ...kept,
  });
}

export function recordBeacons(caseId: string) {
  return ask(huntEndpoints.recordBeacons, { json: { caseId, limit: 50 } });
}

const claimKey = (asked: ClaimAsked) =>
  [...huntKey, 'claim', asked.kind, asked.path, asked.host, asked.log, asked.since, asked.until] as const;

export function useClaim(asked: ClaimAsked | null) {
  return useQuery({
    queryKey: asked === null ? [...huntKey, 'claim'] : claimKey(asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => ask(huntEndpoints.claim, { query: asked, signal }),
    ...kept,
  });
}

/** Asks, writes the answer into the case, and keeps it for the page that shows it. */
export async function askClaim(client: QueryClient, caseId: string, asked: ClaimAsked) {
  const answer = await ask(huntEndpoints.recordClaim, { json: { ...asked, caseId } });
  client.setQueryData(claimKey(asked), answer);
}

export function saveBundle(caseId: string, asked: ClaimAsked): Promise<void> {
  return saveFile(huntEndpoints.claimBundle, { json: { ...asked, caseId } }, 'evidence.zip');
}

const sightingsKey = (asked: SightingsAsked) => [...huntKey, 'sightings', asked.indicators, asked.since, asked.until] as const;

export function useSightings(asked: SightingsAsked | null) {
  return useQuery({
    queryKey: asked === null ? [...huntKey, 'sightings'] : sightingsKey(asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => ask(huntEndpoints.sightings, { query: asked, signal }),
    ...kept,
  });
}

export async function askSightings(client: QueryClient, caseId: string, asked: SightingsAsked) {
  const answer = await ask(huntEndpoints.recordSightings, { json: { ...asked, caseId } });
  client.setQueryData(sightingsKey(asked), answer);
}

export function saveSightingsBundle(caseId: string, asked: SightingsAsked): Promise<void> {
  return saveFile(huntEndpoints.sightingsBundle, { json: { ...asked, caseId } }, 'evidence.zip');
}

const dataOutKey = (asked: DataOutAsked) =>
  [...huntKey, 'data-out', asked.computer, asked.destination, asked.since, asked.until, asked.zone] as const;

export function useDataOut(asked: DataOutAsked) {
  return useQuery({
    queryKey: dataOutKey(asked),
    queryFn: ({ signal }) => ask(dataOutEndpoints.dataOut, { query: asked, signal }),
    ...kept,
  });
}

export async function recordDataOut(client: QueryClient, caseId: string, asked: DataOutAsked) {
  const answer = await ask(dataOutEndpoints.recordDataOut, { json: { ...asked, caseId } });
  client.setQueryData(dataOutKey(asked), answer);
}

/** The lines behind a number, a hundred at a time. */
export function useBehind(asked: Asked) {
  return useInfiniteQuery({
    queryKey: [...huntKey, 'behind', JSON.stringify(asked)],
    queryFn: ({ pageParam, signal }) => ask(huntEndpoints.behind, { query: { q: JSON.stringify({ ...asked, after: pageParam }) }, signal }),
    initialPageParam: null as { readonly file: number; readonly line: number } | null,
    getNextPageParam: (last) => last.next ?? undefined,
    ...kept,
  });
}

export function useSpread(asked: Asked) {
  return useQuery({
    queryKey: [...huntKey, 'spread', JSON.stringify(asked)],
    queryFn: ({ signal }) => ask(huntEndpoints.spread, { query: { q: JSON.stringify(asked) }, signal }),
    ...kept,
  });
}

export function useGaps(asked: Asked) {
  return useQuery({
    queryKey: [...huntKey, 'gaps', JSON.stringify(asked)],
    queryFn: ({ signal }) => ask(huntEndpoints.gaps, { query: { q: JSON.stringify(asked) }, signal }),
    ...kept,
  });
}
