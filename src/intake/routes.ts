// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec, Upload } from '../edge/route.ts';
import { cursorQuery } from '../edge/wire.ts';
import { MANY } from '../journal/store.port.ts';
import type { Actor } from '../journal/actor.ts';
import { parseCaseId } from '../journal/stream.ts';
import { inertText } from '../kernel/text.ts';
import { reportKinds, reportStates } from '../case/entry/intake.ts';
import { writeDown } from './by-hand.ts';
import type { TypedDeps } from './by-hand.ts';
import { endpoints, HAND_FILES } from './contract.ts';
import type { ReceivedLine } from './contract.ts';
import { changeState, moveReport, raiseReport } from './handle-report.ts';
import type { HandleDeps } from './handle-report.ts';
import { framePage, framePolicy } from './mail/html-page.ts';
import type { OpenHtml, SplitMails } from './mail/mail.port.ts';
import { intakeProblem } from './problems.ts';
import { parseReportId } from './report-id.ts';
import type { ReportId } from './report-id.ts';
import type { RecordedReport } from './receive.port.ts';
import { openRaw, openReportMail, readSheet, rowOf } from './report.view.ts';
import type { SheetDeps } from './report.view.ts';
import type { WaysIn } from './ways.port.ts';

export type IntakeRouteDeps = SheetDeps &
  HandleDeps &
  TypedDeps & { readonly openHtml: OpenHtml; readonly split: SplitMails; readonly ways: WaysIn };

const params = z.object({ reportId: z.string().transform((text, context) => readId(text, context)) });
const reason = z.string().trim().min(1).max(2000);
const SOURCE_PAGE = 65_536;

function readId(text: string, context: z.RefinementCtx): ReportId {
  const reportId = parseReportId(text);
  if (reportId !== null) return reportId;
  context.addIssue({ code: 'custom', message: 'a report number looks like R-2026-00001' });
  return z.NEVER;
}

/** Routes over reports: list, sheet, original, attachments, by hand, state, raise. */
export function intakeRoutes(deps: IntakeRouteDeps): readonly RouteSpec[] {
  const caseOf = async ({ reportId }: { reportId: ReportId }): Promise<string | null> => (await deps.store.find(reportId))?.caseId ?? null;
  return [...listRoutes(deps), ...readRoutes(deps, caseOf), ...workRoutes(deps, caseOf), waysRoute(deps.ways)];
}

function waysRoute(ways: WaysIn): RouteSpec {
  return route({
    ...endpoints.ways,
    summary: { ja: 'メールが入ってくる経路と、その状態', en: 'The ways by which mails come in, and how they stand' },
    access: mayWork,
    handle: () => Promise.resolve({ status: 200, body: { ways: ways().map((way) => ({ ...way })) } }),
  });
}

type CaseOf = (params: { reportId: ReportId }) => Promise<string | null>;

function listRoutes(deps: IntakeRouteDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.reports,
      summary: { ja: '報告の一覧（新しい順）', en: 'Reports, newest first' },
      access: mayRead,
      query: cursorQuery.extend({
        state: z.enum(reportStates).optional(),
        kind: z.enum(reportKinds).optional(),
        standing: z.enum(['case', 'apart']).optional(),
        speaks: z.literal('true').optional(),
        search: z.string().max(200).optional(),
      }),
      reads: () => MANY,
      async handle({ query: { cursor, limit, state, kind, standing, speaks, search } }) {
        const before = cursor === undefined || !/^\d{1,15}$/.test(cursor) ? undefined : Number(cursor);
        const asked = {
          ...(state === undefined ? {} : { state }),
          ...(kind === undefined ? {} : { kind }),
          ...(search === undefined ? {} : { search }),
        };
        const found = await deps.store.list({
          ...asked,
          limit: limit + 1,
          ...(standing === undefined ? {} : { standing }),
          ...(speaks === undefined ? {} : { speaks: true }),
          ...(before === undefined ? {} : { before }),
        });
        const apart =
          standing === 'case' && before === undefined ? [...(await deps.store.countByKind({ ...asked, standing: 'apart' }))] : null;
        const items = found.slice(0, limit);
        return { status: 200, body: { items: items.map(rowOf), next: found.length > limit ? String(items.at(-1)?.ordinal) : null, apart } };
      },
    }),
  ];
}

