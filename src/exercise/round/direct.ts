// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import { personActor } from '../../kernel/person.ts';
import type { Person } from '../../kernel/person.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Problem } from '../../kernel/problem.ts';
import type { ExerciseDeps } from '../deps.ts';
import type { TaskHandler } from '../../journal/task.ts';
import { refusedRound, roundProblem } from '../problems.ts';
import { END_ANSWERS } from '../watch.ts';
import { refusalOf } from './moves.ts';
import { changeOf, reviewBegun, textDigest, withText } from './orders.ts';
import type { Acting, Change } from './orders.ts';
import type { RoundOrder, SetUp } from './round.contract.ts';
import { isOver, placeOf } from './round.ts';
import type { Named, Round } from './round.ts';

/** Who acts: a person by name, never a machine. */
export type Who = Person & { readonly roles: readonly string[] };

type Done = Result<Round, Problem>;
const MACHINE = { type: 'machine', name: 'exercise' } as const;

/** Begins a round in `set-up`; whoever does is its examiner. */
export async function setUpRound(deps: ExerciseDeps, who: Who, wanted: SetUp): Promise<Done> {
  const { instructorId, ...text } = wanted;
  const instructor = instructorId === null ? ok(null) : await instructorOf(deps, instructorId);
  if (!instructor.ok) return instructor;
  const now = deps.clock.now();
  return deps.journal.write(async (writing) => {
    const year = now.slice(0, 4);
    const number = await writing.nextNumber(`round/${year}`);
    const blank: Round = {
      roundId: `Q-${year}-${String(number).padStart(4, '0')}`,
      rev: 0,
      state: 'set-up',
      category: '',
      title: '',
      question: '',
      hint: '',
      deadline: null,
      voteAfterOwnAnswer: false,
      anonymousToPeers: false,
      examiner: { personId: who.personId, name: who.name },
      instructor: instructor.value,
      createdAt: now,
      openedAt: null,
      reviewAt: null,
      closedAt: null,
      commentsOutAt: null,
      extensions: [],
      outcome: '',
    };
    const round = withText(blank, text);
    await deps.rounds.put(writing.tx, round);
    const body = { roundId: round.roundId, title: round.title, category: round.category, digest: textDigest(deps.hash, round) };
    await writing.append({ stream: DESK, actor: personActor(who), drafts: [{ kind: 'round.set-up', body }] });
    return ok(round);
  });
}

/** Makes one move in a round, or says why not; `expected` is the rev that was seen, null where that does not matter. */
export async function directRound(
  deps: ExerciseDeps,
  roundId: string,
  who: Who,
  order: RoundOrder,
  expected: number | null,
): Promise<Done> {
  const instructor = order.do === 'name-instructor' ? await instructorOf(deps, order.personId) : null;
  // Whoever was named may have lost the role, or left, since.
  const still = order.do === 'open' ? await stillInstructor(deps, roundId) : true;
  return deps.journal.write(async (writing) => {
    const at = await actingIn(deps, writing, roundId, who);
    if (at === null) return err(roundProblem('round.unknown', undefined, { roundId }));
    if (expected !== null && expected !== at.round.rev) return err(roundProblem('round.stale', undefined, { roundId, rev: at.round.rev }));
    const refusal = refusalOf(at, order.do);
    if (refusal !== null) return err(refusedRound(refusal, roundId));
    if (!still) return err(refusedRound('no-instructor', roundId));
    if (order.do === 'name-instructor') {
      if (instructor === null || !instructor.ok) return instructor ?? err(refusedRound('no-instructor', roundId));
      return settle(deps, writing, at.round, who, named(at.round, instructor.value));
    }
    const change = changeOf({ hash: deps.hash, newId: () => `A-${deps.random(9)}` }, at, order);
    return change.ok ? settle(deps, writing, at.round, who, change.value) : err(refusedRound(change.error, roundId));
  });
}

/** Runs the task of watch.ts: at the deadline answers are over, unless it was moved or somebody ended them before. */
export function endAnswersHandler(deps: ExerciseDeps): TaskHandler {
  return {
    name: END_ANSWERS,
    run: (data) =>
      deps.journal.write(async (writing) => {
        const round = await deps.rounds.lock(writing.tx, String(data['roundId']));
        const now = deps.clock.now();
        if (round === null || round.state !== 'open' || !isOver(round, now)) return;
        const change = reviewBegun(deps.hash, round, await deps.rounds.answers(round.roundId, writing.tx), now);
        await deps.rounds.put(writing.tx, change.round ?? round);
        await writing.append({ stream: DESK, actor: MACHINE, drafts: [change.entry] });
      }),
  };
}

async function actingIn(deps: ExerciseDeps, { tx }: Writing, roundId: string, who: Who): Promise<Acting | null> {
  const { rounds } = deps;
  const round = await rounds.lock(tx, roundId);
  if (round === null) return null;
  const [seats, answers, votes] = [await rounds.seats(roundId, tx), await rounds.answers(roundId, tx), await rounds.votes(roundId, tx)];
  return {
    round,
    seats,
    answers,
    votes,
    who: { personId: who.personId, name: who.name },
    place: placeOf(round, who),
    seat: seats.find(({ personId }) => personId === who.personId) ?? null,
    own: answers.find(({ author }) => author.personId === who.personId) ?? null,
    now: deps.clock.now(),
  };
}

async function settle(deps: ExerciseDeps, { tx, append }: Writing, before: Round, who: Who, change: Change): Promise<Done> {
  const { roundId } = before;
  if (change.round !== undefined) await deps.rounds.put(tx, change.round);
  if (change.seat !== undefined) await deps.rounds.putSeat(roundId, change.seat, tx);
  if (change.answer !== undefined) await deps.rounds.putAnswer(tx, roundId, change.answer);
  if (change.addVote !== undefined) await deps.rounds.addVote(tx, roundId, change.addVote, deps.clock.now());
  if (change.dropVote !== undefined) await deps.rounds.dropVote(tx, change.dropVote);
  await append({ stream: DESK, actor: personActor(who), drafts: [change.entry] });
  return ok(change.round ?? before);
}

function named(round: Round, instructor: Named): Change {
  const body = { roundId: round.roundId, personId: instructor.personId, name: instructor.name };
  return { entry: { kind: 'round.instructor-named', body }, round: { ...round, instructor, rev: round.rev + 1 } };
}

async function instructorOf(deps: ExerciseDeps, personId: string): Promise<Result<Named, Problem>> {
  const found = await deps.people.find(personId);
  if (found === null || !found.roles.includes('instructor')) return err(roundProblem('round.not-an-instructor', undefined, { personId }));
  return ok({ personId: found.personId, name: found.name });
}

async function stillInstructor(deps: ExerciseDeps, roundId: string): Promise<boolean> {
  const named = (await deps.rounds.round(roundId))?.instructor ?? null;
  return named === null || (await instructorOf(deps, named.personId)).ok;
}
