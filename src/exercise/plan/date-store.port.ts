// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';

/** A scenario that is to be rehearsed on a day (YYYY-MM-DD, in the zone of the rota). `title`: as it was called then, in Japanese. */
export type ExerciseDate = { readonly dateId: string; readonly scenarioId: string; readonly title: string; readonly day: string };

/** Days set for exercises. Writers take the transaction of the entry that says so. */
export type DateStore = {
  readonly put: (tx: Tx, date: ExerciseDate) => Promise<void>;
  /** The date that was dropped; null: there is none. */
  readonly drop: (tx: Tx, dateId: string) => Promise<ExerciseDate | null>;
  /** From a day on, the earliest first, at most 200. */
  readonly since: (day: string) => Promise<readonly ExerciseDate[]>;
};
