// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { endpoints } from '../../../src/hunt/rules/rules.contract.ts';
import { ask } from '../fetch/http.ts';
import { huntKey } from './hunt.ts';
import type { Period } from './hunt.ts';
import { logsKey } from './logs.ts';

/** Below the key that every entry of hunting makes old, so that a list changed by somebody else is read anew. */
const rulesKey = [...logsKey, 'rules'] as const;

export function useRules() {
  return useQuery({ queryKey: rulesKey, queryFn: ({ signal }) => ask(endpoints.rules, { signal }) });
}

/** All files in one request: a rule that narrows or joins others must not be looked at without them. */
export async function addRules(client: QueryClient, files: readonly File[]) {
  const form = new FormData();
  for (const file of files) form.append('rules', file, file.name);
  const taken = await ask(endpoints.addRules, { form });
  await client.invalidateQueries({ queryKey: rulesKey });
  return taken;
}

export async function removeRules(client: QueryClient, names: readonly string[]) {
  const list = await ask(endpoints.removeRules, { json: { names } });
  client.setQueryData(rulesKey, list);
}

/** An answer belongs to the state of the list that gave it. */
const hitsKey = (digest: string, asked: Period) => [...huntKey, 'rule-hits', digest, asked.since, asked.until] as const;

export function useRuleHits(digest: string, asked: Period | null) {
  return useQuery({
    queryKey: asked === null ? [...huntKey, 'rule-hits'] : hitsKey(digest, asked),
    enabled: asked !== null,
    queryFn: ({ signal }) => ask(endpoints.hits, { query: asked, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}

/** Asks, writes the answer into the case, and keeps it for the page that shows it. */
export async function askRuleHits(client: QueryClient, caseId: string, asked: Period) {
  const answer = await ask(endpoints.recordHits, { json: { ...asked, caseId } });
  client.setQueryData(hitsKey(answer.digest, asked), answer);
}
