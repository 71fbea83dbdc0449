// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Watch } from '../case/language/journal.port.ts';

export const PAGE = 'duty.page';
export const RESOLVE = 'duty.resolve';
export const UNANSWER = 'duty.unanswer';
export const TELL_SHIFTS = 'duty.tell-shifts';

/** What calls or tells somebody: a rota whose people are to be told, a page whose only answer was that of a person who has left, a case that a machine opened, a case rated "now", a legal clock that is nearly or already missed, a block that is no longer there, a case that was closed and goes on. */
export const watchDuty: Watch = (view, entry) => {
  if (entry.kind === 'person.left') return [{ name: UNANSWER, key: `${entry.stream}/unanswer/${entry.seq}`, data: {} }];
  if (entry.kind === 'duty.plan-changed' && entry.body?.tell === true) {
    const { version } = entry.body;
    return [{ name: TELL_SHIFTS, key: `${entry.stream}/shifts/${version}`, data: { version, by: entry.actor.name } }];
  }
  if (view === null || entry.body === null) return [];
  const page = (what: string, subject: string | Bilingual, urgency: 'now' | 'today') => {
    const { ja, en } = typeof subject === 'string' ? { ja: subject, en: subject } : subject;
    // What the desk says itself is no word of a sender, and nobody could answer it by mistake.
    const own = typeof subject === 'string' ? {} : { english: en.slice(0, 500) };
    return [
      { name: PAGE, key: `${entry.stream}/page/${what}`, data: { caseId: entry.stream, subject: ja.slice(0, 500), urgency, ...own } },
    ];
  };
  const lawOf = (clockId: string): string =>
    view.parts.obligation.clocks.find((clock) => clock.clockId === clockId)?.computed.basis.law ?? clockId;
  switch (entry.kind) {
    case 'case.opened':
      return entry.actor.type === 'machine' ? page('opened', entry.body.title, 'now') : [];
    case 'case.rated':
      return entry.body.urgency === 'now' ? page('rated-now', view.title, 'now') : [];
    case 'clock.missed':
      return page(
        `missed/${entry.body.clockId}/${entry.body.deadline}`,
        {
          ja: `【報告期限切れ】${lawOf(entry.body.clockId)} ${view.title}`,
          en: `Legal deadline missed: ${lawOf(entry.body.clockId)}, ${view.title}`,
        },
        'now',
      );
    case 'clock.reminded':
      return entry.body.hoursLeft > 6
        ? []
        : page(
            `clock/${entry.body.clockId}/${entry.body.deadline}/${entry.body.hoursLeft}`,
            {
              ja: `【報告期限まで${entry.body.hoursLeft}時間】${lawOf(entry.body.clockId)} ${view.title}`,
              en: `Legal deadline in ${entry.body.hoursLeft} h: ${lawOf(entry.body.clockId)}, ${view.title}`,
            },
            'today',
          );
    case 'containment.plan-found':
      return entry.body.found === 'gone' || entry.body.found === 'changed'
        ? page(
            `containment/${entry.body.planId}/${entry.seq}`,
            {
              ja: `【封じ込めのルールが${entry.body.found === 'gone' ? '消えた' : '変わった'}】${entry.body.where} ${view.title}`,
              en: `Containment rules ${entry.body.found}: ${entry.body.where}, ${view.title}`,
            },
            'now',
          )
        : [];
    case 'case.reopened':
      // The closing ended the pages of the case; whoever was called then is not told of what goes on.
      return view.parts.duty.pages.length === 0
        ? []
        : page(
            `reopened/${entry.seq}`,
            { ja: `【再開】${view.title}`, en: `Reopened: ${view.title}` },
            view.urgency === 'now' ? 'now' : 'today',
          );
    case 'case.closed':
      return [{ name: RESOLVE, key: `${entry.stream}/resolve/${entry.seq}`, data: { caseId: entry.stream } }];
    default:
      return [];
  }
};
