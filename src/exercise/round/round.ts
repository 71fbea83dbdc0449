// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';

/** `set-up`: being written. `open`: answers come in, hidden. `review`: seen by all, votes and comments. `closed`: as it stays. */
export const roundStates = ['set-up', 'open', 'review', 'closed'] as const;
export type RoundState = (typeof roundStates)[number];

export type Named = { readonly personId: string; readonly name: string };

export type Extension = {
  readonly from: Instant;
  readonly to: Instant;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
};

/** What the examiner writes. The hint is `''` where there is none. */
export type RoundText = {
  readonly category: string;
  readonly title: string;
  readonly question: string;
  readonly hint: string;
  readonly deadline: Instant | null;
  /** Nobody sees or votes on others' answers before their own is in. */
  readonly voteAfterOwnAnswer: boolean;
  readonly anonymousToPeers: boolean;
};

export type Round = RoundText & {
  /** `Q-2026-0001`; the year is that of setting up, in UTC. */
  readonly roundId: string;
  /** Counts what was changed by examiner and instructor, for If-Match. */
  readonly rev: number;
  readonly state: RoundState;
  readonly examiner: Named;
  readonly instructor: Named | null;
  readonly createdAt: Instant;
  readonly openedAt: Instant | null;
  readonly reviewAt: Instant | null;
  readonly closedAt: Instant | null;
  /** From then on a comment is seen as soon as it is written, those on late answers too. */
  readonly commentsOutAt: Instant | null;
  readonly extensions: readonly Extension[];
  /** What was taken from the round, said at its close. */
  readonly outcome: string;
};

/** One member's place in a round, whether an answer came or not. */
export type Seat = Named & {
  readonly draft: string;
  readonly draftAt: Instant | null;
  readonly hintAt: Instant | null;
  readonly lateAsked: { readonly at: Instant; readonly reason: string } | null;
  readonly lateAllowed: { readonly at: Instant; readonly by: string; readonly reason: string } | null;
};

export type Comment = {
  /** On the screen. */
  readonly short: string;
  /** In the booklet. */
  readonly long: string;
  /** A further question to whoever answered: “and if it were true?” */
  readonly followUp: string;
  readonly model: boolean;
  readonly by: string;
  readonly at: Instant;
};

export type RoundAnswer = {
  readonly answerId: string;
  readonly author: Named;
  readonly text: string;
  readonly version: number;
  /** When the first version came, and when the present one. */
  readonly firstAt: Instant;
  readonly at: Instant;
  readonly late: boolean;
  readonly comment: Comment | null;
};

export type Vote = { readonly answerId: string; readonly voterId: string };

/** Where somebody stands in a round. Whoever is both examiner and instructor acts as the instructor. */
export type Place = 'examiner' | 'instructor' | 'member' | 'observer';

/** Who looks at a round; a machine may. */
export type Viewer = { readonly personId: string; readonly roles: readonly string[] };

/** Auditors read and change nothing; everybody else who is neither examiner nor instructor is a member. */
export function placeOf(round: Pick<Round, 'examiner' | 'instructor'>, who: Viewer): Place {
  if (round.instructor?.personId === who.personId) return 'instructor';
  if (round.examiner.personId === who.personId) return 'examiner';
  return who.roles.length > 0 && who.roles.every((role) => role === 'auditor') ? 'observer' : 'member';
}

/** Whether answers were due before `now`. */
export function isOver(round: Pick<Round, 'deadline'>, now: Instant): boolean {
  return round.deadline !== null && round.deadline <= now;
}

/** Most liked first, then as they came: votes order, they never score. */
export function inOrder(answers: readonly RoundAnswer[], votes: readonly Vote[]): readonly (RoundAnswer & { readonly votes: number })[] {
  const counts = new Map<string, number>();
  for (const { answerId } of votes) counts.set(answerId, (counts.get(answerId) ?? 0) + 1);
  return answers
    .map((answer) => ({ ...answer, votes: counts.get(answer.answerId) ?? 0 }))
    .toSorted((a, b) => b.votes - a.votes || a.firstAt.localeCompare(b.firstAt) || a.answerId.localeCompare(b.answerId));
}
