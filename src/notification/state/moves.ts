// SPDX-License-Identifier: Apache-2.0
import { noticeStateNames } from './state.ts';
import type { NoticeState } from './state.ts';

type Row = Partial<Readonly<Record<NoticeState, NoticeState>>>;

const to = (state: NoticeState, from: readonly NoticeState[]): Row => Object.fromEntries(from.map((one) => [one, state]));

/** On its way to a first answer of a server. */
const leaving = ['queued', 'claimed', 'deferred'] as const;
/** Told by no means so far. */
const missed = ['refused', 'bounced-soft', 'bounced-hard', 'wrong-contact', 'escalated', 'printed', 'returned'] as const;
const told = ['handed-over', 'complaint', 'posted'] as const;
/** Whoever may have the message in hand: an attempt without an answer, too, may have arrived. */
const inHand = [...leaving, ...missed, ...told] as const;
const noticed = ['replied', 'acknowledged', 'regressed'] as const;

/**
 * What happens to a customer x where he stands → where he stands then. The one table of it, for server, screen and proofs. Where
 * a cell is absent the event is kept and moves nothing: what a server says late never undoes what the customer did.
 */
export const moves = {
  approve: to('approved', ['drafted']),
  /** The audience is not what was approved. */
  void: to('drafted', ['approved']),
  queue: to('queued', ['approved', 'refused', 'bounced-soft', 'escalated']),
  claim: to('claimed', ['queued', 'deferred']),
  'hand-over': to('handed-over', leaving),
  defer: to('deferred', leaving),
  /** For good, and not because of the address. */
  refuse: to('refused', leaving),
  'bounce-soft': to('bounced-soft', [...leaving, 'refused', 'handed-over']),
  'bounce-hard': to('bounced-hard', [...leaving, 'refused', 'bounced-soft', 'handed-over']),
  complain: to('complaint', [...leaving, 'handed-over', 'bounced-soft']),
  reply: to('replied', [...inHand, 'acknowledged']),
  /** A person of ours answered the reply. */
  answer: to('acknowledged', ['replied']),
  acknowledge: to('acknowledged', [...inHand, 'replied']),
  'claim-action': to('action-claimed', [...inHand, ...noticed]),
  verify: to(
    'verified',
    noticeStateNames.filter((state) => state !== 'verified' && state !== 'exempt'),
  ),
  regress: to('regressed', ['verified']),
  'wrong-contact': to('wrong-contact', [...leaving, ...told, 'refused', 'bounced-soft', 'replied', 'acknowledged']),
  /** On to the next step of the ladder; from the beginning where that is no mail. */
  escalate: to('escalated', ['approved', ...told, 'refused', 'bounced-soft', 'bounced-hard', 'wrong-contact', 'returned']),
  print: to('printed', ['escalated']),
  post: to('posted', ['printed']),
  return: to('returned', ['posted']),
  exempt: to(
    'exempt',
    noticeStateNames.filter((state) => state !== 'verified' && state !== 'exempt'),
  ),
  /** Begins anew with the next wave. */
  restore: to('drafted', ['exempt']),
} as const satisfies Readonly<Record<string, Row>>;

export type NoticeEvent = keyof typeof moves;
export const noticeEventNames = Object.keys(moves) as readonly NoticeEvent[];

/** Where somebody stands after an event; the same state where the event moves nothing. */
export function after(state: NoticeState, event: NoticeEvent): NoticeState {
  const row: Row = moves[event];
  return row[state] ?? state;
}

/** Where the events of one customer, in their order, lead. */
export function foldEvents(events: Iterable<NoticeEvent>): NoticeState {
  let state: NoticeState = 'drafted';
  for (const event of events) state = after(state, event);
  return state;
}