function readRoutes(deps: IntakeRouteDeps, reads: CaseOf): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.report,
      summary: { ja: '報告を読む', en: 'Read a report' },
      access: mayRead,
      params,
      reads,
      async handle({ params: { reportId } }) {
        const sheet = await readSheet(deps, reportId);
        return sheet === null ? { problem: intakeProblem('intake.no-such-report') } : { status: 200, body: sheet };
      },
    }),
    route({
      ...endpoints.reportHtml,
      summary: { ja: 'HTML本文を無害にして表示する', en: 'The HTML body, made harmless, as a page for the frame' },
      access: mayRead,
      params,
      query: frameQuery,
      reads,
      async handle({ params: { reportId }, query, lang }) {
        const show = query.pictures === 'shown';
        const opened = await openRaw(deps, reportId);
        if (opened === null) return { problem: await absent(deps, reportId) };
        const read = await deps.openHtml(opened.raw, show);
        if (read.is === 'not-read') return { problem: intakeProblem('intake.not-read') };
        const raw = framePage(read.page, lang);
        return { status: 200, raw, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': framePolicy(show) } };
      },
    }),
    route({
      ...endpoints.reportRaw,
      summary: { ja: '原文を受信したままのバイト列で取り出す', en: 'The bytes as they came' },
      access: mayRead,
      params,
      reads,
      async handle({ params: { reportId } }) {
        const opened = await openRaw(deps, reportId);
        return opened === null
          ? { problem: await absent(deps, reportId) }
          : download(opened.raw, `${reportId}.${opened.raw[0] === 0xd0 ? 'msg' : 'eml'}`);
      },
    }),
    route({
      ...endpoints.reportSource,
      summary: { ja: '原文を文字として読む（64 kB ずつ）', en: 'The raw source as inert text, 64 kB a page' },
      access: mayRead,
      params,
      query: z.object({ offset: z.coerce.number().int().min(0).default(0) }),
      reads,
      async handle({ params: { reportId }, query: { offset } }) {
        const opened = await openRaw(deps, reportId);
        if (opened === null) return { problem: await absent(deps, reportId) };
        const { raw } = opened;
        const end = pageEnd(raw, offset);
        const text = inertText(sourceText(raw.subarray(offset, end)).replaceAll('\r\n', '\n'), true);
        return { status: 200, body: { text, offset, next: end < raw.length ? end : null, bytes: raw.length } };
      },
    }),
    route({
      ...endpoints.attachment,
      summary: { ja: '添付を取り出す', en: 'One attachment' },
      access: mayRead,
      params: params.extend({ index: z.coerce.number().int().min(0).max(100_000) }),
      reads,
      async handle({ params: { reportId, index } }) {
        const opened = await openReportMail(deps, reportId, index);
        if (opened === null) return { problem: await absent(deps, reportId) };
        if (opened.is === 'not-read') return { problem: intakeProblem('intake.not-read') };
        const part = opened.mail.attachments[index];
        if (part === undefined) return { problem: intakeProblem('intake.no-such-attachment') };
        return download(part.bytes, part.fileName === '' ? `${reportId}-${index}.bin` : part.fileName);
      },
    }),
  ];
}

