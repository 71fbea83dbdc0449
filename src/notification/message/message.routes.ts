// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { parseCaseId } from '../../journal/stream.ts';
import { endpoints } from '../contract.ts';
import type { NotificationDeps } from '../deps.ts';
import { notificationProblem } from '../problems.ts';
import { showWorst } from './show.ts';

/** Routes over the mails of a case before they leave. */
export function messageRoutes(deps: NotificationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.worstMessages,
      access: mayRead,
      params: z.object({ caseId: z.string() }),
      query: z.object({ most: z.coerce.number().int().min(1).max(20).default(4) }),
      reads: ({ caseId }) => caseId,
      summary: { ja: '間違いの起きやすい通知の全文', en: 'The mails likeliest to be wrong, whole' },
      async handle({ params: { caseId: text }, query }) {
        const caseId = parseCaseId(text);
        const shown = caseId === null ? null : await showWorst(deps, caseId, query.most);
        if (shown === null) return { problem: notificationProblem('notification.no-such-case') };
        return shown.ok ? { status: 200, body: shown.value } : { problem: shown.error };
      },
    }),
  ];
}
