// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, Reply, RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { formats } from '../import/known-formats.ts';
import { huntProblem } from '../problems.ts';
import { columnsOf, tables } from '../engine/schema.ts';
import { endpoints, CHUNK_BYTES } from './sources.contract.ts';
import type { ImportWire } from './sources.contract.ts';
import type { SourcesResources } from './deps.ts';
import { sumsOf } from './import-job.ts';
import type { ImportJob } from './import-job.ts';
import { isZone } from '../formats/read/zone.ts';
import { answerAsk, cancelImport, retryImport } from './settle-import.ts';
import { previewAsk } from './preview-ask.ts';
import { announce, receive } from './upload.ts';
import { leaveFolder, watchFolder } from './watch-folders.ts';
import type { WatchedFolder } from './watched-folder.ts';

const LISTED = 100;
const SHOWN_FILES = 100;
const importId = z.object({ importId: z.string().regex(/^I-\d{1,15}$/) });

/** Uploads, imports and watched folders. */
export function sourcesRoutes(desk: SourcesResources): readonly RouteSpec[] {
  return [...readRoutes(desk), ...uploadRoutes(desk), ...settleRoutes(desk), ...folderRoutes(desk)];
}

function readRoutes(desk: SourcesResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.imports,
      summary: { ja: 'ログの取り込みと進み', en: 'Imports of logs and how far they are' },
      access: mayRead,
      handle: async () => {
        const imports = (await desk.store.list(LISTED)).map(wireOf);
        return { status: 200, body: { imports, progress: desk.runner.progress(), chunkBytes: CHUNK_BYTES, mostBytes: desk.mostBytes } };
      },
    }),
    route({
      ...endpoints.formats,
      summary: { ja: '読める形式と列', en: 'Formats that can be read, and their columns' },
      access: mayRead,
      handle: async () => ({
        status: 200,
        body: {
          formats: [...formats.map((one) => one.id), 'csv'],
          tables: tables.map((table) => ({ table, columns: Object.keys(columnsOf(table)).filter((name) => !INNER.has(name)) })),
        },
      }),
    }),
  ];
}

/** Columns that the desk fills itself. */
const INNER = new Set(['file', 'line', 'reject', 'raw', 'event.time_origin', 'event.timezone', 'event.dataset', 'extra']);

function uploadRoutes(desk: SourcesResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.announce,
      summary: { ja: 'これから送るログを知らせる', en: 'Announce a log that is about to be sent' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const caseId = caseOf(body.caseId);
        if (caseId === undefined || (body.zone !== null && !isZone(body.zone))) return { problem: badCaseOrZone() };
        return replyOf(await announce(desk, { name: body.name, bytes: body.bytes, caseId, zone: body.zone, by: keptOf(who) }), 201);
      },
    }),
    route({
      ...endpoints.upload,
      summary: { ja: 'ログの一部を送る', en: 'Send a piece of a log' },
      access: mayWork,
      params: importId,
      query: z.object({ offset: z.coerce.number().int().nonnegative() }),
      upload: { maxFiles: 1, maxBytes: CHUNK_BYTES },
      // Pieces of one large log come one after the other, quickly on a fast network.
      rateLimit: 6000,
      handle: async ({ params, query, uploads }) => {
        const [piece] = uploads;
        if (piece === undefined) return { problem: huntProblem('hunt.piece-missing') };
        return replyOf(await receive(desk, params.importId, query.offset, piece.bytes), 200);
      },
    }),
  ];
}

