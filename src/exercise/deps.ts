// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../case/language/journal.port.ts';
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { People } from './people.port.ts';
import type { RoundStore } from './round/round-store.port.ts';

export type ExerciseDeps = {
  readonly journal: Journal;
  readonly rounds: RoundStore;
  readonly people: People;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Random text of `bytes` bytes as base64url. */
  readonly random: (bytes: number) => string;
};