function workRoutes(deps: IntakeRouteDeps, reads: CaseOf): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.addReports,
      summary: { ja: 'メールのファイルを投げ込む', en: 'Drop mail files' },
      access: mayWork,
      upload: { maxFiles: 100, maxBytes: 60_000_000 },
      async handle({ uploads, who }) {
        if (uploads.length === 0) return { problem: intakeProblem('intake.nothing-given') };
        const received: ReceivedLine[] = [];
        const together = new Map<string, Promise<RecordedReport>>();
        for (const upload of uploads) received.push(...(await takeUpload(deps, upload, actorOf(who), together)));
        return { status: 201, body: { received } };
      },
    }),
    route({
      ...endpoints.addByHand,
      summary: {
        ja: '電話・書面・FAX・チャット・対面・チケットの内容を書き留める',
        en: 'Write down a call, a letter, a fax, a chat, a visit or a ticket',
      },
      access: mayWork,
      upload: { maxFiles: HAND_FILES.files, maxBytes: HAND_FILES.bytesEach },
      async handle({ body, uploads, who }) {
        const { reportId, caseId } = await writeDown(deps, body, uploads, actorOf(who));
        return { status: 201, body: { reportId, caseId } };
      },
    }),
    route({
      ...endpoints.setState,
      summary: { ja: '報告の状態を変える', en: 'Change the state of a report' },
      access: mayWork,
      params,
      body: z.object({ state: z.enum(reportStates), reason: z.string().trim().max(2000).default('') }),
      reads,
      async handle({ params: { reportId }, body, who }) {
        const changed = await changeState(deps, { reportId, reason: body.reason, actor: actorOf(who) }, body.state);
        if (!changed.ok) return { problem: intakeProblem(`intake.${changed.error}`) };
        const sheet = await readSheet(deps, reportId);
        return sheet === null ? { problem: intakeProblem('intake.no-such-report') } : { status: 200, body: sheet };
      },
    }),
    route({
      ...endpoints.raise,
      summary: { ja: '取り分けた報告を事案にする', en: 'Make a case of a report that was kept apart' },
      access: mayWork,
      params,
      body: z.object({ reason }),
      async handle({ params: { reportId }, body, who }) {
        const raised = await raiseReport(deps, { reportId, reason: body.reason, actor: actorOf(who) });
        return raised.ok ? { status: 201, body: { caseId: raised.value } } : { problem: intakeProblem(`intake.${raised.error}`) };
      },
    }),
    route({
      ...endpoints.move,
      summary: { ja: '報告を別の事案に移す、または独立の事案にする', en: 'Move a report to another case, or to one of its own' },
      access: mayWork,
      params,
      reads,
      body: z.object({ toCase: z.string().max(40).nullable(), reason }),
      async handle({ params: { reportId }, body, who }) {
        const to = body.toCase === null ? null : parseCaseId(body.toCase);
        if (body.toCase !== null && to === null) return { problem: intakeProblem('intake.no-such-case') };
        const moved = await moveReport(deps, { reportId, reason: body.reason, actor: actorOf(who) }, to);
        return moved.ok ? { status: 201, body: { caseId: moved.value } } : { problem: intakeProblem(`intake.${moved.error}`) };
      },
    }),
  ];
}

async function takeUpload(
  deps: IntakeRouteDeps,
  upload: Upload,
  actor: Actor,
  together: Map<string, Promise<RecordedReport>>,
): Promise<readonly ReceivedLine[]> {
  const mails = deps.split(upload.bytes, upload.fileName);
  return Promise.all(
    mails.map(async (bytes, index) => {
      const { charsetNotes, ...received } = await deps.receive(bytes, { channel: 'drop', mailbox: upload.fileName, actor, together });
      return { file: mails.length > 1 ? `${upload.fileName}#${index + 1}` : upload.fileName, ...received, charsetNotes: [...charsetNotes] };
    }),
  );
}

const frameQuery = z.object({ pictures: z.enum(['closed', 'shown']).default('closed') });
async function absent(deps: IntakeRouteDeps, reportId: ReportId) {
  return intakeProblem((await deps.store.find(reportId)) === null ? 'intake.no-such-report' : 'intake.no-bytes');
}

/** A page does not end within a character of UTF-8. */
function pageEnd(raw: Uint8Array, offset: number): number {
  let end = Math.min(raw.length, offset + SOURCE_PAGE);
  while (end < raw.length && end > offset + SOURCE_PAGE - 4 && ((raw[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}

/** UTF-8 where it is that, else one character for each byte: a source view repairs nothing. */
function sourceText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}

/** Always a download of unknown content: a browser must not guess, show or run it. RFC 6266, RFC 8187. */
function download(raw: Uint8Array, fileName: string) {
  const plain = fileName.replaceAll(/[^\w.-]/g, '_').slice(0, 100);
  // What turns the writing direction, or cannot be seen, would let a saved name look like another.
  const shown = fileName.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').replaceAll(/[\\/]/g, '_');
  const full = encodeURIComponent(shown.toWellFormed()).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return {
    status: 200,
    raw,
    contentType: 'application/octet-stream',
    headers: {
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${full}`,
      'content-security-policy': "default-src 'none'; sandbox",
    },
  } as const;
}
