// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { PartFold } from './part-fold.ts';
import { emptyJudgement } from './part-fold.ts';
import type { Judgement, NextAction, Statement } from './readings/reading.ts';

export type PageSummary = {
  readonly pageId: string;
  readonly subject: string;
  readonly purpose: 'duty' | 'report-up';
  /** The step that was reached, from 1, and when; 0: none yet. */
  readonly level: number;
  readonly levelAt: Instant;
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
  /** Superiors who know, the latest last: by a report's link, on the screen, or told by a person. */
  readonly informed: readonly { readonly name: string; readonly at: Instant; readonly way: string; readonly seq: number }[];
  /** When the next report upwards is promised; null: none was made. */
  readonly nextReportAt: Instant | null;
};

export const dutyFold: PartFold<DutyView> = {
  initial: { pages: [], impossible: [], informed: [], nextReportAt: null },
  apply(view, entry) {
    switch (entry.kind) {
      case 'page.joined':
      case 'page.triggered': {
        const { pageId, subject } = entry.body;
        const purpose = entry.kind === 'page.triggered' ? (entry.body.purpose ?? 'duty') : 'duty';
        const page: PageSummary = {
          pageId,
          subject,
          purpose,
          level: 0,
          levelAt: entry.at,
          state: 'triggered',
          triggeredAt: entry.at,
          acks: [],
          sent: 0,
          notDelivered: 0,
          seq: entry.seq,
        };
        // Somebody can be paged now, whatever was missing before.
        const promised = entry.kind === 'page.triggered' ? nextReport(entry.at, entry.body.nextReportMinutes) : null;
        return { ...view, pages: [...view.pages, page], impossible: [], nextReportAt: promised ?? view.nextReportAt };
      }
      case 'page.sent':
        // Entries of before called a row of the telephone list sent; nobody had called.
        if (entry.body.channel === 'telephone') return view;
        return change(view, entry.body.pageId, (page) => ({ ...reached(page, entry.body.step, entry.at), sent: page.sent + 1 }));
      case 'page.listed':
        return change(view, entry.body.pageId, (page) => reached(page, entry.body.step, entry.at));
      case 'page.not-delivered':
        return change(view, entry.body.pageId, (page) => ({
          ...reached(page, stepOfKey(entry.body.key), entry.at),
          notDelivered: page.notDelivered + 1,
        }));
      case 'page.told': {
        const { pageId, person, name, way, nextReportMinutes } = entry.body;
        const told = change(view, pageId ?? '', (page) => ({
          ...page,
          state: 'acknowledged',
          acks: [...page.acks, { person, name, at: entry.at }],
        }));
        const promised = nextReport(entry.at, nextReportMinutes);
        return { ...told, informed: [...view.informed, { name, at: entry.at, way, seq: entry.seq }], nextReportAt: promised };
      }
      case 'page.acknowledged': {
        const { pageId, person, name, way, acks, acksNeeded } = entry.body;
        const after = change(view, pageId, (page) => ({
          ...page,
          state: acks >= acksNeeded ? 'acknowledged' : page.state,
          acks: [...page.acks, { person, name, at: entry.at }],
        }));
        const isUpwards = view.pages.some((page) => page.pageId === pageId && page.purpose === 'report-up');
        return isUpwards ? { ...after, informed: [...view.informed, { name, at: entry.at, way, seq: entry.seq }] } : after;
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
  judgement: judgeDuty,
  next: nextOfDuty,
};

function change(view: DutyView, pageId: string, to: (page: PageSummary) => PageSummary): DutyView {
  return { ...view, pages: view.pages.map((page) => (page.pageId === pageId ? to(page) : page)) };
}

/** A step of the page was reached: whether anything left, the entry says. */
function reached(page: PageSummary, step: number, at: Instant): PageSummary {
  return step + 1 > page.level ? { ...page, level: step + 1, levelAt: at } : page;
}

/** The step that a delivery's key names (page.generation.round.step.…); of an empty or older one, none. */
function stepOfKey(key: string): number {
  const step = Number(key.split('.')[3] ?? '');
  return Number.isInteger(step) ? step : -1;
}

function nextReport(at: Instant, minutes: number | undefined): Instant | null {
  return minutes === undefined ? null : plusMillis(at, minutes * 60_000);
}

/** Who on duty and who above knows of the case, and who may not. */
function judgeDuty(view: DutyView): Judgement {
  const ofDuty = view.pages.filter((page) => page.purpose === 'duty');
  const known: Statement[] = ofDuty
    .filter((page) => page.acks.length > 0)
    .map((page) =>
      said(page, 'duty.acknowledged', 'proved', {
        ja: `当番の ${page.acks.map((ack) => ack.name).join('、')} が呼び出しを確認した`,
        en: `${page.acks.map((ack) => ack.name).join(', ')} acknowledged the page`,
      }),
    );
  const informed: Statement[] = view.informed.map(({ name, seq }) => ({
    id: `duty.informed.${seq}`,
    text: { ja: `${name} への報告は済んでいる`, en: `${name} has been told` },
    mark: 'proved',
    evidence: [{ type: 'entry', seq }],
  }));
  const unknown: Statement[] = view.pages
    .filter((page) => page.state === 'triggered' || page.state === 'exhausted')
    .map((page) => {
      const ja = page.sent === 0 ? 'まだどこにも送れていない' : `送信 ${page.sent} 件`;
      const en = page.sent === 0 ? 'nothing has left yet' : `${page.sent} sent`;
      return page.purpose === 'duty'
        ? said(page, 'duty.unanswered', 'derived', {
            ja: `当番が呼び出しに気づいたかどうか（${ja}）`,
            en: `Whether anybody on duty has noticed the page (${en})`,
          })
        : said(page, 'duty.not-informed', 'derived', {
            ja: `上司が報告を知ったかどうか（${ja}）`,
            en: `Whether a superior knows of the report (${en})`,
          });
    });
  return { ...emptyJudgement, known: [...known, ...informed], unknown };
}

/** Whom to call by telephone because no page was answered, and what must be set up to page anybody. */
function nextOfDuty(view: DutyView): readonly NextAction[] {
  const call = view.pages
    .filter((page) => page.state === 'exhausted')
    .map((page): NextAction => {
      const isDuty = page.purpose === 'duty';
      return {
        id: `duty.call.${page.pageId}`,
        order: 1,
        text: isDuty
          ? { ja: '電話表で当番と責任者に直接かける', en: 'Call the person on duty and the manager from the telephone list' }
          : {
              ja: '上司に電話で報告し、事案のページで記録する',
              en: 'Report to a superior by telephone, and record it on the page of the case',
            },
        why: isDuty
          ? { ja: '呼び出しに誰も応えていない', en: 'Nobody has answered the page' }
          : { ja: '上への報告に誰も応えていない', en: 'No superior has answered the report' },
        who: { ja: '気づいた人', en: 'Anyone who sees this' },
        by: null,
        href: isDuty ? '/duty' : null,
      };
    });
  const plan = view.impossible.slice(0, 1).map(
    (row): NextAction => ({
      id: `duty.plan.${row.seq}`,
      order: 2,
      // Said so that it is true before and after a rota was published: the case's entries do not tell.
      text: {
        ja: 'この事案の当番を呼び出す（当番表がなければ、先に登録する）',
        en: 'Page whoever has the duty for this case (where there is no rota, set one up first)',
      },
      why: whyNotPaged(row.why),
      who: { ja: '担当者', en: 'Responder' },
      by: null,
      href: '/duty',
    }),
  );
  return [...call, ...plan];
}

function said(page: PageSummary, id: string, mark: Statement['mark'], text: Bilingual): Statement {
  return { id: `${id}.${page.pageId}`, text, mark, evidence: [{ type: 'entry', seq: page.seq }] };
}

/** The entry keeps a short reason in English; a person reads it in their own language. */
function whyNotPaged(why: string): Bilingual {
  if (why === 'no duty plan') return { ja: '当番表がなく、誰も呼び出せなかった', en: 'There is no rota, so nobody could be paged' };
  if (why === 'the plan has no policy')
    return { ja: '呼び出しの手順がなく、誰も呼び出せなかった', en: 'The rota has no paging policy, so nobody could be paged' };
  if (why === 'nobody is named to report to')
    return { ja: '上への報告先が登録されていない', en: 'Nobody is named to whom one reports upwards' };
  return { ja: `誰も呼び出せなかった（${why}）`, en: `Nobody could be paged (${why})` };
}
