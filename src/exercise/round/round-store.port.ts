// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Named, Round, RoundAnswer, RoundState, Seat, Vote } from './round.ts';

export type { Round, RoundAnswer, Seat, Vote } from './round.ts';

export type RoundFilter = {
  readonly search?: string;
  readonly category?: string;
  readonly state?: RoundState;
  /** Rounds that are being set up are listed for those who keep them alone. */
  readonly viewerId: string;
  /** The number of the last one of the page before. */
  readonly before?: string;
  readonly limit: number;
};

/** What one person sees of a round in a list. */
export type ListedRound = { readonly round: Round; readonly answers: number; readonly seat: Seat | null; readonly own: RoundAnswer | null };

/** The registers of rounds. Writers take the transaction of the entry that says what they do. */
export type RoundStore = {
  /** Locked until the transaction ends: what is done to one round stands in one line. */
  readonly lock: (tx: Tx, roundId: string) => Promise<Round | null>;
  readonly put: (tx: Tx, round: Round) => Promise<void>;
  readonly round: (roundId: string) => Promise<Round | null>;
  readonly list: (filter: RoundFilter) => Promise<readonly ListedRound[]>;
  readonly categories: (viewerId: string) => Promise<readonly { readonly category: string; readonly rounds: number }[]>;
  readonly seats: (roundId: string, tx?: Tx) => Promise<readonly Seat[]>;
  /** Changes what is named of a seat, and makes it where there is none. Without a transaction: a draft, which is no entry. */
  readonly putSeat: (roundId: string, change: Named & Partial<Seat>, tx?: Tx) => Promise<void>;
  readonly answers: (roundId: string, tx?: Tx) => Promise<readonly RoundAnswer[]>;
  readonly putAnswer: (tx: Tx, roundId: string, answer: RoundAnswer) => Promise<void>;
  readonly votes: (roundId: string, tx?: Tx) => Promise<readonly Vote[]>;
  readonly addVote: (tx: Tx, roundId: string, vote: Vote, at: Instant) => Promise<void>;
  readonly dropVote: (tx: Tx, vote: Vote) => Promise<void>;
};
