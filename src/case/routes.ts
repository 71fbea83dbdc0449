// SPDX-License-Identifier: Apache-2.0
import { MANY } from '../journal/store.port.ts';
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayRelease, mayWork } from '../edge/role.ts';
import type { Role } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { Caller, RouteSpec } from '../edge/route.ts';
import { afterNumber, cursorQuery } from '../edge/wire.ts';
import type { Clock } from '../kernel/instant.ts';
import type { Problem } from '../kernel/problem.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import { closedCircle } from './command/closed-circle.ts';
import { commandCase } from './command/command-case.ts';
import type { CommandDeps } from './command/command-case.ts';
import { caseIdParam } from './case-id-param.ts';
import { endpoints } from './contract.ts';
import type { GuestDeps } from './guest/guest.ts';
import { guestRoutes } from './guest/guest.routes.ts';
import { listRoutes } from './lists.routes.ts';
import { standing } from './language/standing.ts';
import { askedOf } from './next/asked.ts';
import type { PersonalTask } from './next/asked.ts';
import type { CaseCommand } from './contract.ts';
import { deleteCase, eraseBlob, eraseBody } from '../journal/erase.ts';
import type { EraseDeps } from '../journal/erase.ts';
import type { CaseView } from './fold/view.ts';
import { journalProblem } from '../journal/problems.ts';
import { caseRow, caseSheet, entryWire, nextWire, SHOWN } from './case.view.ts';
import { nextOverCases } from './sheet/next-over-cases.ts';
import { DESK } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';

export type JournalRouteDeps = Omit<EraseDeps<CaseView>, 'journal'> &
  CommandDeps &
  Pick<GuestDeps, 'hash' | 'random' | 'zone' | 'hasLeft'> & {
    readonly clock: Clock;
    /** Who is on duty now; null where nobody is, or where there is no rota. */
    readonly onDuty: () => Promise<string | null>;
  };

