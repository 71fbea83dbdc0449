// SPDX-License-Identifier: Apache-2.0
import type { Draft } from '../../case/entry.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { inertText } from '../../kernel/text.ts';
import { voteRefusal } from './moves.ts';
import type { Refusal, Standing } from './moves.ts';
import type { RoundOrder } from './round.contract.ts';
import type { Named, Round, RoundAnswer, RoundText, Seat, Vote } from './round.ts';

/** All of a round as it stands under its lock, and who acts. */
export type Acting = Standing & {
  readonly who: Named;
  readonly seats: readonly Seat[];
  readonly answers: readonly RoundAnswer[];
  readonly votes: readonly Vote[];
};

/** What a move changes, and the entry that says so. */
export type Change = {
  readonly entry: Draft;
  readonly round?: Round;
  /** What changes at the actor's seat, or at the seat named. */
  readonly seat?: SeatChange;
  readonly answer?: RoundAnswer;
  readonly addVote?: Vote;
  readonly dropVote?: Vote;
};

export type SeatChange = Named & Partial<Seat>;

export type OrderTools = { readonly hash: HashBytes; readonly newId: () => string };
type Changed = Result<Change, Refusal>;

/** What the move comes to; `refusalOf` has let it pass. `instructor`: the person looked up for `name-instructor`. */
// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
export function changeOf(tools: OrderTools, at: Acting, order: Exclude<RoundOrder, { do: 'name-instructor' }>): Changed {
  const { round, who, now } = at;
  const { roundId } = round;
  switch (order.do) {
    case 'change': {
      const changed = withText(round, order.fields);
      const body = { roundId, fields: Object.keys(order.fields), digest: textDigest(tools.hash, changed) };
      return ok({ entry: { kind: 'round.changed', body }, round: changed });
    }
    case 'open': {
      const opened = { ...round, state: 'open', openedAt: now, rev: round.rev + 1 } as const;
      const digest = textDigest(tools.hash, opened);
      const body = { roundId, title: round.title, deadline: round.deadline ?? now, instructor: round.instructor?.personId ?? '', digest };
      return ok({ entry: { kind: 'round.opened', body }, round: opened });
    }
    case 'extend':
      return extended(at, order);
    case 'end-answers':
      return ok(reviewBegun(tools.hash, round, at.answers, now));
    case 'reveal-hint':
      return ok({ entry: { kind: 'round.hint-revealed', body: { roundId } }, seat: { ...who, hintAt: at.seat?.hintAt ?? now } });
    case 'answer':
      return ok(answered(tools, at, inertText(order.text, true)));
    case 'ask-late': {
      const reason = inertText(order.reason, true);
      return ok({ entry: { kind: 'round.late-asked', body: { roundId, reason } }, seat: { ...who, lateAsked: { at: now, reason } } });
    }
    case 'allow-late':
      return lateAllowed(at, order);
    case 'comment':
      return commented(tools, at, order);
    case 'release-comments': {
      const comments = at.answers.filter(({ comment }) => comment !== null).length;
      const body = { roundId, comments };
      return ok({ entry: { kind: 'round.comments-released', body }, round: { ...round, commentsOutAt: now, rev: round.rev + 1 } });
    }
    case 'vote':
    case 'withdraw-vote':
      return voted(at, order);
    case 'close':
      return ok(closed(tools.hash, at, inertText(order.outcome, true)));
  }
}

/** A new round in `set-up`. */
export function withText(round: Round, fields: Readonly<Record<string, unknown>>): Round {
  const { deadline, ...rest } = fields as Partial<Omit<RoundText, 'deadline'>> & { readonly deadline?: string | null };
  const told = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? inertText(value, true) : value]),
  );
  const until = deadline === undefined ? round.deadline : deadline === null ? null : parseInstant(deadline);
  return { ...round, ...told, deadline: until, rev: round.rev + 1 };
}

/** SHA-256 over what the examiner wrote. */
export function textDigest(hash: HashBytes, { category, title, question, hint, deadline }: Round): string {
  return hash(canonicalJson({ category, title, question, hint, deadline }));
}

/** From here on answers are seen; also what the deadline's own task does. */
export function reviewBegun(hash: HashBytes, round: Round, answers: readonly RoundAnswer[], now: Instant): Change {
  const body = { roundId: round.roundId, answers: answers.length, digest: answersDigest(hash, answers) };
  return { entry: { kind: 'round.review-begun', body }, round: { ...round, state: 'review', reviewAt: now, rev: round.rev + 1 } };
}

