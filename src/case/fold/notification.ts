// SPDX-License-Identifier: Apache-2.0
import { plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Entry } from '../entry.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { applyFollow, noFollow } from './views/follow-view.ts';
import type { FollowView } from './views/follow-view.ts';
import { emptyJudgement } from './part-fold.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement } from './readings/reading.ts';

type Said<Body> = Body & { readonly by: string; readonly at: Instant; readonly seq: number };
type Leg = Said<{ readonly messages: number; readonly customers: number }> & { readonly done: BodyOf<'notice.leg-done'> | null };

/** One notice: what was approved, what was let out, whether it stands still and why, and who waits for an answer of ours. */
export type NoticeView = {
  readonly noticeId: string;
  readonly approved: Said<Omit<BodyOf<'notice.approved'>, 'noticeId'>>;
  readonly canary: Leg | null;
  readonly rest: Leg | null;
  readonly paused: Said<Omit<BodyOf<'notice.paused'>, 'noticeId'>> | null;
  /** When a person let it leave last, at first or again; what came back before it was seen by him. */
  readonly goesOnSince: Instant | null;
  /** Bounces that a person saw and went on with, of so many: only twice that share stops it again. */
  readonly seen: { readonly asked: number; readonly hard: number } | null;
  /** A person chose that the limit of 24 hours stops it only until they have passed. */
  readonly daily: boolean;
  readonly follow: FollowView;
  /** Contacts whose reply nobody of ours has answered yet. */
  readonly unread: readonly { readonly contactId: string; readonly reportId: string; readonly at: Instant }[];
};

export type NotificationView = {
  /** The audience as it was approved last; whether it is the same today is asked of the register. */
  readonly approved: Said<BodyOf<'audience.approved'>> | null;
  /** The last mail to ourselves, with what our server said of the copy; null: no copy was seen yet. */
  readonly tested: (Said<BodyOf<'notice.tested'>> & { readonly arrived: BodyOf<'notice.arrived'> | null }) | null;
  readonly notice: NoticeView | null;
  /** Whoever gets it may say that he wants no more of the kind; required where nobody said otherwise. */
  readonly optional: boolean;
};

export const notificationFold: PartFold<NotificationView> = {
  initial: { approved: null, tested: null, notice: null, optional: false },
  apply(view, entry) {
    const said = { by: entry.actor.name, at: entry.at, seq: entry.seq };
    if (entry.kind === 'audience.approved') return { ...view, approved: { ...entry.body, ...said } };
    if (entry.kind === 'notice.declared') return { ...view, optional: entry.body.optional };
    if (entry.kind === 'notice.tested') return { ...view, tested: { ...entry.body, ...said, arrived: null } };
    if (entry.kind === 'notice.arrived')
      return view.tested?.testId === entry.body.testId ? { ...view, tested: { ...view.tested, arrived: entry.body } } : view;
    if (entry.kind === 'notice.approved') {
      const { noticeId, ...body } = entry.body;
      const before =
        view.notice?.noticeId === noticeId
          ? view.notice
          : { canary: null, rest: null, paused: null, goesOnSince: null, seen: null, daily: false, follow: noFollow, unread: [] };
      return { ...view, notice: { ...before, noticeId, approved: { ...body, ...said } } };
    }
    return view.notice === null ? view : { ...view, notice: applyToNotice(view.notice, entry) };
  },
  stations({ approved, notice }) {
    if (approved === null) return {};
    const customers = notice?.approved.customers ?? approved.customers;
    const word = notice === null ? { ja: '知らせる相手を承認', en: 'audience approved' } : wordOf(notice);
    return {
      customers: {
        state: notice?.follow.closed == null ? 'running' : 'done',
        word,
        number: { value: customers, unit: { ja: '顧客', en: customers === 1 ? 'customer' : 'customers' } },
        deadline: null,
      },
    };
  },
  judgement({ approved, notice }) {
    if (approved === null) return emptyJudgement;
    return { ...emptyJudgement, known: [approvedStatement(approved, notice), ...(notice === null ? [] : legStatements(notice))] };
  },
  next: ({ notice }) => (notice === null ? [] : nextOf(notice)),
};

