// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/notification/contract.ts';
import { ask } from '../fetch/http.ts';

export const audienceKey = (caseId: string) => ['audience', caseId] as const;

/** Who would be told of a case now, with what was approved. */
export function useAudience(caseId: string) {
  return useQuery({
    queryKey: audienceKey(caseId),
    queryFn: ({ signal }) => ask(endpoints.audience, { params: { caseId }, signal }),
  });
}

/** `digest`: of the audience that the person has before him. */
export function approveAudience(caseId: string, digest: string) {
  return ask(endpoints.approveAudience, { params: { caseId }, json: { digest } });
}

/** `leaveOut`: rows that a person named to be left out. */
export function importList(caseId: string, { file, leaveOut }: { readonly file: File; readonly leaveOut: readonly number[] }) {
  const form = new FormData();
  form.append('file', file, file.name);
  return ask(endpoints.importList, { params: { caseId }, form, query: { leaveOut: leaveOut.join(',') } });
}

/** Mails of a case that are likeliest to be wrong, whole. */
export function useWorstMessages(caseId: string) {
  return useQuery({
    queryKey: [...audienceKey(caseId), 'messages'],
    queryFn: ({ signal }) => ask(endpoints.worstMessages, { params: { caseId }, signal }),
  });
}

/** How the notice of a case stands; while something leaves it is asked again every few seconds. */
export function useNotice(caseId: string) {
  return useQuery({
    queryKey: [...audienceKey(caseId), 'notice'],
    queryFn: ({ signal }) => ask(endpoints.notice, { params: { caseId }, signal }),
    refetchInterval: ({ state: { data } }) => ([data?.canary, data?.rest].some((leg) => leg?.done === false) ? 3000 : false),
  });
}

/** One step of a notice by a person. */
export const noticeSteps = {
  declare: (caseId: string, optional: boolean) => ask(endpoints.declareNotice, { params: { caseId }, json: { optional } }),
  test: (caseId: string) => ask(endpoints.testNotice, { params: { caseId } }),
  look: (caseId: string) => ask(endpoints.lookForCopy, { params: { caseId } }),
  approve: (caseId: string, json: { readonly audience: string; readonly text: string; readonly without: string }) =>
    ask(endpoints.approveNotice, { params: { caseId }, json }),
  release: (caseId: string, leg: 'canary' | 'rest') => ask(endpoints.releaseLeg, { params: { caseId }, json: { leg } }),
  pause: (caseId: string, reason: string) => ask(endpoints.pauseNotice, { params: { caseId }, json: { reason } }),
  resume: (caseId: string, reason: string, daily?: boolean) =>
    ask(endpoints.resumeNotice, { params: { caseId }, json: { reason, ...(daily === true ? { daily } : {}) } }),
  handOn: (caseId: string, reason: string) => ask(endpoints.handOn, { params: { caseId }, json: { reason } }),
  answer: (caseId: string, contactId: string, reason: string) =>
    ask(endpoints.answerReply, { params: { caseId, contactId }, json: { reason } }),
};
