// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../../src/notification/inquiry/inquiry.contract.ts';
import type { askSchema, calledSchema, harmSchema } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { ask } from '../fetch/http.ts';

export const inquiriesKey = (caseId: string) => ['inquiries', caseId] as const;

/** How the inquiry desk of a case stands, with everybody to call back. */
export function useInquiries(caseId: string) {
  return useQuery({
    queryKey: inquiriesKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.inquiryDesk, { params: { caseId }, signal }),
  });
}

export function answerInquiry(caseId: string, json: z.input<typeof askSchema>) {
  return ask(endpoints.ask, { params: { caseId }, json });
}

export function calledBack(caseId: string, inquiryId: string, json: z.input<typeof calledSchema>) {
  return ask(endpoints.calledBack, { params: { caseId, inquiryId }, json });
}

export function reportHarm(caseId: string, json: z.input<typeof harmSchema>) {
  return ask(endpoints.reportHarm, { params: { caseId }, json });
}

export function switchPage(caseId: string, open: boolean) {
  return ask(endpoints.switchPage, { params: { caseId }, json: { open } });
}
