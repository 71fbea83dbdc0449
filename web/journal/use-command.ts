// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CaseCommandAsk } from '../../src/case/contract.ts';
import { caseKey, caseMoreKey, casesKey, command, entriesKey } from '../api/cases.ts';
import { ApiError } from '../api/fetch/problem.ts';
import { caseWords } from './words/cases.ts';

/**
 * Sends one command under the sequence number that the screen shows. When somebody was quicker, the newest
 * state is fetched and the person decides again: nothing is recorded over what they have not seen.
 */
export function useCommand(caseId: string, seq: number, onDone?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: CaseCommandAsk) => {
      try {
        return await command(caseId, seq, body);
      } catch (error) {
        throw moved(error) ?? error;
      }
    },
    onSuccess: (sheet, body) => {
      client.setQueryData(caseKey(caseId), sheet);
      if (body.do !== 'note') void client.invalidateQueries({ queryKey: caseMoreKey(caseId) });
      void client.invalidateQueries({ queryKey: entriesKey(caseId) });
      void client.invalidateQueries({ queryKey: [...casesKey, 'list'] });
      onDone?.();
    },
    onError: () => {
      void client.invalidateQueries({ queryKey: caseKey(caseId) });
      void client.invalidateQueries({ queryKey: entriesKey(caseId) });
    },
  });
}

function moved(error: unknown): ApiError | null {
  if (!(error instanceof ApiError) || (error.problem.status !== 412 && error.problem.status !== 409)) return null;
  return new ApiError({ ...error.problem, next: { ja: caseWords.ja.moved, en: caseWords.en.moved } });
}