function answerDigest(hash: HashBytes, { answerId, author, text, version, late }: RoundAnswer): string {
  return hash(canonicalJson({ answerId, author: author.personId, text, version, late }));
}

function answersDigest(hash: HashBytes, answers: readonly RoundAnswer[]): string {
  const sorted = answers.toSorted((a, b) => a.answerId.localeCompare(b.answerId));
  return hash(canonicalJson(sorted.map((answer) => answerDigest(hash, answer))));
}

function extended({ round, who, now }: Acting, order: RoundOrder & { do: 'extend' }): Changed {
  const to = parseInstant(order.to);
  const from = round.deadline;
  if (to === null || from === null || to <= from || to <= now) return err('deadline-not-ahead');
  const reason = inertText(order.reason, true);
  const extensions = [...round.extensions, { from, to, at: now, by: who.name, reason }];
  const body = { roundId: round.roundId, title: round.title, from, to, reason };
  return ok({ entry: { kind: 'round.extended', body }, round: { ...round, deadline: to, extensions, rev: round.rev + 1 } });
}

function answered({ hash, newId }: OrderTools, at: Acting, text: string): Change {
  const { round, who, own, now } = at;
  const late = round.state !== 'open' || (round.deadline !== null && round.deadline <= now);
  const answer: RoundAnswer = {
    answerId: own?.answerId ?? newId(),
    author: { personId: who.personId, name: who.name },
    text,
    version: (own?.version ?? 0) + 1,
    firstAt: own?.firstAt ?? now,
    at: now,
    late,
    comment: own?.comment ?? null,
  };
  const { answerId, version } = answer;
  const body = { roundId: round.roundId, answerId, version, late, digest: answerDigest(hash, answer) };
  return { entry: { kind: 'round.answered', body }, answer, seat: { ...who, draft: '', draftAt: null } };
}

function lateAllowed({ round, seats, answers, who, now }: Acting, order: RoundOrder & { do: 'allow-late' }): Changed {
  const seat = seats.find(({ personId }) => personId === order.personId);
  if (seat === undefined) return err('no-answer');
  if (seat.lateAllowed !== null || answers.some(({ author }) => author.personId === order.personId)) return err('late-needless');
  const reason = inertText(order.reason, true);
  return ok({
    entry: { kind: 'round.late-allowed', body: { roundId: round.roundId, personId: order.personId, reason } },
    seat: { personId: seat.personId, name: seat.name, lateAllowed: { at: now, by: who.name, reason } },
  });
}

function commented({ hash }: OrderTools, { round, answers, who, now }: Acting, order: RoundOrder & { do: 'comment' }): Changed {
  const answer = answers.find(({ answerId }) => answerId === order.answerId);
  if (answer === undefined) return err('no-answer');
  const [short, long, followUp] = [order.short, order.long, order.followUp].map((text) => inertText(text, true)) as [
    string,
    string,
    string,
  ];
  const comment = { short, long, followUp, model: order.model, by: who.name, at: now };
  const body = { roundId: round.roundId, answerId: answer.answerId, model: order.model, digest: hash(canonicalJson(comment)) };
  return ok({ entry: { kind: 'round.commented', body }, answer: { ...answer, comment } });
}

function voted({ round, answers, votes, who }: Acting, order: RoundOrder & { do: 'vote' | 'withdraw-vote' }): Changed {
  const answer = answers.find(({ answerId }) => answerId === order.answerId);
  if (answer === undefined) return err('no-answer');
  const refusal = voteRefusal(order.do, answer, votes, who.personId);
  if (refusal !== null) return err(refusal);
  const body = { roundId: round.roundId, answerId: answer.answerId };
  const vote = { answerId: answer.answerId, voterId: who.personId };
  return ok(
    order.do === 'vote'
      ? { entry: { kind: 'round.voted', body }, addVote: vote }
      : { entry: { kind: 'round.vote-withdrawn', body }, dropVote: vote },
  );
}

/** What stays hidden until then comes out with the close: comments too. */
function closed(hash: HashBytes, { round, answers, votes, now }: Acting, outcome: string): Change {
  const comments = answers.filter(({ comment }) => comment !== null).length;
  const body = { roundId: round.roundId, answers: answers.length, votes: votes.length, comments, digest: answersDigest(hash, answers) };
  const commentsOutAt = round.commentsOutAt ?? now;
  return {
    entry: { kind: 'round.closed', body },
    round: { ...round, state: 'closed', closedAt: now, commentsOutAt, outcome, rev: round.rev + 1 },
  };
}
