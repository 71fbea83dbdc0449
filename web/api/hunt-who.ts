// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { attackersSchema, rareListSchema } from '../../src/hunt/contract.ts';
import { holderRecordsSchema, holdersTakenSchema } from '../../src/hunt/holders/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';
import { huntKey } from './hunt.ts';
import type { Period } from './hunt.ts';

const kept = { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false } as const;
const key = (what: 'attackers' | 'rare', asked: Period | null) =>
  asked === null ? ([...huntKey, what] as const) : ([...huntKey, what, asked.since, asked.until] as const);

export function useAttackers(asked: Period | null) {
  return useQuery({
    queryKey: key('attackers', asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => fetchValue(attackersSchema, api.huntAttackers({ ...asked }), { signal }),
    ...kept,
  });
}

export async function askAttackers(client: QueryClient, caseId: string, asked: Period) {
  const answer = await fetchValue(attackersSchema, api.huntAttackers(), { method: 'POST', json: { ...asked, caseId } });
  client.setQueryData(key('attackers', asked), answer);
}

export function useRare(asked: Period | null) {
  return useQuery({
    queryKey: key('rare', asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => fetchValue(rareListSchema, api.huntRare({ ...asked }), { signal }),
    ...kept,
  });
}

export async function askRare(client: QueryClient, caseId: string, asked: Period) {
  const answer = await fetchValue(rareListSchema, api.huntRare(), { method: 'POST', json: { ...asked, caseId } });
  client.setQueryData(key('rare', asked), answer);
}

export function useHolderRecords() {
  return useQuery({
    queryKey: [...huntKey, 'holders'],
    queryFn: ({ signal }) => fetchValue(holderRecordsSchema, api.logHolders, { signal }),
    ...kept,
  });
}

/** New records change who stands beside every address, so every answer is asked anew. */
export async function addHolders(client: QueryClient, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('records', file, file.name);
  const taken = await fetchValue(holdersTakenSchema, api.logHolders, { method: 'POST', form });
  await client.invalidateQueries({ queryKey: huntKey });
  return taken;
}
