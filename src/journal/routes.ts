// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { Caller, RouteSpec } from '../edge/route.ts';
import { cursorQuery, pageOf } from '../edge/wire.ts';
import type { Clock } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import { commandCase } from './command-case.ts';
import type { CommandDeps } from './command-case.ts';
import { caseCommandSchema, caseRowSchema, caseSheetSchema, entryWireSchema, readTraceSchema } from './contract.ts';
import type { CaseCommand } from './contract.ts';
import { deleteCase, eraseBlob, eraseBody } from './erase.ts';
import type { EraseDeps } from './erase.ts';
import type { CaseView } from './fold/view.ts';
import { blobsOf } from './named-blobs.ts';
import { journalProblem } from './problems.ts';
import { caseRow, caseSheet, entryWire } from './sheet.ts';
import { DESK, parseCaseId } from './stream.ts';
import type { CaseId } from './stream.ts';

export type JournalRouteDeps = EraseDeps & CommandDeps & { readonly clock: Clock };

const caseId = z.string().transform((text, context) => {
  const parsed = parseCaseId(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'C-2026-0001' });
  return z.NEVER;
});
const oneCase = z.object({ caseId });
const afterSeq = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const reasonBody = z.object({ reason: z.string().trim().min(1).max(2000) });
const mayAudit = ['administrator', 'auditor'] as const;
/** Erasing takes away what others may rest on: not every responder's affair. */
const mayErase = ['administrator', 'manager'] as const;

export function journalRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [...caseRoutes(deps), ...changeRoutes(deps), ...trailRoutes(deps)];
}

function caseRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/cases',
      summary: { ja: '事案の一覧（新しい順）', en: 'Cases, last changed first' },
      access: mayRead,
      query: cursorQuery.extend({ state: z.enum(['open', 'closed']).optional(), search: z.string().max(200).optional() }),
      response: pageOf(caseRowSchema),
      async handle({ query }) {
        const before = query.cursor === undefined ? null : parseCursor(query.cursor);
        if (query.cursor !== undefined && before === null) return { problem: journalProblem('journal.bad-cursor') };
        const { state, search, limit } = query;
        const views = await deps.journal.cases({
          limit: limit + 1,
          ...(state === undefined ? {} : { state }),
          ...(search === undefined ? {} : { search }),
          ...(before === null ? {} : { before }),
        });
        const page = views.slice(0, limit);
        const last = page.at(-1);
        const next = views.length > limit && last !== undefined ? cursorOf(last) : null;
        return { status: 200, body: { items: page.map(caseRow), next } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId',
      summary: { ja: '事案の現況', en: 'A case as it stands' },
      access: mayRead,
      params: oneCase,
      response: caseSheetSchema,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const view = await deps.journal.view(params.caseId);
        return view === null ? { problem: noCase(params.caseId) } : sheetReply(deps, view);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/entries',
      summary: { ja: '事案の記録（番号順）', en: 'The entries of a case, in order' },
      access: mayRead,
      params: oneCase,
      query: afterSeq,
      response: pageOf(entryWireSchema),
      reads: (params) => params.caseId,
      async handle({ params, query }) {
        if ((await deps.journal.view(params.caseId)) === null) return { problem: noCase(params.caseId) };
        return entriesReply(deps, params.caseId, query);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/blobs/:sha256',
      summary: { ja: '事案が持つ原本のダウンロード', en: 'Bytes that a case holds, as they came' },
      access: mayRead,
      params: z.object({ sha256: z.string() }),
      query: z.object({ case: caseId }),
      response: 'raw',
      reads: (_params, query) => query.case,
      async handle({ params, query }) {
        const sha256 = parseSha256(params.sha256);
        if (sha256 === null || !(await blobsOf(deps.store, query.case)).has(sha256))
          return { problem: journalProblem('journal.no-such-blob') };
        const bytes = await deps.blobs.get(sha256);
        if (bytes === null) return { problem: journalProblem('journal.erased', { sha256 }) };
        return {
          status: 200,
          raw: bytes,
          contentType: 'application/octet-stream',
          headers: {
            'content-disposition': `attachment; filename="${sha256}.bin"`,
            'content-security-policy': "sandbox; default-src 'none'",
          },
        };
      },
    }),
  ];
}

function changeRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/cases/:caseId/entries',
      summary: { ja: '事案への操作（1つが1件の記録になる）', en: 'Do one thing to a case; it becomes one entry' },
      access: mayWork,
      params: oneCase,
      body: caseCommandSchema,
      response: caseSheetSchema,
      async handle({ params, body, who, ifMatch }) {
        const expectedSeq = ifMatch !== null && /^\d{1,9}$/.test(ifMatch) ? Number(ifMatch) : null;
        const done = await perform(deps, params.caseId, who, body, expectedSeq);
        return done.ok ? sheetReply(deps, done.value) : { problem: done.error };
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/cases/:caseId',
      summary: { ja: '事案の削除（削除の記録は残る）', en: 'Delete a case; the deletion stays on record' },
      access: ['administrator'],
      params: oneCase,
      body: reasonBody,
      response: 'none',
      async handle({ params, body, who }) {
        if (who.machine) return { problem: journalProblem('journal.needs-a-person') };
        const done = await deleteCase(deps, params.caseId, actorOf(who), body.reason);
        return done.ok ? { status: 204 } : { problem: done.error };
      },
    }),
  ];
}

function trailRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/cases/:caseId/reads',
      summary: { ja: '誰がいつこの事案を読んだか', en: 'Who read this case, and when' },
      access: mayAudit,
      params: oneCase,
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      response: z.object({ items: z.array(readTraceSchema) }),
      handle: async ({ params, query }) => ({
        status: 200,
        body: { items: (await deps.store.reads(params.caseId, query.limit)).map((read) => ({ ...read })) },
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/desk/entries',
      summary: { ja: '組織全体の記録（登録・権限・削除）', en: 'The desk’s own entries: register, rights, deletions' },
      access: mayAudit,
      query: afterSeq,
      response: pageOf(entryWireSchema),
      handle: ({ query }) => entriesReply(deps, DESK, query),
    }),
  ];
}

async function perform(deps: JournalRouteDeps, id: CaseId, who: Caller, command: CaseCommand, expectedSeq: number | null) {
  if (command.do !== 'erase-blob' && command.do !== 'erase-body') return commandCase(deps, id, actorOf(who), command, expectedSeq);
  const refusal = whyNoErasure(who, expectedSeq);
  if (refusal !== null || expectedSeq === null) return { ok: false, error: refusal ?? journalProblem('journal.sequence-needed') } as const;
  return command.do === 'erase-blob'
    ? eraseBlob(deps, id, actorOf(who), command, expectedSeq)
    : eraseBody(deps, id, actorOf(who), command, expectedSeq);
}

function whyNoErasure(who: Caller, expectedSeq: number | null): Problem | null {
  if (who.machine || !mayErase.some((role) => who.roles.includes(role))) return journalProblem('journal.needs-a-person');
  return expectedSeq === null ? journalProblem('journal.sequence-needed') : null;
}

function sheetReply(deps: JournalRouteDeps, view: CaseView) {
  return { status: 200, body: caseSheet(view, deps.clock.now()), etag: String(view.seq) } as const;
}

async function entriesReply(deps: JournalRouteDeps, stream: CaseId | typeof DESK, query: z.output<typeof afterSeq>) {
  const entries = await deps.journal.entries(stream, query.after, query.limit + 1);
  const page = entries.slice(0, query.limit);
  const next = entries.length > query.limit ? String(page.at(-1)?.seq ?? query.after) : null;
  return { status: 200, body: { items: page.map(entryWire), next } } as const;
}

function noCase(id: CaseId): Problem {
  return journalProblem('journal.no-such-case', { caseId: id });
}

/** Where a page ended: the last row's time and number. */
function cursorOf(view: CaseView): string {
  return `${view.changedAt}_${view.id}`;
}

function parseCursor(text: string): { readonly changedAt: string; readonly id: string } | null {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[.]\d{3}Z)_(C-\d{4}-\d{4,9})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? null : { changedAt: match[1], id: match[2] };
}