function applyToNotice(notice: NoticeView, entry: Entry): NoticeView {
  if (entry.kind.startsWith('follow.')) {
    if ((entry.body as { noticeId?: string }).noticeId !== notice.noticeId) return notice;
    const moved = entry.kind === 'follow.advanced' ? { goesOnSince: entry.at } : {};
    return { ...notice, ...moved, follow: applyFollow(notice.follow, entry) };
  }
  const said = { by: entry.actor.name, at: entry.at, seq: entry.seq };
  if (!entry.kind.startsWith('notice.') || (entry.body as { noticeId?: string }).noticeId !== notice.noticeId) return notice;
  switch (entry.kind) {
    case 'notice.released': {
      const { leg, wave, messages, customers } = entry.body;
      if (wave !== 1) return notice;
      return { ...notice, paused: null, goesOnSince: entry.at, [leg]: { messages, customers, ...said, done: null } };
    }
    case 'notice.leg-done': {
      const { leg, wave } = entry.body;
      const before = notice[leg];
      return wave !== 1 || before === null ? notice : { ...notice, [leg]: { ...before, done: entry.body } };
    }
    case 'notice.paused': {
      const { noticeId: _, ...body } = entry.body;
      return { ...notice, paused: { ...body, ...said } };
    }
    case 'notice.resumed': {
      const seen = notice.paused?.why === 'bounces' ? { asked: notice.paused.asked, hard: notice.paused.hard } : notice.seen;
      return { ...notice, paused: null, goesOnSince: entry.at, seen, daily: entry.body.daily ?? notice.daily };
    }
    case 'notice.handed-on':
      return { ...notice, paused: null };
    case 'notice.replied': {
      const { contactId, reportId } = entry.body;
      const others = notice.unread.filter((one) => one.contactId !== contactId);
      return { ...notice, unread: [...others, { contactId, reportId, at: entry.at }] };
    }
    case 'notice.reply-answered': {
      const { contactId } = entry.body;
      return { ...notice, unread: notice.unread.filter((one) => one.contactId !== contactId) };
    }
    default:
      return notice;
  }
}

function wordOf({ canary, rest, paused, follow }: NoticeView): { readonly ja: string; readonly en: string } {
  if (follow.closed !== null) return { ja: '全員の是正を確認', en: 'everybody verified or exempt' };
  if (paused !== null) return { ja: '送信を停止中', en: 'sending stands still' };
  if (rest !== null) return rest.done === null ? { ja: '送信中', en: 'being sent' } : { ja: '送り終えた', en: 'sent to the end' };
  if (canary === null) return { ja: '通知を承認', en: 'notice approved' };
  return canary.done === null
    ? { ja: '先行分を送信中', en: 'first few being sent' }
    : { ja: '残りの送信待ち', en: 'rest waits for a press' };
}

function approvedStatement(approved: Said<BodyOf<'audience.approved'>>, notice: NoticeView | null): Statement {
  const { customers, contracts, notTold, seq } = approved;
  const left = notice?.canary == null ? { ja: '。まだ誰にも送っていない', en: '; nothing has left yet' } : { ja: '', en: '' };
  return {
    id: 'notification.audience',
    text: {
      ja: `知らせる相手として承認した顧客は ${customers}（顧客番号で数える）、契約は ${contracts}。知らせない顧客は ${notTold}${left.ja}`,
      en: `${customers} customers (by customer number) with ${contracts} contracts are approved to be told, ${notTold} are not${left.en}`,
    },
    mark: 'proved',
    evidence: [{ type: 'entry', seq }],
  };
}

