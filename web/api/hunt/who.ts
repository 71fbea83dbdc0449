// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { endpoints as huntEndpoints } from '../../../src/hunt/contract.ts';
import { endpoints as addressUseEndpoints } from '../../../src/hunt/address-use/address-use.contract.ts';
import { ask } from '../fetch/http.ts';
import { huntKey } from './hunt.ts';
import type { Period } from './hunt.ts';

const kept = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;
const key = (what: 'attackers' | 'rare', asked: Period | null) =>
  asked === null ? ([...huntKey, what] as const) : ([...huntKey, what, asked.since, asked.until] as const);

export function useAttackers(asked: Period | null) {
  return useQuery({
    queryKey: key('attackers', asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => ask(huntEndpoints.attackers, { query: asked, signal }),
    ...kept,
  });
}

export async function askAttackers(client: QueryClient, caseId: string, asked: Period) {
  const answer = await ask(huntEndpoints.recordAttackers, { json: { ...asked, caseId } });
  client.setQueryData(key('attackers', asked), answer);
}

export function useRare(asked: Period | null) {
  return useQuery({
    queryKey: key('rare', asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => ask(huntEndpoints.rare, { query: asked, signal }),
    ...kept,
  });
}

export async function askRare(client: QueryClient, caseId: string, asked: Period) {
  const answer = await ask(huntEndpoints.recordRare, { json: { ...asked, caseId } });
  client.setQueryData(key('rare', asked), answer);
}

export function useHolderRecords() {
  return useQuery({
    queryKey: [...huntKey, 'holders'],
    queryFn: ({ signal }) => ask(addressUseEndpoints.holders, { signal }),
    ...kept,
  });
}

/** New records change who stands beside every address, so every answer is asked anew. */
export async function addHolders(client: QueryClient, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('records', file, file.name);
  const taken = await ask(addressUseEndpoints.addHolders, { form });
  await client.invalidateQueries({ queryKey: huntKey });
  return taken;
}
