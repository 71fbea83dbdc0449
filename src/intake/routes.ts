// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayRead, mayWork } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec, Upload } from '../edge/route.ts';
import { cursorQuery } from '../edge/wire.ts';
import type { Actor } from '../journal/actor.ts';
import { inertText } from '../kernel/text.ts';
import { reportKinds, reportStates } from '../journal/entry/intake.ts';
import { writeDown } from './by-hand.ts';
import type { TypedDeps } from './by-hand.ts';
import { byHandSchema, receivedLineSchema, reportPageSchema, reportSheetSchema, waysSchema } from './contract.ts';
import type { ReceivedLine } from './contract.ts';
import { changeState, raiseReport } from './handle-report.ts';
import type { HandleDeps } from './handle-report.ts';
import { embeddedPictures } from './embedded.ts';
import { framePage, framePolicy } from './html-page.ts';
import type { SanitiseHtml } from './html.port.ts';
import type { SplitMails } from './mail.port.ts';
import { intakeProblem } from './problems.ts';
import { parseReportId } from './report-id.ts';
import type { ReportId } from './report-id.ts';
import { openMail, openRaw, readSheet, rowOf } from './sheet.ts';
import type { SheetDeps } from './sheet.ts';
import type { WaysIn } from './ways.port.ts';

export type IntakeRouteDeps = SheetDeps &
  HandleDeps &
  TypedDeps & { readonly sanitise: SanitiseHtml; readonly split: SplitMails; readonly ways: WaysIn };

const params = z.object({ reportId: z.string().transform((text, context) => readId(text, context)) });
const reason = z.string().trim().min(1).max(2000);
const SOURCE_PAGE = 65_536;

function readId(text: string, context: z.RefinementCtx): ReportId {
  const reportId = parseReportId(text);
  if (reportId !== null) return reportId;
  context.addIssue({ code: 'custom', message: 'a report number looks like R-2026-00001' });
  return z.NEVER;
}

export function intakeRoutes(deps: IntakeRouteDeps): readonly RouteSpec[] {
  const caseOf = async ({ reportId }: { reportId: ReportId }): Promise<string | null> => (await deps.store.find(reportId))?.caseId ?? null;
  return [...listRoutes(deps), ...readRoutes(deps, caseOf), ...workRoutes(deps, caseOf), waysRoute(deps.ways)];
}

function waysRoute(ways: WaysIn): RouteSpec {
  return route({
    method: 'GET',
    path: '/api/v1/intake/ways',
    summary: { ja: 'メールが入ってくる経路と、その状態', en: 'The ways by which mails come in, and how they stand' },
    access: mayWork,
    response: waysSchema,
    handle: () => Promise.resolve({ status: 200, body: { ways: ways().map((way) => ({ ...way })) } }),
  });
}

type CaseOf = (params: { reportId: ReportId }) => Promise<string | null>;

function listRoutes(deps: IntakeRouteDeps): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/reports',
      summary: { ja: '報告の一覧（新しい順）', en: 'Reports, newest first' },
      access: mayRead,
      query: cursorQuery.extend({
        state: z.enum(reportStates).optional(),
        kind: z.enum(reportKinds).optional(),
        standing: z.enum(['case', 'apart']).optional(),
        search: z.string().max(200).optional(),
      }),
      response: reportPageSchema,
      async handle({ query: { cursor, limit, state, kind, standing, search } }) {
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
          ...(before === undefined ? {} : { before }),
        });
        const apart = standing === 'case' && before === undefined ? await deps.store.count({ ...asked, standing: 'apart' }) : null;
        const items = found.slice(0, limit);
        return { status: 200, body: { items: items.map(rowOf), next: found.length > limit ? String(items.at(-1)?.ordinal) : null, apart } };
      },
    }),
  ];
}

