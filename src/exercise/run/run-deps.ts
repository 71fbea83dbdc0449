// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { People } from '../people.port.ts';
import type { HouseNames } from '../scenario/bind.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RunStore } from './run-store.port.ts';

export type RunDeps = {
  readonly journal: Journal;
  readonly runs: RunStore;
  readonly people: Pick<People, 'find'>;
  /** Those that come with the desk and those of the organisation. */
  readonly scenarios: () => readonly Scenario[];
  /** What the organisation's registers call things; absent where a scenario is taken as it is. */
  readonly names?: () => Promise<HouseNames>;
  readonly clock: Clock;
  readonly hash: HashBytes;
};
