// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/disclosure/credit/credit.contract.ts';
import type { CreditOrder } from '../../../src/disclosure/credit/credit.contract.ts';
import { disclosureKey } from './disclosure.ts';
import { ask } from '../fetch/http.ts';

/** Whom the case thanks, and drafts of what became of it. */
export function useFeedback(caseId: string, lang: 'ja' | 'en') {
  return useQuery({
    queryKey: [...disclosureKey(caseId), 'feedback', lang],
    queryFn: ({ signal }) => ask(endpoints.feedback, { params: { caseId }, query: { lang }, signal }),
  });
}

export function orderCredit(caseId: string, json: CreditOrder) {
  return ask(endpoints.orderCredit, { params: { caseId }, json });
}
