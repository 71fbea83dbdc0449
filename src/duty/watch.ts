// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../journal/task.ts';

export const PAGE = 'duty.page';
export const RESOLVE = 'duty.resolve';

/** What calls somebody: a case that a machine opened, a case rated "now", a legal clock that is nearly or already missed. */
export const watchDuty: Watch = (view, entry) => {
  if (view === null || entry.body === null) return [];
  const page = (what: string, subject: string, urgency: 'now' | 'today') => [
    { name: PAGE, key: `${entry.stream}/page/${what}`, data: { caseId: entry.stream, subject: subject.slice(0, 500), urgency } },
  ];
  switch (entry.kind) {
    case 'case.opened':
      return entry.actor.type === 'machine' ? page('opened', entry.body.title, 'now') : [];
    case 'case.rated':
      return entry.body.urgency === 'now' ? page('rated-now', view.title, 'now') : [];
    case 'clock.missed':
      return page(`missed/${entry.body.clockId}/${entry.body.deadline}`, `【期限切れ】${entry.body.clockId} ${view.title}`, 'now');
    case 'clock.reminded':
      return entry.body.hoursLeft > 6
        ? []
        : page(
            `clock/${entry.body.clockId}/${entry.body.deadline}/${entry.body.hoursLeft}`,
            `【期限まで${entry.body.hoursLeft}時間】${entry.body.clockId} ${view.title}`,
            'today',
          );
    case 'case.closed':
      return [{ name: RESOLVE, key: `${entry.stream}/resolve/${entry.seq}`, data: { caseId: entry.stream } }];
    default:
      return [];
  }
};
