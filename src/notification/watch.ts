// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { TaskHandler } from '../journal/task.ts';
import { parseCaseId } from '../journal/stream.ts';
import { checkNotice } from './follow/check.ts';
import type { SeenByAudits } from './follow/check.ts';
import type { FollowDeps } from './follow/gather-due.ts';
import type { InquiryDeps } from './inquiry/inquiry-deps.ts';
import { keepAudience } from './inquiry/see-audience.ts';
import { takeBounce, takeReply } from './sending/come-back.ts';

/** What comes in may be about a notice of ours: a mail that did not arrive, a person who answers, an audit that looked again. */
export const watchNotification: Watch = (view, entry) => {
  if (entry.kind === 'exposure.run-recorded' && view !== null && view.parts.notification.notice !== null) {
    const { runId } = entry.body;
    return [{ name: 'notification.check', key: `notification.check/${entry.stream}/${runId}`, data: { caseId: entry.stream, runId } }];
  }
  // Whoever is told is known to the inquiry desk, also once nothing of theirs is left to find.
  if (entry.kind === 'notice.approved') {
    const { stream, seq } = entry;
    return [{ name: 'notification.keep-audience', key: `notification.keep-audience/${stream}/${seq}`, data: { caseId: stream } }];
  }
  if (entry.kind !== 'report.received') return [];
  const { reportId, kind, raw, mailbox, joins } = entry.body;
  if (kind === 'bounce')
    return [{ name: 'notification.bounce', key: `notification.bounce/${reportId}`, data: { reportId, raw, mailbox: mailbox ?? '' } }];
  if (joins?.how !== 'own-mail') return [];
  return [{ name: 'notification.reply', key: `notification.reply/${reportId}`, data: { reportId, of: joins.of, caseId: entry.stream } }];
};

/** What runs notification's tasks. */
export function notificationHandlers(deps: FollowDeps & InquiryDeps & { readonly seenByAudits: SeenByAudits }): readonly TaskHandler[] {
  return [
    {
      name: 'notification.bounce',
      run: ({ raw, reportId, mailbox }) => takeBounce(deps, String(raw), String(reportId), String(mailbox ?? '')),
    },
    {
      name: 'notification.check',
      async run({ caseId: text, runId }) {
        const caseId = parseCaseId(String(text));
        if (caseId !== null) await checkNotice(deps, caseId, String(runId));
      },
    },
    {
      name: 'notification.keep-audience',
      async run({ caseId: text }) {
        const caseId = parseCaseId(String(text));
        if (caseId !== null) await keepAudience(deps, caseId);
      },
    },
    { name: 'notification.reply', run: ({ reportId, of }) => takeReply(deps, String(reportId), String(of)) },
  ];
}