function settleRoutes(desk: SourcesResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.answer,
      summary: { ja: '形式とタイムゾーンを決める（または外す）', en: 'Say what a file is, or leave it out' },
      access: mayWork,
      params: importId,
      handle: async ({ params, body, who }) => replyOf(await answerAsk(desk, params.importId, { ...body, by: keptOf(who) }), 200),
    }),
    route({
      ...endpoints.preview,
      summary: { ja: '決める前に、先頭の行の読み方を見る', en: 'See how its first lines would be read, before deciding' },
      access: mayWork,
      params: importId,
      handle: async ({ params, body }) => {
        const { sha256, format, zone } = body;
        const seen = await previewAsk(desk, params.importId, { sha256, choice: format, zone });
        return seen.ok ? { status: 200, body: seen.value } : { problem: seen.error };
      },
    }),
    route({
      ...endpoints.cancel,
      summary: { ja: '取り込みをやめる', en: 'Cancel an import' },
      access: mayWork,
      params: importId,
      handle: async ({ params }) => replyOf(await cancelImport(desk, params.importId), 200),
    }),
    route({
      ...endpoints.retry,
      summary: { ja: '読めなかったファイルをもう一度読む', en: 'Read again what could not be read' },
      access: mayWork,
      params: importId,
      handle: async ({ params }) => replyOf(await retryImport(desk, params.importId), 200),
    }),
  ];
}

function folderRoutes(desk: SourcesResources): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.folders,
      summary: { ja: '見ているフォルダー', en: 'Watched folders' },
      access: mayRead,
      handle: async () => ({
        status: 200,
        body: { roots: desk.folders.roots.map((root) => inertText(root)), folders: (await desk.store.folders()).map(folderWire) },
      }),
    }),
    route({
      ...endpoints.addFolder,
      summary: { ja: 'フォルダーを見はじめる', en: 'Watch a folder' },
      access: mayWork,
      handle: async ({ body, who }) => {
        const caseId = caseOf(body.caseId);
        if (caseId === undefined) return { problem: badCaseOrZone() };
        const made = await watchFolder(desk, { path: body.path, zone: body.zone, caseId, by: keptOf(who) });
        return made.ok ? { status: 201, body: folderWire(made.value) } : { problem: made.error };
      },
    }),
    route({
      ...endpoints.removeFolder,
      summary: { ja: 'フォルダーを見るのをやめる', en: 'Stop watching a folder' },
      access: mayWork,
      params: z.object({ folderId: z.string().regex(/^W-\d{1,15}$/) }),
      handle: async ({ params, who }) => {
        const gone = await leaveFolder(desk, params.folderId, keptOf(who));
        return gone.ok ? { status: 204 } : { problem: gone.error };
      },
    }),
  ];
}

function replyOf(done: Result<ImportJob, Problem>, status: 200 | 201): Reply<ImportWire> {
  return done.ok ? { status, body: wireOf(done.value) } : { problem: done.error };
}

/** Kept with the import by id: that of a machine's key says that it is none of a person. */
function keptOf(who: Caller): { readonly id: string; readonly name: string } {
  return { id: who.personId, name: who.name };
}

/** Undefined: a text that is no case number. */
function caseOf(text: string | null): CaseId | null | undefined {
  return text === null ? null : (parseCaseId(text) ?? undefined);
}

function badCaseOrZone(): Problem {
  return huntProblem('hunt.zone-unreadable');
}

function wireOf(job: ImportJob): ImportWire {
  return {
    importId: job.importId,
    state: job.state,
    origin: job.origin.is,
    name: job.name,
    caseId: job.caseId,
    by: job.by?.name ?? null,
    madeAt: job.madeAt,
    endedAt: job.endedAt,
    bytes: job.bytes,
    received: job.received,
    items: job.items.length,
    itemsDone: job.items.filter((item) => item.state !== 'waiting').length,
    faults: job.items.flatMap((item) => (item.fault === null ? [] : [{ name: item.name, ...item.fault }])).slice(0, SHOWN_FILES),
    asks: job.asks.map((ask) => ({ ...ask, why: [...ask.why], candidates: [...ask.candidates], sample: [...ask.sample] })),
    sums: sumsOf(job.results),
    files: job.results.slice(0, SHOWN_FILES).map(({ fileId, file, format, lines, rejected, headers, share, state }) => ({
      fileId,
      name: inertText(file),
      format,
      lines,
      rejected: rejected - headers,
      share,
      state,
    })),
  };
}

function folderWire(folder: WatchedFolder) {
  return { ...folder, by: folder.by.name, path: inertText(folder.path) };
}