const oneCase = z.object({ caseId: caseIdParam });
const afterSeq = z.object({
  after: afterNumber,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const reasonBody = z.object({ reason: z.string().trim().min(1).max(2000) });
const mayAudit = ['administrator', 'auditor'] as const;
/** Erasing takes away what others may rest on: not every responder's affair. */
const mayErase: readonly Role[] = mayRelease.erasure;

/** Routes over cases and the journal. Who is outside the circle of a TLP:RED case gets no further than break-glass. */
export function journalRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [...caseRoutes(deps), ...listRoutes(deps), ...changeRoutes(deps), ...trailRoutes(deps), ...guestRoutes(deps)];
}

/** Open cases whose next actions are weighed against each other: those that changed last. */
const MOST_CASES = 50;

/** Over all open cases, nearest time first; what has none comes last. Only cases are read in which something was asked of them. */
async function allAsked(deps: JournalRouteDeps, personId: string): Promise<PersonalTask[]> {
  const rows = [...(await standing(deps.journal, 'given', personId)), ...(await standing(deps.journal, 'work', personId))];
  const views = await deps.journal.views(rows.filter(({ state }) => state === 'open').map(({ caseId: of }) => of));
  const found = [...views.values()].flatMap((view) => askedOf(view, personId, deps.clock.now()));
  return found.toSorted((a, b) => (a.by ?? '9').localeCompare(b.by ?? '9'));
}

function caseRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.cases,
      summary: { ja: '事案の一覧（新しい順）', en: 'Cases, last changed first' },
      access: mayRead,
      query: cursorQuery.extend({ state: z.enum(['open', 'closed']).optional(), search: z.string().max(200).optional() }),
      reads: () => MANY,
      async handle({ query }) {
        const before = query.cursor === undefined ? null : parseCursor(query.cursor);
        if (query.cursor !== undefined && before === null) return { problem: journalProblem('journal.bad-cursor') };
        const { state, search, limit } = query;
        const views = await deps.journal.cases({
          limit: limit + 1,
          // What came from another desk is nobody's open work here.
          imported: state !== 'open',
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
      ...endpoints.nextOverCases,
      summary: { ja: '全事案で次にすること', en: 'What to do next, over all open cases' },
      access: mayRead,
      reads: () => MANY,
      async handle({ who }) {
        const [views, onDuty] = await Promise.all([
          deps.journal.cases({ state: 'open', imported: false, limit: MOST_CASES }),
          deps.onDuty(),
        ]);
        const closed = closedCircle(deps.journal);
        const open: CaseView[] = [];
        for (const view of views) if ((await closed(view.id, who)) === null) open.push(view);
        const next = nextOverCases(open, deps.clock.now()).slice(0, SHOWN);
        const items = next.flatMap(({ view, action }) =>
          nextWire([action], view, onDuty).map((wire) => ({ ...wire, caseId: view.id, caseTitle: view.title })),
        );
        return { status: 200, body: { items } };
      },
    }),
    route({
      ...endpoints.asked,
      summary: { ja: '自分に頼まれていること（全事案）', en: 'What you were asked to do, over all cases' },
      access: 'signed-in',
      handle: async ({ who }) => ({ status: 200, body: { items: await allAsked(deps, who.personId) } }),
    }),
    route({
      ...endpoints.case,
      summary: { ja: '事案の現況', en: 'A case as it stands' },
      access: mayRead,
      params: oneCase,
      reads: (params) => params.caseId,
      async handle({ params }) {
        const view = await deps.journal.view(params.caseId);
        return view === null ? { problem: noCase(params.caseId) } : sheetReply(deps, view);
      },
    }),
    route({
      ...endpoints.entries,
      summary: { ja: '事案の記録（番号順）', en: 'The entries of a case, in order' },
      access: mayRead,
      params: oneCase,
      query: afterSeq,
      reads: (params) => params.caseId,
      async handle({ params, query }) {
        if (!(await deps.journal.exists(params.caseId))) return { problem: noCase(params.caseId) };
        return entriesReply(deps, params.caseId, query);
      },
    }),
    route({
      ...endpoints.blob,
      summary: { ja: '事案が持つ原本のダウンロード', en: 'Bytes that a case holds, as they came' },
      access: mayRead,
      params: z.object({ sha256: z.string() }),
      query: z.object({ case: caseIdParam }),
      reads: (_params, query) => query.case,
      async handle({ params, query }) {
        const sha256 = parseSha256(params.sha256);
        if (sha256 === null || !(await deps.journal.blobsOf(query.case)).has(sha256))
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
      ...endpoints.command,
      summary: { ja: '事案への操作（1つが1件の記録になる）', en: 'Do one thing to a case; it becomes one entry' },
      access: mayWork,
      params: oneCase,
      async handle({ params, body, who, ifMatch }) {
        const expectedSeq = ifMatch !== null && /^\d{1,9}$/.test(ifMatch) ? Number(ifMatch) : null;
        const done = await perform(deps, params.caseId, who, body, expectedSeq);
        return done.ok ? sheetReply(deps, done.value) : { problem: done.error };
      },
    }),
    route({
      ...endpoints.breakGlass,
      summary: { ja: '関わっていない TLP:RED の事案を、理由を記録して開く', en: 'Open a TLP:RED case of others, with a reason on record' },
      access: mayWork,
      params: oneCase,
      body: reasonBody,
      outsideCircle: true,
      async handle({ params, body, who }) {
        if (who.machine) return { problem: journalProblem('journal.needs-a-person') };
        if ((await deps.journal.view(params.caseId)) === null) return { problem: noCase(params.caseId) };
        if ((await closedCircle(deps.journal)(params.caseId, who)) === null) return { status: 204 };
        await deps.journal.append({
          stream: params.caseId,
          actor: actorOf(who),
          drafts: [{ kind: 'case.glass-broken', body: { reason: body.reason } }],
        });
        return { status: 204 };
      },
    }),
    route({
      ...endpoints.deleteCase,
      summary: { ja: '事案の削除（削除の記録は残る）', en: 'Delete a case; the deletion stays on record' },
      access: mayRelease.deletion,
      params: oneCase,
      body: reasonBody,
      async handle({ params, body, who }) {
        if (who.machine) return { problem: journalProblem('journal.needs-a-person') };
        const done = await deleteCase(deps, params.caseId, actorOf(who), body.reason);
        if (!done.ok) return { problem: done.error };
        return { status: 200, body: { erased: done.value.erased.length, kept: done.value.kept.map((one) => ({ ...one })) } };
      },
    }),
  ];
}

function trailRoutes(deps: JournalRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.caseReads,
      summary: { ja: '誰がいつこの事案を読んだか', en: 'Who read this case, and when' },
      access: mayAudit,
      params: oneCase,
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      // Who read it says nothing of what it says, and is what auditors are for.
      outsideCircle: true,
      handle: async ({ params, query }) => ({
        status: 200,
        body: { items: (await deps.store.reads(params.caseId, query.limit)).map((read) => ({ ...read })) },
      }),
    }),
    route({
      ...endpoints.deskReads,
      summary: { ja: '誰がいつ一覧や検索を見たか', en: 'Who looked at lists and searched, and for what' },
      access: mayAudit,
      query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      handle: async ({ query }) => ({
        status: 200,
        body: { items: (await deps.store.reads(MANY, query.limit)).map((read) => ({ ...read })) },
      }),
    }),
    route({
      ...endpoints.deskEntries,
      summary: { ja: '組織全体の記録（登録・権限・削除）', en: 'The desk’s own entries: register, rights, deletions' },
      access: mayAudit,
      query: afterSeq,
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

async function sheetReply(deps: JournalRouteDeps, view: CaseView) {
  return { status: 200, body: caseSheet(view, deps.clock.now(), await deps.onDuty()), etag: String(view.seq) } as const;
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
