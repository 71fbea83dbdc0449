// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { reportChannels, reportKinds, reportStates } from '../entry/intake.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

export type ReportSummary = {
  readonly reportId: string;
  readonly kind: (typeof reportKinds)[number];
  readonly channel: (typeof reportChannels)[number];
  readonly state: (typeof reportStates)[number];
  readonly raw: string;
  readonly subject: string;
  readonly from: string;
  readonly receivedAt: Instant;
  readonly arrivals: number;
  readonly seq: number;
  /** It answers a mail of the case or one of ours. */
  readonly reply: boolean;
  readonly mayBelongTo: { readonly caseId: string; readonly mark: string } | null;
};

export type IntakeView = { readonly reports: readonly ReportSummary[] };

export const intakeFold: PartFold<IntakeView> = {
  initial: { reports: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'report.received': {
        const { reportId, kind, channel, raw, subject, from } = entry.body;
        const report: ReportSummary = {
          reportId,
          kind,
          channel,
          state: 'new',
          raw,
          subject,
          from,
          receivedAt: entry.at,
          arrivals: 1,
          seq: entry.seq,
          // The first mail of an exercise is the report that its case is about; what the scenario sends later goes on from it.
          reply: entry.body.joins !== undefined && (entry.body.joins.how !== 'exercise' || view.reports.length > 0),
          mayBelongTo: entry.body.mayBelongTo ?? null,
        };
        return { reports: [...view.reports, report] };
      }
      case 'report.left':
        return { reports: view.reports.filter((report) => report.reportId !== entry.body.reportId) };
      case 'report.arrived-again':
        return change(view, entry.body.reportId, (report) => ({ ...report, arrivals: report.arrivals + 1 }));
      case 'report.state-changed': {
        const { state } = entry.body;
        return change(view, entry.body.reportId, (report) => ({ ...report, state }));
      }
      default:
        return view;
    }
  },
  stations(view) {
    if (view.reports.length === 0) return {};
    const untouched = view.reports.some((report) => report.state === 'new');
    const arrivals = view.reports.reduce((sum, report) => sum + report.arrivals, 0);
    const settled = view.reports.every((report) => report.state === 'resolved' || report.state === 'rejected');
    return {
      report: {
        state: settled ? 'done' : 'running',
        word: settled ? { ja: '処理済み', en: 'settled' } : untouched ? { ja: '未着手', en: 'new' } : { ja: '対応中', en: 'open' },
        number: { value: arrivals, unit: { ja: '通', en: arrivals === 1 ? 'arrival' : 'arrivals' } },
        deadline: null,
      },
    };
  },
  judgement(view) {
    const known: Statement[] = view.reports.map((report) => ({
      id: `intake.received.${report.reportId}`,
      text: {
        ja: `報告 ${report.reportId} を受け取り、原文をそのまま保管した（到着 ${report.arrivals} 通）`,
        en: `Report ${report.reportId} was received and its original is kept as it came (${report.arrivals} arrival${report.arrivals === 1 ? '' : 's'})`,
      },
      mark: 'proved',
      evidence: [
        { type: 'entry', seq: report.seq },
        { type: 'blob', sha256: report.raw, label: 'raw' },
      ],
    }));
    const unreadable = view.reports.filter((report) => report.kind === 'needs-a-human');
    const notCheckable: Statement[] = unreadable.map((report) => ({
      id: `intake.unreadable.${report.reportId}`,
      text: {
        ja: `報告 ${report.reportId} は自動では読み取れない。人が原文を読む必要がある`,
        en: `Report ${report.reportId} could not be read by the desk; a person must read the original`,
      },
      mark: 'not-checkable',
      evidence: [{ type: 'blob', sha256: report.raw, label: 'raw' }],
    }));
    return { known, unknown: [], notCheckable };
  },
  next(view) {
    return view.reports
      .filter((report) => report.state === 'new')
      .map(
        (report): NextAction => ({
          id: `intake.read.${report.reportId}`,
          order: report.reply ? 7 : 10,
          text: report.reply
            ? { ja: `届いた返信 ${report.reportId} を読む（未読）`, en: `Read the reply ${report.reportId} (unread)` }
            : { ja: `報告 ${report.reportId} を読む（返信はまだしない）`, en: `Read report ${report.reportId} (do not reply yet)` },
          why:
            report.mayBelongTo === null
              ? { ja: 'まだ誰も対応を始めていない', en: 'Nobody has started on it yet' }
              : {
                  ja: `事案 ${report.mayBelongTo.caseId} と同じ送信元の同じ番号が付いている。続きなら移す`,
                  en: `It bears a number of the same sender as case ${report.mayBelongTo.caseId}: move it there if it goes on from it`,
                },
          who: { ja: '担当者', en: 'Responder' },
          by: null,
          href: `/reports/${report.reportId}`,
          // Whoever said what kind of incident it is has read it.
          ...(report.reply ? {} : { provedBy: ['kinds-confirmed'] }),
        }),
      );
  },
};

function change(view: IntakeView, reportId: string, to: (report: ReportSummary) => ReportSummary): IntakeView {
  return { reports: view.reports.map((report) => (report.reportId === reportId ? to(report) : report)) };
}
