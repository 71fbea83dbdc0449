// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Actor } from '../../journal/actor.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { isLang } from '../../kernel/bilingual.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { csvCell } from '../../kernel/text.ts';
import type { Result } from '../../kernel/result.ts';
import type { PageDeps } from '../page/page-deps.ts';
import { noCase, notificationProblem } from '../problems.ts';
import { advanceNotice } from './advance.ts';
import { recordCall } from './call.ts';
import { endpoints } from './follow.contract.ts';
import { followSheet } from './follow-sheet.ts';
import { letterReturned, postLetters, printLetters } from './print-letters.ts';
import type { LetterDeps } from './print-letters.ts';
import { proofOfNotice } from './proof.ts';
import { closeNotice, planNotice, settleCustomer } from './settle.ts';
import { takeCall } from './take-call.ts';

export type FollowRouteDeps = PageDeps & LetterDeps & { readonly blob: (sha256: string) => Promise<Uint8Array | null> };

const params = z.object({ caseId: z.string() });
const ofBatch = z.object({ caseId: z.string(), batch: z.coerce.number().int().positive() });

/** Routes of what follows a notice: each press answers how everything stands then. */
export function followRoutes(deps: FollowRouteDeps): readonly RouteSpec[] {
  const after = async (text: string, work: (caseId: CaseId) => Promise<Result<unknown, Problem>>) => {
    const caseId = parseCaseId(text);
    if (caseId === null) return noCase();
    const done = await work(caseId);
    const sheet = done.ok ? await followSheet(deps, caseId) : done;
    return sheet.ok ? { status: 200 as const, body: sheet.value } : { problem: sheet.error };
  };
  const press = (work: (actor: Actor, caseId: CaseId) => Promise<Result<unknown, Problem>>) => ({
    access: mayWork,
    params,
    handle: ({ params: { caseId }, who }: { readonly params: { readonly caseId: string }; readonly who: Parameters<typeof actorOf>[0] }) =>
      after(caseId, (of) => work(actorOf(who), of)),
  });
  return [
    route({
      ...endpoints.follow,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '通知のあとの様子', en: 'What follows the notice' },
      handle: ({ params: { caseId } }) => after(caseId, () => Promise.resolve({ ok: true, value: null })),
    }),
    route({
      ...endpoints.planFollow,
      access: mayWork,
      params,
      summary: { ja: '催促の回数と間隔を決める', en: 'Plan the reminders' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => planNotice(deps, actorOf(who), of, body)),
    }),
    route({
      ...endpoints.advance,
      ...press((actor, caseId) => advanceNotice(deps, actor, caseId)),
      summary: { ja: '期日の来た催促と次の手段に進む', en: 'Send the reminders that are due and go on to the next steps' },
    }),
    route({
      ...endpoints.recordCall,
      access: mayWork,
      params,
      summary: { ja: '電話の結果を記録する', en: 'Record a call' },
      handle: ({ params: { caseId }, body, who }) =>
        after(caseId, (of) =>
          recordCall(deps, actorOf(who), of, {
            ...body,
            callBackAt: body.callBackAt === null ? null : parseInstant(new Date(body.callBackAt).toISOString()),
          }),
        ),
    }),
    route({
      ...endpoints.printLetters,
      ...press((actor, caseId) => printLetters(deps, actor, caseId)),
      summary: { ja: '郵便を印刷する', en: 'Print the letters' },
    }),
    route({
      ...endpoints.postLetters,
      access: mayWork,
      params: ofBatch,
      summary: { ja: '郵便を投函した', en: 'The letters were posted' },
      handle: ({ params: { caseId, batch }, who }) => after(caseId, (of) => postLetters(deps, actorOf(who), of, batch)),
    }),
    route({
      ...endpoints.letters,
      access: mayWork,
      params: ofBatch,
      reads: ({ caseId }) => caseId,
      summary: { ja: '印刷した郵便（PDF）', en: 'The printed letters (PDF)' },
      async handle({ params: { caseId: text, batch } }) {
        const caseId = parseCaseId(text);
        const follow = caseId === null ? null : ((await deps.journal.view(caseId))?.parts.notification.notice?.follow ?? null);
        const raw = follow?.batches.find((one) => one.batch === batch)?.raw ?? null;
        const pdf = raw === null ? null : await deps.blob(raw);
        if (pdf === null) return { problem: notificationProblem('notification.no-letters') };
        return { status: 200, raw: pdf, contentType: 'application/pdf', headers: { 'cache-control': 'no-store' } };
      },
    }),
    route({
      ...endpoints.lettersList,
      access: mayWork,
      params: ofBatch,
      reads: ({ caseId }) => caseId,
      summary: { ja: '郵便の一覧（CSV）', en: 'The list of a batch of letters (CSV)' },
      async handle({ params: { caseId: text, batch } }) {
        const caseId = parseCaseId(text);
        const noticeId = caseId === null ? null : ((await deps.journal.view(caseId))?.parts.notification.notice?.noticeId ?? null);
        if (noticeId === null) return noCase();
        const own = (await deps.follow.letters(noticeId)).filter((one) => one.batch === batch);
        const [customers, contacts] = await Promise.all([
          deps.customers.find(own.map((one) => one.customerId)),
          deps.customers.contacts(own.map((one) => one.contactId)),
        ]);
        const rows = own.map((one, at) => [
          String(at + 1),
          one.reference,
          one.customerId,
          customers.get(one.customerId)?.name ?? '',
          contacts.get(one.contactId)?.value ?? '',
        ]);
        const all = [['No.', '照会番号 Reference', '顧客番号 Customer number', '顧客名 Name', '宛先 Address'], ...rows];
        const csv = `\ufeff${all.map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`).join('')}`;
        return { status: 200, raw: csv, contentType: 'text/csv; charset=utf-8', headers: { 'cache-control': 'no-store' } };
      },
    }),
    route({
      ...endpoints.noticeProof,
      access: mayRead,
      params: z.object({ caseId: z.string(), customerId: z.string().max(200) }),
      query: z.object({ lang: z.string().max(5).optional() }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '顧客1件の通知の証明（PDF）', en: 'The proof of notice of one customer (PDF)' },
      async handle({ params: { caseId: text, customerId }, query: { lang: wanted }, lang: asked }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase();
        const paper = await proofOfNotice(deps, caseId, customerId, isLang(wanted) ? wanted : asked);
        if (!paper.ok) return { problem: paper.error };
        const pdf = await deps.print(paper.value);
        return { status: 200, raw: pdf, contentType: 'application/pdf', headers: { 'cache-control': 'no-store' } };
      },
    }),
    route({
      ...endpoints.letterReturned,
      access: mayWork,
      params,
      summary: { ja: '郵便が返送された', en: 'A letter came back' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, () => letterReturned(deps, actorOf(who), body)),
    }),
    route({
      ...endpoints.takeCall,
      access: mayWork,
      params,
      summary: { ja: '6桁の数字で電話の返事を受ける', en: 'Take an answer by telephone, with the six digits' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase();
        const done = await takeCall(deps, actorOf(who), caseId, body);
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.settle,
      access: mayWork,
      params,
      summary: { ja: '証拠による是正の確認か、対象外とする', en: 'Verified by evidence, or exempt' },
      handle: ({ params: { caseId }, body, who }) => after(caseId, (of) => settleCustomer(deps, actorOf(who), of, body)),
    }),
    route({
      ...endpoints.closeNotice,
      ...press((actor, caseId) => closeNotice(deps, actor, caseId)),
      summary: { ja: '通知を終える', en: 'Close the notice' },
    }),
  ];
}
