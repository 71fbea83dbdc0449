// SPDX-License-Identifier: Apache-2.0

/** Who may hear of an exercise: mail addresses in lower case, those who are not reachable in it left out. */
export type Roster = { readonly addresses: ReadonlySet<string> };

/** `rosterOf`: of the exercise to which a stream belongs; null where what happens in it is real. */
export type Exercises = {
  readonly rosterOf: (stream: string) => Promise<Roster | null>;
  /** Every case that is one, ended or not. */
  readonly cases: () => Promise<ReadonlySet<string>>;
};
