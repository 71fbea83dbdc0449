// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PartFold } from './part-fold.ts';
import { emptyJudgement } from './part-fold.ts';
import type { NextAction, Statement } from './reading.ts';

export type PageSummary = {
  readonly pageId: string;
  readonly subject: string;
  readonly state: 'triggered' | 'acknowledged' | 'exhausted' | 'resolved';
  readonly triggeredAt: Instant;
  readonly acks: readonly { readonly person: string; readonly name: string; readonly at: Instant }[];
  readonly sent: number;
  readonly notDelivered: number;
  readonly seq: number;
};

export type DutyView = {
  readonly pages: readonly PageSummary[];
  readonly impossible: readonly { readonly why: string; readonly seq: number }[];
};

export const dutyFold: PartFold<DutyView> = {
  initial: { pages: [], impossible: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'page.joined':
      case 'page.triggered': {
        const { pageId, subject } = entry.body;
        const page: PageSummary = {
          pageId,
          subject,
          state: 'triggered',
          triggeredAt: entry.at,
          acks: [],
          sent: 0,
          notDelivered: 0,
          seq: entry.seq,
        };
        return { ...view, pages: [...view.pages, page] };
      }
      case 'page.sent':
        return change(view, entry.body.pageId, (page) => ({ ...page, sent: page.sent + 1 }));
      case 'page.not-delivered':
        return change(view, entry.body.pageId, (page) => ({ ...page, notDelivered: page.notDelivered + 1 }));
      case 'page.acknowledged': {
        const { person, name, acks, acksNeeded } = entry.body;
        return change(view, entry.body.pageId, (page) => ({
          ...page,
          state: acks >= acksNeeded ? 'acknowledged' : page.state,
          acks: [...page.acks, { person, name, at: entry.at }],
        }));
      }
      case 'page.reopened':
        return change(view, entry.body.pageId, (page) => ({ ...page, state: 'triggered' }));
      case 'page.exhausted':
        return change(view, entry.body.pageId, (page) => ({ ...page, state: 'exhausted' }));
      case 'page.resolved':
        return change(view, entry.body.pageId, (page) => ({ ...page, state: 'resolved' }));
      case 'page.impossible':
        return { ...view, impossible: [...view.impossible, { why: entry.body.why, seq: entry.seq }] };
      default:
        return view;
    }
  },
  stations: () => ({}),
  judgement(view) {
    const known: Statement[] = view.pages
      .filter((page) => page.acks.length > 0)
      .map((page) => ({
        id: `duty.acknowledged.${page.pageId}`,
        text: {
          ja: `当番の ${page.acks.map((ack) => ack.name).join('、')} が呼び出しを確認した`,
          en: `${page.acks.map((ack) => ack.name).join(', ')} acknowledged the page`,
        },
        mark: 'proved',
        evidence: [{ type: 'entry', seq: page.seq }],
      }));
    const unknown: Statement[] = view.pages
      .filter((page) => page.state === 'triggered' || page.state === 'exhausted')
      .map((page) => ({
        id: `duty.unanswered.${page.pageId}`,
        text: {
          ja: `当番が呼び出しに気づいたかどうか（送信 ${page.sent} 件）`,
          en: `Whether anybody on duty has noticed the page (${page.sent} sent)`,
        },
        mark: 'derived',
        evidence: [{ type: 'entry', seq: page.seq }],
      }));
    return { ...emptyJudgement, known, unknown };
  },
  next(view) {
    const call: NextAction[] = view.pages
      .filter((page) => page.state === 'exhausted')
      .map((page) => ({
        id: `duty.call.${page.pageId}`,
        order: 1,
        text: { ja: '電話表で当番と責任者に直接かける', en: 'Call the person on duty and the manager from the telephone list' },
        why: { ja: '呼び出しに誰も応えていない', en: 'Nobody has answered the page' },
        who: { ja: '気づいた人', en: 'Whoever sees this' },
        by: null,
        href: '/duty',
      }));
    const plan: NextAction[] = view.impossible.slice(0, 1).map((row) => ({
      id: `duty.plan.${row.seq}`,
      order: 2,
      text: { ja: '当番表と呼び出しの手順を登録する', en: 'Set up the rota and the paging policy' },
      why: whyNotPaged(row.why),
      who: { ja: '管理者', en: 'Administrator' },
      by: null,
      href: '/duty',
    }));
    return [...call, ...plan];
  },
};

function change(view: DutyView, pageId: string, to: (page: PageSummary) => PageSummary): DutyView {
  return { ...view, pages: view.pages.map((page) => (page.pageId === pageId ? to(page) : page)) };
}

/** The entry keeps a short reason in English; a person reads it in their own language. */
function whyNotPaged(why: string): Bilingual {
  if (why === 'no duty plan') return { ja: '当番表がなく、誰も呼び出せなかった', en: 'There is no rota, so nobody could be paged' };
  if (why === 'the plan has no policy')
    return { ja: '呼び出しの手順がなく、誰も呼び出せなかった', en: 'The rota has no paging policy, so nobody could be paged' };
  return { ja: `誰も呼び出せなかった（${why}）`, en: `Nobody could be paged (${why})` };
}
