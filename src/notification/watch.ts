// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { TaskHandler } from '../journal/task.ts';
import type { NotificationDeps } from './deps.ts';
import { takeBounce, takeReply } from './sending/come-back.ts';

/** What comes in may be about a notice of ours: a mail that did not arrive, or a person who answers. */
export const watchNotification: Watch = (_view, entry) => {
  if (entry.kind !== 'report.received') return [];
  const { reportId, kind, raw, mailbox, joins } = entry.body;
  if (kind === 'bounce')
    return [{ name: 'notification.bounce', key: `notification.bounce/${reportId}`, data: { reportId, raw, mailbox: mailbox ?? '' } }];
  if (joins?.how !== 'own-mail') return [];
  return [{ name: 'notification.reply', key: `notification.reply/${reportId}`, data: { reportId, of: joins.of, caseId: entry.stream } }];
};

/** What runs notification's tasks. */
export function notificationHandlers(deps: NotificationDeps): readonly TaskHandler[] {
  return [
    {
      name: 'notification.bounce',
      run: ({ raw, reportId, mailbox }) => takeBounce(deps, String(raw), String(reportId), String(mailbox ?? '')),
    },
    { name: 'notification.reply', run: ({ reportId, of }) => takeReply(deps, String(reportId), String(of)) },
  ];
}
