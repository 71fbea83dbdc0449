// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { endpoints as caseEndpoints } from '../../src/case/contract.ts';
import { endpoints } from '../../src/triage/contract.ts';
import { endpoints as replyEndpoints } from '../../src/triage/reply/reply.contract.ts';
import type { NewReply } from '../../src/triage/reply/reply.contract.ts';
import { ask } from './fetch/http.ts';

export const triageKey = ['triage'] as const;

export const paperAddress = (caseId: string, reportId: string): string => endpoints.paper.at({ caseId, reportId });

export function useTriageSheet(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, caseId, 'sheet', reportId],
    queryFn: ({ signal }) => ask(endpoints.sheet, { params: { caseId, reportId }, signal }),
  });
}

export function useReplies(caseId: string) {
  return useQuery({
    queryKey: [...triageKey, caseId, 'replies'],
    queryFn: ({ signal }) => ask(replyEndpoints.replies, { params: { caseId }, signal }),
    // A released reply is sent by a job a moment later.
    refetchInterval: (query) =>
      query.state.data?.replies.some((reply) => reply.state === 'released' && reply.notSent === null) === true ? 1000 : false,
  });
}

export function useReplyTemplates() {
  return useQuery({
    queryKey: ['triage-templates'],
    queryFn: ({ signal }) => ask(replyEndpoints.templates, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function holdReply(caseId: string, reply: NewReply, replyId: string | null) {
  return replyId === null
    ? ask(replyEndpoints.holdReply, { params: { caseId }, json: reply })
    : ask(replyEndpoints.changeReply, { params: { caseId, replyId }, json: reply });
}

export function releaseReply(
  caseId: string,
  replyId: string,
  digest: string,
  overrides: readonly { readonly kind: string; readonly reason: string }[],
) {
  return ask(replyEndpoints.releaseReply, { params: { caseId, replyId }, json: { digest, overrides } });
}

export function withdrawReply(caseId: string, replyId: string, reason: string) {
  return ask(replyEndpoints.withdrawReply, { params: { caseId, replyId }, json: { reason } });
}

export function useNoticePreview(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, 'notice-preview', caseId, reportId],
    queryFn: ({ signal }) => ask(replyEndpoints.previewNotice, { params: { caseId }, json: { reportId }, signal }),
  });
}

export function releaseNotice(caseId: string, reportId: string) {
  return ask(replyEndpoints.releaseNotice, { params: { caseId }, json: { reportId } });
}

export function releaseNoticeAgain(caseId: string, noticeId: string) {
  return ask(replyEndpoints.releaseNoticeAgain, { params: { caseId, noticeId }, json: {} });
}

export function remindSilent(caseId: string, noticeId: string) {
  return ask(replyEndpoints.remindSilent, { params: { caseId, noticeId }, json: {} });
}

const folded = z.object({ notices: z.record(z.string(), z.object({ noticeId: z.string(), reportId: z.string() })) });

/** The newest notice of a report, with its census; null when none was released. */
export function useCensus(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, caseId, 'census', reportId],
    queryFn: async ({ signal }) => {
      const view = folded.safeParse((await ask(caseEndpoints.part, { params: { caseId, part: 'triage' }, signal })).part);
      const own = view.success ? Object.values(view.data.notices).filter((notice) => notice.reportId === reportId) : [];
      const last = own.at(-1);
      return last === undefined ? null : ask(replyEndpoints.census, { params: { caseId, noticeId: last.noticeId }, signal });
    },
    // The gate hands the mails over one by one.
    refetchInterval: (query) => ((query.state.data?.sending.waiting ?? 0) > 0 ? 1000 : false),
  });
}

const merges = z.object({
  merges: z.record(z.string(), z.object({ mergeId: z.string(), reportId: z.string(), into: z.string(), undone: z.boolean() })),
});
export type Merge = z.output<typeof merges>['merges'][string];

/** How this report was folded with an earlier one; what was undone stays to be read. */
export function useMerges(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, caseId, 'merges', reportId],
    queryFn: async ({ signal }): Promise<readonly Merge[]> => {
      const view = merges.safeParse((await ask(caseEndpoints.part, { params: { caseId, part: 'triage' }, signal })).part);
      return view.success ? Object.values(view.data.merges).filter((merge) => merge.reportId === reportId) : [];
    },
  });
}

export function undoMerge(caseId: string, mergeId: string, reason: string) {
  return ask(replyEndpoints.undoMerge, { params: { caseId, mergeId }, json: { reason } });
}

export function setKinds(caseId: string, kinds: readonly string[], reason: string) {
  return ask(endpoints.setKinds, { params: { caseId }, json: { kinds, reason } });
}

/** "Examine again with today's advisories": an act with an entry. */
export function examineAgain(caseId: string, reportId: string) {
  return ask(endpoints.examineAgain, { params: { caseId, reportId }, json: {} });
}

/** Every point that a person has set goes along: the newest setting stands for all. */
export function setPoints(caseId: string, reportId: string, settings: Readonly<Record<string, Record<string, string>>>, reason: string) {
  return ask(endpoints.setPoints, { params: { caseId, reportId }, json: { settings, reason } });
}
