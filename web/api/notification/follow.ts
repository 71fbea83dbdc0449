// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../../src/notification/follow/follow.contract.ts';
import type {
  callSchema,
  planSchema,
  returnedSchema,
  settleSchema,
  telephoneSchema,
} from '../../../src/notification/follow/follow.contract.ts';
import { ask } from '../fetch/http.ts';
import { audienceKey } from './audience.ts';

/** What follows the notice of a case. */
export function useFollow(caseId: string) {
  return useQuery({
    queryKey: [...audienceKey(caseId), 'follow'],
    queryFn: ({ signal }) => ask(endpoints.follow, { params: { caseId }, signal }),
  });
}

/** One press of a person. */
export const followSteps = {
  plan: (caseId: string, json: z.input<typeof planSchema>) => ask(endpoints.planFollow, { params: { caseId }, json }),
  advance: (caseId: string) => ask(endpoints.advance, { params: { caseId } }),
  call: (caseId: string, json: z.input<typeof callSchema>) => ask(endpoints.recordCall, { params: { caseId }, json }),
  print: (caseId: string) => ask(endpoints.printLetters, { params: { caseId } }),
  posted: (caseId: string, batch: number) => ask(endpoints.postLetters, { params: { caseId, batch: String(batch) } }),
  returned: (caseId: string, json: z.input<typeof returnedSchema>) => ask(endpoints.letterReturned, { params: { caseId }, json }),
  takeCall: (caseId: string, json: z.input<typeof telephoneSchema>) => ask(endpoints.takeCall, { params: { caseId }, json }),
  settle: (caseId: string, json: z.input<typeof settleSchema>) => ask(endpoints.settle, { params: { caseId }, json }),
  close: (caseId: string) => ask(endpoints.closeNotice, { params: { caseId } }),
};

/** Where a browser opens a batch of letters, its list, and one customer's proof of notice. */
export const followFiles = {
  letters: (caseId: string, batch: number) => endpoints.letters.at({ caseId, batch: String(batch) }),
  list: (caseId: string, batch: number) => endpoints.lettersList.at({ caseId, batch: String(batch) }),
  proof: (caseId: string, customerId: string, lang: string) => endpoints.noticeProof.at({ caseId, customerId }, { lang }),
};