function legStatements({ canary, rest, paused }: NoticeView): readonly Statement[] {
  const legs = [
    { id: 'canary', leg: canary, name: { ja: '先行分', en: 'the first few' } },
    { id: 'rest', leg: rest, name: { ja: '残り', en: 'the rest' } },
  ].flatMap(({ id, leg, name }) => {
    if (leg === null) return [];
    const { done, messages, seq } = leg;
    const ja = done === null ? '送信中' : `相手のサーバーが受け取った ${done.taken} 通、受け取らなかった ${done.refused} 通`;
    const en = done === null ? 'being sent' : `${done.taken} taken by a server, ${done.refused} not taken`;
    const text = { ja: `通知（${name.ja}）${messages} 通：${ja}`, en: `Notice, ${name.en}: ${messages} messages; ${en}` };
    return [{ id: `notification.${id}`, text, mark: 'proved' as const, evidence: [{ type: 'entry' as const, seq }] }];
  });
  if (paused === null) return legs;
  const text = {
    ja: `通知の送信は止まっている（${pauses[paused.why].ja}）。まだ出ていない通知は ${paused.waiting} 通`,
    en: `Sending of the notice stands still (${pauses[paused.why].en}); ${paused.waiting} messages have not left`,
  };
  return [...legs, { id: 'notification.paused', text, mark: 'proved', evidence: [{ type: 'entry', seq: paused.seq }] }];
}

const pauses = {
  person: { ja: '人が止めた', en: 'stopped by a person' },
  bounces: { ja: '使えない宛先が多い', en: 'too many dead addresses' },
  'day-limit': { ja: '24時間の不達が上限に近い', en: 'near the most bounces that 24 hours allow' },
  'relay-refuses': { ja: '送信サーバーがすべて拒んでいる', en: 'the relay refuses everything' },
} as const satisfies Readonly<Record<BodyOf<'notice.paused'>['why'], { readonly ja: string; readonly en: string }>>;

/** Where nobody planned otherwise (notification/follow). */
const USUAL_DAYS = 3;
const support = { ja: '顧客窓口', en: 'Customer support' };

function nextOf({ canary, rest, paused, unread, follow }: NoticeView): readonly NextAction[] {
  const replies: readonly NextAction[] =
    unread.length === 0
      ? []
      : [
          {
            id: 'notification.replies',
            order: 8,
            text: { ja: `通知への返信 ${unread.length} 件を読んで答える`, en: `Read and answer ${unread.length} replies to the notice` },
            why: {
              ja: '返信したのは人で、答えるまで催促も止まっている',
              en: 'People wrote them; their reminders rest until somebody answers',
            },
            who: support,
            by: null,
            href: 'customers',
          },
        ];
  if (paused !== null && paused.why !== 'person')
    return [
      ...replies,
      {
        id: `notification.paused.${paused.seq}`,
        order: 6,
        text: { ja: '止まった通知をどうするか決める', en: 'Decide how the notice goes on' },
        why: { ja: `${pauses[paused.why].ja}: ${paused.detail}`, en: `${pauses[paused.why].en}: ${paused.detail}` },
        who: support,
        by: null,
        href: 'customers',
      },
    ];
  if (rest?.done != null && follow.closed === null) return [...replies, followOf(rest.at, follow)];
  if (canary?.done == null || rest !== null) return replies;
  return [
    ...replies,
    {
      id: 'notification.rest',
      order: 10,
      text: { ja: '先行分の不達を見て、残りの通知を送る', en: 'Look at the bounces of the first few and send the rest' },
      why: { ja: '先行分は送り終えた。残りは人が押すまで出ない', en: 'The first few have left; the rest leaves when a person presses' },
      who: support,
      by: null,
      href: 'customers',
    },
  ];
}

/** A look at what is due: so many days after the last one, or after the rest was let out. */
function followOf(restAt: Instant, { plan, advanced }: FollowView): NextAction {
  const { everyDays } = plan ?? { everyDays: USUAL_DAYS };
  return {
    id: 'notification.follow',
    order: 14,
    text: { ja: '通知のあとを見て、催促・電話・郵便に進む', en: 'See what follows the notice: reminders, calls, letters' },
    why: {
      ja: '答えのない顧客は、人が押すまで次に進まない',
      en: 'Customers who are silent go no further until somebody presses',
    },
    who: support,
    by: plusMillis(advanced?.at ?? restAt, everyDays * 86_400_000),
    href: 'follow',
  };
}
