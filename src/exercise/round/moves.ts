// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { RoundOrder } from './round.contract.ts';
import { isOver } from './round.ts';
import type { Place, Round, RoundAnswer, RoundState, Seat, Vote } from './round.ts';

export type Move = RoundOrder['do'];

type Rule = { readonly in: readonly RoundState[]; readonly by: readonly Place[] };
const keepers = ['examiner', 'instructor'] as const;

/** In which states each move may be made, and by whom. The server enforces it, the screen shows its buttons by it. */
export const moves = {
  change: { in: ['set-up'], by: keepers },
  'name-instructor': { in: ['set-up', 'open', 'review'], by: keepers },
  open: { in: ['set-up'], by: keepers },
  extend: { in: ['open'], by: keepers },
  'end-answers': { in: ['open'], by: keepers },
  'reveal-hint': { in: ['open', 'review'], by: ['member'] },
  answer: { in: ['open', 'review'], by: ['member'] },
  'ask-late': { in: ['open', 'review'], by: ['member'] },
  'allow-late': { in: ['open', 'review'], by: ['instructor'] },
  comment: { in: ['open', 'review'], by: ['instructor'] },
  'release-comments': { in: ['review'], by: ['instructor'] },
  vote: { in: ['review'], by: ['member'] },
  'withdraw-vote': { in: ['review'], by: ['member'] },
  close: { in: ['review'], by: ['instructor'] },
} as const satisfies Record<Move, Rule>;

export type Refusal =
  | 'wrong-state'
  | 'not-yours'
  | 'no-instructor'
  | 'no-deadline'
  | 'deadline-not-ahead'
  | 'answers-over'
  | 'late-needless'
  | 'answer-first'
  | 'own-answer'
  | 'voted-already'
  | 'no-vote'
  | 'no-answer'
  | 'comments-out'
  | 'no-hint';

/** What one person knows of the round when they act. */
export type Standing = {
  readonly round: Round;
  readonly place: Place;
  readonly seat: Seat | null;
  readonly own: RoundAnswer | null;
  readonly now: Instant;
};

/** Why a move is refused before its order is looked at; null where it may be made. */
export function refusalOf({ round, place, seat, own, now }: Standing, move: Move): Refusal | null {
  const rule: Rule = moves[move];
  if (!rule.by.includes(place)) return 'not-yours';
  if (!rule.in.includes(round.state)) return 'wrong-state';
  const over = round.state !== 'open' || isOver(round, now);
  switch (move) {
    case 'open':
      if (round.instructor === null) return 'no-instructor';
      if (round.deadline === null) return 'no-deadline';
      return isOver(round, now) ? 'deadline-not-ahead' : null;
    case 'answer':
      if (!over) return null;
      // An answer that was in on time stays as it was; only a late one may still be corrected.
      return seat === null || seat.lateAllowed === null || own?.late === false ? 'answers-over' : null;
    case 'ask-late':
      return !over || own !== null || (seat?.lateAllowed ?? null) !== null ? 'late-needless' : null;
    case 'reveal-hint':
      return round.hint === '' ? 'no-hint' : null;
    case 'vote':
      return round.voteAfterOwnAnswer && own === null ? 'answer-first' : null;
    case 'release-comments':
      return round.commentsOutAt === null ? null : 'comments-out';
    default:
      return null;
  }
}

/** Why this vote cannot be cast, or taken back; null where it can. */
export function voteRefusal(move: 'vote' | 'withdraw-vote', answer: RoundAnswer, votes: readonly Vote[], voterId: string): Refusal | null {
  if (answer.author.personId === voterId) return 'own-answer';
  const voted = votes.some((vote) => vote.answerId === answer.answerId && vote.voterId === voterId);
  if (move === 'vote') return voted ? 'voted-already' : null;
  return voted ? null : 'no-vote';
}

/** Whether this person may read what others answered. */
export function seesAnswers({ round, place, own }: Omit<Standing, 'now'>): boolean {
  if (place === 'instructor') return round.state !== 'set-up';
  if (round.state !== 'review' && round.state !== 'closed') return false;
  return place !== 'member' || round.state === 'closed' || !round.voteAfterOwnAnswer || own !== null;
}

/** What may be done now, as far as it does not hang on one answer. */
export function movesOf(standing: Standing): readonly Move[] {
  return (Object.keys(moves) as Move[]).filter((move) => refusalOf(standing, move) === null);
}
