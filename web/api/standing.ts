// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { addedAnswerSchema, allowAnswerSchema, allowedSheetSchema, standingSheetSchema } from '../../src/hunt/retro/contract.ts';
import type { AllowChangeWire } from '../../src/hunt/retro/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';
import { logsKey } from './logs.ts';

/** Below the logs' key: every entry of hunting makes both lists old (live.ts). */
export const standingKey = [...logsKey, 'standing'] as const;
export const allowedKey = [...logsKey, 'allowed'] as const;

const WHILE_IT_SEARCHES = 1500;
const ELSE = 15_000;

/** A search that finds the same as before leaves no entry, so the page looks for itself when one was last made. */
export function useStanding(caseId: string, search: string) {
  return useQuery({
    queryKey: [...standingKey, caseId, search],
    queryFn: ({ signal }) => fetchValue(standingSheetSchema, api.standing(caseId, search), { signal }),
    placeholderData: (before) => before,
    refetchInterval: (query) => (query.state.data?.search.waits === true ? WHILE_IT_SEARCHES : ELSE),
  });
}

export function useAllowed() {
  return useQuery({
    queryKey: allowedKey,
    queryFn: ({ signal }) => fetchValue(allowedSheetSchema, api.huntAllowed, { signal }),
  });
}

export function addStanding(caseId: string, given: { readonly text: string; readonly source: string }) {
  return fetchValue(addedAnswerSchema, api.standing(caseId), { method: 'POST', json: given });
}

export function addStandingFile(caseId: string, file: File, source: string) {
  const form = new FormData();
  form.append('file', file, file.name);
  return fetchValue(addedAnswerSchema, api.standingFile(caseId, source), { method: 'POST', form });
}

export function searchStanding(caseId: string) {
  return fetchValue(z.undefined(), api.standingSearch(caseId), { method: 'POST' });
}

export function changeAllowed(change: AllowChangeWire) {
  return fetchValue(allowAnswerSchema, api.huntAllowed, { method: 'POST', json: change });
}