function readRoutes(deps: IntakeRouteDeps, reads: CaseOf): readonly RouteSpec[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/reports/:reportId',
      summary: { ja: '報告を読む', en: 'Read a report' },
      access: mayRead,
      params,
      response: reportSheetSchema,
      reads,
      async handle({ params: { reportId } }) {
        const sheet = await readSheet(deps, reportId);
        return sheet === null ? { problem: intakeProblem('intake.no-such-report') } : { status: 200, body: sheet };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:reportId/html',
      summary: { ja: 'HTML本文を無害にして表示する', en: 'The HTML body, made harmless, as a page for the frame' },
      access: mayRead,
      params,
      query: frameQuery,
      response: 'raw',
      reads,
      async handle({ params: { reportId }, query, lang }) {
        const mail = await openMail(deps, reportId);
        if (mail === null) return { problem: await absent(deps, reportId) };
        const show = query.pictures === 'shown';
        const raw = framePage(deps.sanitise(mail.html ?? '', embeddedPictures(mail.attachments, show)), lang);
        return { status: 200, raw, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': framePolicy(show) } };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:reportId/raw',
      summary: { ja: '原文を受信したままのバイト列で取り出す', en: 'The bytes as they came' },
      access: mayRead,
      params,
      response: 'raw',
      reads,
      async handle({ params: { reportId } }) {
        const opened = await openRaw(deps, reportId);
        return opened === null ? { problem: await absent(deps, reportId) } : download(opened.raw, `${reportId}.eml`);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/reports/:reportId/source',
      summary: { ja: '原文を文字として読む（64 kB ずつ）', en: 'The raw source as inert text, 64 kB a page' },
      access: mayRead,
      params,
      query: z.object({ offset: z.coerce.number().int().min(0).default(0) }),
      response: z.object({ text: z.string(), offset: z.int(), next: z.int().nullable(), bytes: z.int() }),
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
      method: 'GET',
      path: '/api/v1/reports/:reportId/attachments/:index',
      summary: { ja: '添付を取り出す', en: 'One attachment' },
      access: mayRead,
      params: params.extend({ index: z.coerce.number().int().min(0).max(100_000) }),
      response: 'raw',
      reads,
      async handle({ params: { reportId, index } }) {
        const mail = await openMail(deps, reportId);
        if (mail === null) return { problem: await absent(deps, reportId) };
        const part = mail.attachments[index];
        if (part === undefined) return { problem: intakeProblem('intake.no-such-attachment') };
        return download(part.bytes, part.fileName === '' ? `${reportId}-${index}.bin` : part.fileName);
      },
    }),
  ];
}

function workRoutes(deps: IntakeRouteDeps, reads: CaseOf): readonly RouteSpec[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/reports',
      summary: { ja: 'メールのファイルを投げ込む', en: 'Drop mail files' },
      access: mayWork,
      upload: { maxFiles: 100, maxBytes: 60_000_000 },
      response: z.object({ received: z.array(receivedLineSchema) }),
      async handle({ uploads, who }) {
        if (uploads.length === 0) return { problem: intakeProblem('intake.nothing-given') };
        const received: ReceivedLine[] = [];
        for (const upload of uploads) received.push(...(await takeUpload(deps, upload, actorOf(who))));
        return { status: 201, body: { received } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/reports/by-hand',
      summary: { ja: '電話や手紙の内容を書き留める', en: 'Write down a call or a letter' },
      access: mayWork,
      body: byHandSchema,
      response: z.object({ reportId: z.string(), caseId: z.string().nullable() }),
      async handle({ body, who }) {
        const { reportId, caseId } = await writeDown(deps, body, actorOf(who));
        return { status: 201, body: { reportId, caseId } };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/reports/:reportId/state',
      summary: { ja: '報告の状態を変える', en: 'Change the state of a report' },
      access: mayWork,
      params,
      body: z.object({ state: z.enum(reportStates), reason: z.string().trim().max(2000).default('') }),
      response: reportSheetSchema,
      reads,
      async handle({ params: { reportId }, body, who }) {
        const changed = await changeState(deps, { reportId, reason: body.reason, actor: actorOf(who) }, body.state);
        if (!changed.ok) return { problem: intakeProblem(`intake.${changed.error}`) };
        const sheet = await readSheet(deps, reportId);
        return sheet === null ? { problem: intakeProblem('intake.no-such-report') } : { status: 200, body: sheet };
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/reports/:reportId/raise',
      summary: { ja: '取り分けた報告を事案にする', en: 'Make a case of a report that was kept apart' },
      access: mayWork,
      params,
      body: z.object({ reason }),
      response: z.object({ caseId: z.string() }),
      async handle({ params: { reportId }, body, who }) {
        const raised = await raiseReport(deps, { reportId, reason: body.reason, actor: actorOf(who) });
        return raised.ok ? { status: 201, body: { caseId: raised.value } } : { problem: intakeProblem(`intake.${raised.error}`) };
      },
    }),
  ];
}

async function takeUpload(deps: IntakeRouteDeps, upload: Upload, actor: Actor): Promise<readonly ReceivedLine[]> {
  const mails = deps.split(upload.bytes, upload.fileName);
  return Promise.all(
    mails.map(async (bytes, index) => {
      const { charsetNotes, ...received } = await deps.receive(bytes, { channel: 'drop', mailbox: upload.fileName, actor });
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
  const full = encodeURIComponent(fileName.replaceAll(/[\\/]/g, '_').toWellFormed()).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16)}`,
  );
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
