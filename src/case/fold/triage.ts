// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../entry.ts';
import type { PartFold } from './part-fold.ts';
import { REPLY } from './views/triage-view.ts';
import { triageNext } from './readings/triage-next.ts';
import { triageJudgement, triageStations } from './readings/triage-reading.ts';
import type { NoticeView, ReplyView, TriageView } from './views/triage-view.ts';
export type { TriageView } from './views/triage-view.ts';

export const triageFold: PartFold<TriageView> = {
  initial: {
    kinds: null,
    channels: {},
    examined: {},
    notExamined: {},
    settings: {},
    merges: {},
    notices: {},
    replies: {},
    promises: {},
    refusedAttempts: 0,
  },
  apply: (view, entry) => applyReply(applyStaff(applyReading(view, entry), entry), entry),
  stations: triageStations,
  judgement: triageJudgement,
  next: triageNext,
};

function applyReading(view: TriageView, entry: Entry): TriageView {
  switch (entry.kind) {
    case 'triage.examined':
      return {
        ...view,
        examined: { ...view.examined, [entry.body.reportId]: { ...entry.body, seq: entry.seq, at: entry.at } },
        notExamined: Object.fromEntries(Object.entries(view.notExamined ?? {}).filter(([reportId]) => reportId !== entry.body.reportId)),
      };
    case 'triage.not-examined':
      return {
        ...view,
        notExamined: { ...view.notExamined, [entry.body.reportId]: { ...entry.body, seq: entry.seq, at: entry.at } },
      };
    case 'report.left': {
      const without = <T>(of: Readonly<Record<string, T>>) =>
        Object.fromEntries(Object.entries(of).filter(([reportId]) => reportId !== entry.body.reportId));
      return { ...view, examined: without(view.examined), notExamined: without(view.notExamined ?? {}), channels: without(view.channels) };
    }
    case 'report.received': {
      const { reportId, channel, joins } = entry.body;
      const first = joins === undefined || (joins.how === 'exercise' && Object.keys(view.channels).length === 0);
      return { ...view, channels: { ...view.channels, [reportId]: first ? channel : REPLY } };
    }
    case 'triage.kinds-read': {
      if (view.kinds?.by === 'person') return view;
      const read = entry.body.kinds.map((one) => one.kind);
      const before = view.kinds?.kinds.filter((kind) => kind !== 'unclear' && !read.includes(kind)) ?? [];
      const kinds = before.length > 0 && read.every((kind) => kind === 'unclear') ? before : [...read, ...before];
      return { ...view, kinds: { kinds, by: 'words', seq: entry.seq } };
    }
    case 'triage.kinds-set':
      return { ...view, kinds: { kinds: entry.body.kinds, by: 'person', seq: entry.seq } };
    case 'triage.priority-set':
      return { ...view, settings: { ...view.settings, [entry.body.reportId]: entry.body.settings } };
    case 'triage.campaign-merged':
      return { ...view, merges: { ...view.merges, [entry.body.mergeId]: { ...entry.body, undone: false } } };
    case 'triage.campaign-split': {
      const merge = view.merges[entry.body.mergeId];
      return merge === undefined ? view : { ...view, merges: { ...view.merges, [merge.mergeId]: { ...merge, undone: true } } };
    }
    default:
      return view;
  }
}

function applyStaff(view: TriageView, entry: Entry): TriageView {
  switch (entry.kind) {
    case 'triage.notice-sent':
    case 'triage.notice-released': {
      const { noticeId, reportId, people, withoutAddress, text } = entry.body;
      const mail: NoticeView['mail'] = entry.kind === 'triage.notice-released' ? entry.body.mail : 'unrecorded';
      const { answers = {}, result = null } = view.notices[noticeId] ?? {};
      const notice = { noticeId, reportId, people, withoutAddress, text, mail, result, at: entry.at, seq: entry.seq, answers };
      return { ...view, notices: { ...view.notices, [noticeId]: notice } };
    }
    case 'triage.notice-result': {
      const { noticeId, ...result } = entry.body;
      return changeNotice(view, noticeId, (notice) => ({ ...notice, result }));
    }
    case 'triage.notice-reminded':
      return changeNotice(view, entry.body.noticeId, (notice) => ({ ...notice, remindedAt: entry.at }));
    case 'triage.staff-answered': {
      const { noticeId, personId, name, answer } = entry.body;
      return changeNotice(view, noticeId, (notice) => ({
        ...notice,
        answers: { ...notice.answers, [personId]: { name, answer, followedUp: false } },
      }));
    }
    case 'triage.follow-up-done': {
      const { noticeId, personId } = entry.body;
      return changeNotice(view, noticeId, (notice) => {
        const answer = notice.answers[personId];
        return answer === undefined ? notice : { ...notice, answers: { ...notice.answers, [personId]: { ...answer, followedUp: true } } };
      });
    }
    case 'triage.promised':
      return { ...view, promises: { ...view.promises, [entry.body.promiseId]: { ...entry.body, kept: false, seq: entry.seq } } };
    case 'triage.promise-kept': {
      const promise = view.promises[entry.body.promiseId];
      return promise === undefined ? view : { ...view, promises: { ...view.promises, [promise.promiseId]: { ...promise, kept: true } } };
    }
    default:
      return view;
  }
}

function applyReply(view: TriageView, entry: Entry): TriageView {
  switch (entry.kind) {
    case 'triage.reply-held': {
      const before = view.replies[entry.body.replyId];
      const held: ReplyView = {
        ...entry.body,
        state: 'held',
        releasedBy: null,
        releasedDigest: null,
        attempts: before?.attempts ?? 0,
        notSent: null,
        notSetUp: false,
        heldAt: before?.heldAt ?? entry.at,
        seq: entry.seq,
      };
      return { ...view, replies: { ...view.replies, [entry.body.replyId]: held } };
    }
    case 'triage.reply-attempt-refused': {
      const counted = { ...view, refusedAttempts: view.refusedAttempts + 1 };
      return entry.body.replyId === null
        ? counted
        : changeReply(counted, entry.body.replyId, (reply) => ({ ...reply, attempts: reply.attempts + 1 }));
    }
    case 'triage.reply-released': {
      const by = entry.actor.name;
      const { digest } = entry.body;
      return changeReply(view, entry.body.replyId, (reply) => ({ ...reply, state: 'released', releasedBy: by, releasedDigest: digest }));
    }
    case 'triage.reply-sent':
      return changeReply(view, entry.body.replyId, (reply) => ({ ...reply, state: 'sent', notSent: null, notSetUp: false }));
    case 'triage.reply-not-sent': {
      const { why, notSetUp = false } = entry.body;
      return changeReply(view, entry.body.replyId, (reply) => ({ ...reply, notSent: why, notSetUp }));
    }
    case 'triage.reply-withdrawn':
      return changeReply(view, entry.body.replyId, (reply) => ({ ...reply, state: 'withdrawn' }));
    default:
      return view;
  }
}

function changeReply(view: TriageView, replyId: string, to: (reply: ReplyView) => ReplyView): TriageView {
  const reply = view.replies[replyId];
  return reply === undefined ? view : { ...view, replies: { ...view.replies, [replyId]: to(reply) } };
}

function changeNotice(view: TriageView, noticeId: string, to: (notice: NoticeView) => NoticeView): TriageView {
  const notice = view.notices[noticeId];
  return notice === undefined ? view : { ...view, notices: { ...view.notices, [noticeId]: to(notice) } };
}
