// SPDX-License-Identifier: Apache-2.0
import { inertText } from '../../kernel/text.ts';
import type { Instant } from '../../kernel/instant.ts';
import { movesOf, seesAnswers } from './moves.ts';
import type { Standing } from './moves.ts';
import { whatNow } from './now.ts';
import type { RoundRow, RoundSheet } from './round.contract.ts';
import type { ListedRound, RoundStore } from './round-store.port.ts';
import { inOrder, placeOf } from './round.ts';
import type { Round, RoundAnswer, Viewer, Vote } from './round.ts';

type Seen = { readonly rounds: Pick<RoundStore, 'round' | 'seats' | 'answers' | 'votes'>; readonly now: Instant };

/** The round as `who` may see it; null where there is none, or none yet for this person. */
export async function seeRound({ rounds, now }: Seen, roundId: string, who: Viewer): Promise<RoundSheet | null> {
  const round = await rounds.round(roundId);
  if (round === null) return null;
  const [seats, answers, votes] = await Promise.all([rounds.seats(roundId), rounds.answers(roundId), rounds.votes(roundId)]);
  const place = placeOf(round, who);
  if (round.state === 'set-up' && (place === 'member' || place === 'observer')) return null;
  const seat = seats.find(({ personId }) => personId === who.personId) ?? null;
  const own = answers.find(({ author }) => author.personId === who.personId) ?? null;
  const standing: Standing = { round, place, seat, own, now };
  const { instructor, openedAt, reviewAt, closedAt, commentsOutAt, outcome, voteAfterOwnAnswer, anonymousToPeers } = round;
  return {
    ...rowOf(standing, answers.length),
    rev: round.rev,
    place,
    question: round.question,
    instructor,
    openedAt,
    reviewAt,
    closedAt,
    commentsOutAt,
    outcome,
    voteAfterOwnAnswer,
    anonymousToPeers,
    may: [...movesOf(standing)],
    hint: hintOf(standing),
    extensions: round.extensions.map((one) => ({ ...one, by: inertText(one.by) })),
    votes: seesAnswers(standing) ? votes.length : 0,
    own: {
      draft: seat?.draft ?? '',
      draftAt: seat?.draftAt ?? null,
      lateAsked: (seat?.lateAsked ?? null) !== null,
      lateAllowed: (seat?.lateAllowed ?? null) !== null,
      answer: own === null ? null : { answerId: own.answerId, text: own.text, at: own.at, late: own.late, version: own.version },
    },
    list: seesAnswers(standing) ? listOf(standing, answers, votes, who) : null,
    asking:
      place !== 'instructor'
        ? []
        : seats.flatMap(({ personId, name, lateAsked, lateAllowed }) =>
            lateAsked === null || lateAllowed !== null ? [] : [{ personId, name: inertText(name), ...lateAsked }],
          ),
  };
}

/** A round as a list shows it to `who`. */
export function seeRow(listed: ListedRound, who: Viewer, now: Instant): RoundRow {
  const { round, seat, own, answers } = listed;
  return rowOf({ round, place: placeOf(round, who), seat, own, now }, answers);
}

function rowOf(standing: Standing, answers: number): RoundRow {
  const { roundId, category, title, state, createdAt, deadline, examiner } = standing.round;
  const now = whatNow(standing);
  return { roundId, category, title, state, createdAt, deadline, examiner: inertText(examiner.name), answers, now: { ...now } };
}

/** Members ask for it; at the close it is no secret any more. */
function hintOf({ round, place, seat }: Standing): RoundSheet['hint'] {
  if (round.hint === '') return null;
  const revealedAt = seat?.hintAt ?? null;
  const shown = place === 'examiner' || place === 'instructor' || round.state === 'closed' || revealedAt !== null;
  return { text: shown ? round.hint : null, revealedAt };
}

function listOf({ round, place }: Standing, answers: readonly RoundAnswer[], votes: readonly Vote[], who: Viewer): RoundSheet['list'] {
  return inOrder(answers, votes).map((answer) => {
    const { answerId, author, text, at, late, comment } = answer;
    const mine = author.personId === who.personId;
    return {
      answerId,
      mine,
      text,
      at,
      late,
      votes: answer.votes,
      author: mine || namesShown(round, place) ? inertText(author.name) : null,
      voted: votes.some((vote) => vote.answerId === answerId && vote.voterId === who.personId),
      comment:
        comment !== null && (place === 'instructor' || round.commentsOutAt !== null) ? { ...comment, by: inertText(comment.by) } : null,
    };
  });
}

function namesShown(round: Round, place: Standing['place']): boolean {
  return !round.anonymousToPeers || place === 'instructor' || place === 'examiner';
}
