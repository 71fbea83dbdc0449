// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { RunClock } from '../../common/time/run-clock.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Progress } from './advance.ts';

export type RosterSeat = { readonly role: string; readonly personId: string; readonly name: string };

/** An exercise as it runs. One case holds what happens in it. */
export type Run = {
  /** `X-2026-0001`; the year is that of the start, in UTC. */
  readonly runId: string;
  readonly caseId: CaseId;
  readonly state: 'running' | 'paused' | 'ended';
  readonly scenario: Scenario;
  readonly roster: readonly RosterSeat[];
  readonly unreachable: readonly string[];
  readonly facilitator: { readonly personId: string; readonly name: string };
  readonly startedAt: Instant;
  readonly clock: RunClock;
  readonly progress: Progress;
  /** The real case of its corrective actions, and how many there are; absent while there is none. */
  readonly corrections?: { readonly caseId: CaseId; readonly count: number };
  /** The last entry of the case that was taken into account. */
  readonly readSeq: number;
};
