// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayWork } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { endpoints } from '../contract.ts';
import { MOST_BYTES, rowList } from '../customer/customer.routes.ts';
import type { NotificationDeps } from '../deps.ts';
import { noCase, notificationProblem } from '../problems.ts';
import { approveAudience } from './approve.ts';
import { gatherAudience } from './gather.ts';
import type { Column } from './read-list.ts';
import { readerOf } from '../../kernel/apart.ts';
import type { readTable } from '../table/read-table.ts';
import { importList } from './import-list.ts';
import { audienceSheet } from './sheet.ts';

const list = readerOf<typeof readTable<Column>>(new URL('../table/read-table.ts', import.meta.url), 'readTable');

const params = z.object({ caseId: z.string() });

/** Routes over the audience of a case: who is told by which step and why, who is not, the list of one's own, the approval. */
export function audienceRoutes(deps: NotificationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.audience,
      access: mayRead,
      params,
      reads: ({ caseId }) => caseId,
      summary: { ja: '知らせる相手と連絡の手段', en: 'Whom to tell and by which step' },
      async handle({ params: { caseId: text } }) {
        const caseId = parseCaseId(text);
        const view = caseId === null ? null : await deps.journal.view(caseId);
        if (caseId === null || view === null) return noCase();
        return { status: 200, body: audienceSheet(await gatherAudience(deps, caseId, view), view) };
      },
    }),
    route({
      ...endpoints.importList,
      access: mayWork,
      params,
      query: z.object({ leaveOut: rowList }),
      upload: { maxFiles: 1, maxBytes: MOST_BYTES },
      summary: { ja: '知らせる相手を CSV から取り込む', en: 'Import whom a case concerns from CSV' },
      async handle({ params: { caseId: text }, uploads, apart, query, who, lang }) {
        const caseId = parseCaseId(text);
        const [file] = uploads;
        if (caseId === null) return noCase();
        if (file === undefined || uploads.length > 1) return { problem: notificationProblem('notification.one-file') };
        const how = { leaveOut: query.leaveOut, lang };
        const done = await importList(deps, actorOf(who), caseId, { name: file.fileName, bytes: file.bytes }, how, apart(list));
        return done.ok ? { status: 200, body: done.value } : { problem: done.error };
      },
    }),
    route({
      ...endpoints.approveAudience,
      access: mayWork,
      params,
      summary: { ja: '知らせる相手を承認する', en: 'Approve the audience' },
      async handle({ params: { caseId: text }, body, who }) {
        const caseId = parseCaseId(text);
        if (caseId === null) return noCase();
        const done = await approveAudience(deps, actorOf(who), caseId, body.digest);
        const view = await deps.journal.view(caseId);
        if (!done.ok || view === null) return done.ok ? noCase() : { problem: done.error };
        return { status: 200, body: audienceSheet(done.value, view) };
      },
    }),
  ];
}
