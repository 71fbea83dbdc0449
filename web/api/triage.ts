// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { triageSheetSchema } from '../../src/triage/contract.ts';
import { censusSchema, replySchema, replyTemplateSchema } from '../../src/triage/reply-desk/contract.ts';
import type { NewReply } from '../../src/triage/reply-desk/contract.ts';
import { caseSheetSchema } from '../../src/journal/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

const base = (caseId: string) => api.case(caseId);
const enc = encodeURIComponent;
export const triageKey = ['triage'] as const;

export const paperAddress = (caseId: string, reportId: string): string => `${base(caseId)}/triage/${enc(reportId)}/sheet.pdf`;

export function useTriageSheet(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, 'sheet', caseId, reportId],
    queryFn: ({ signal }) => fetchValue(triageSheetSchema, `${base(caseId)}/triage/${enc(reportId)}`, { signal }),
  });
}

export function useReplies(caseId: string) {
  return useQuery({
    queryKey: [...triageKey, 'replies', caseId],
    queryFn: ({ signal }) => fetchValue(z.object({ replies: z.array(replySchema) }), `${base(caseId)}/triage-replies`, { signal }),
    // A released reply is sent by a job a moment later.
    refetchInterval: (query) =>
      query.state.data?.replies.some((reply) => reply.state === 'released' && reply.notSent === null) === true ? 1000 : false,
  });
}

export function useReplyTemplates() {
  return useQuery({
    queryKey: [...triageKey, 'templates'],
    queryFn: ({ signal }) => fetchValue(z.object({ templates: z.array(replyTemplateSchema) }), '/api/v1/triage/templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function holdReply(caseId: string, reply: NewReply, replyId: string | null) {
  const path = `${base(caseId)}/triage-replies${replyId === null ? '' : `/${enc(replyId)}`}`;
  return fetchValue(replySchema, path, { method: replyId === null ? 'POST' : 'PUT', json: reply });
}

export function releaseReply(
  caseId: string,
  replyId: string,
  digest: string,
  overrides: readonly { readonly kind: string; readonly reason: string }[],
) {
  return fetchValue(replySchema, `${base(caseId)}/triage-replies/${enc(replyId)}/release`, { method: 'POST', json: { digest, overrides } });
}

export function withdrawReply(caseId: string, replyId: string, reason: string) {
  return fetchValue(replySchema, `${base(caseId)}/triage-replies/${enc(replyId)}/withdraw`, { method: 'POST', json: { reason } });
}

const noticed = z.object({ noticeId: z.string(), people: z.number() });
export function sendNotice(caseId: string, reportId: string) {
  return fetchValue(noticed, `${base(caseId)}/triage-notices`, { method: 'POST', json: { reportId } });
}

const folded = z.object({ notices: z.record(z.string(), z.object({ noticeId: z.string(), reportId: z.string() })) });

/** The newest notice of a report, with its census; null when none was sent. */
export function useCensus(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, 'census', caseId, reportId],
    queryFn: async ({ signal }) => {
      const sheet = await fetchValue(caseSheetSchema, base(caseId), { signal });
      const view = folded.safeParse(sheet.parts['triage']);
      const own = view.success ? Object.values(view.data.notices).filter((notice) => notice.reportId === reportId) : [];
      const last = own.at(-1);
      return last === undefined ? null : fetchValue(censusSchema, `${base(caseId)}/triage-notices/${enc(last.noticeId)}`, { signal });
    },
  });
}

const merges = z.object({
  merges: z.record(z.string(), z.object({ mergeId: z.string(), reportId: z.string(), into: z.string(), undone: z.boolean() })),
});
export type Merge = z.output<typeof merges>['merges'][string];

/** How this report was folded with an earlier one; what was undone stays to be read. */
export function useMerges(caseId: string, reportId: string) {
  return useQuery({
    queryKey: [...triageKey, 'merges', caseId, reportId],
    queryFn: async ({ signal }): Promise<readonly Merge[]> => {
      const view = merges.safeParse((await fetchValue(caseSheetSchema, base(caseId), { signal })).parts['triage']);
      return view.success ? Object.values(view.data.merges).filter((merge) => merge.reportId === reportId) : [];
    },
  });
}

export function undoMerge(caseId: string, mergeId: string, reason: string) {
  return fetchValue(z.object({ done: z.literal(true) }), `${base(caseId)}/triage-merges/${enc(mergeId)}/undo`, {
    method: 'POST',
    json: { reason },
  });
}

/** Every point that a person has set goes along: the newest setting stands for all. */
export function setPoints(caseId: string, reportId: string, settings: Readonly<Record<string, Record<string, string>>>, reason: string) {
  return fetchValue(triageSheetSchema, `${base(caseId)}/triage/${enc(reportId)}/settings`, { method: 'POST', json: { settings, reason } });
}
