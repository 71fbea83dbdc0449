// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { beaconSchema, claimAnswerSchema, coverageSchema, rawLineSchema } from '../../src/hunt/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

export const huntKey = ['hunt'] as const;
export type LineRef = { readonly file: number; readonly line: number };
export type ClaimAsked = {
  readonly kind: 'requested' | 'attacked';
  readonly path: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly caseId: string;
};

export function useCoverage() {
  return useQuery({
    queryKey: [...huntKey, 'coverage'],
    queryFn: ({ signal }) => fetchValue(coverageSchema, api.huntCoverage, { signal }),
  });
}

export function useBeacons() {
  return useQuery({
    queryKey: [...huntKey, 'beacons'],
    queryFn: ({ signal }) => fetchValue(z.object({ beacons: z.array(beaconSchema) }), api.huntBeacons(50), { signal }),
  });
}

export function askClaim(asked: ClaimAsked) {
  return fetchValue(claimAnswerSchema, api.huntClaims, { method: 'POST', json: asked });
}

export function useRawLines(refs: readonly LineRef[]) {
  const joined = refs.map((ref) => `${ref.file}:${ref.line}`).join(',');
  return useQuery({
    queryKey: [...huntKey, 'lines', joined],
    enabled: refs.length > 0,
    queryFn: ({ signal }) => fetchValue(z.object({ lines: z.array(rawLineSchema) }), api.huntLines(joined), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
