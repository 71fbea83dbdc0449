// SPDX-License-Identifier: Apache-2.0
import { noticeStateNames, noticeStates, stages } from './state.ts';
import type { NoticeState, Stage } from './state.ts';

/** Customers by state and by stage; each sums to `customers`. Counted by customer, never by progress. */
export type Funnel = {
  readonly customers: number;
  readonly states: Readonly<Record<NoticeState, number>>;
  readonly stages: Readonly<Record<Stage, number>>;
};

/** Counts where everybody stands: one state each. */
export function funnelOf(standing: Iterable<NoticeState>): Funnel {
  const states = zeros(noticeStateNames);
  const byStage = zeros(stages);
  let customers = 0;
  for (const state of standing) {
    states[state] += 1;
    byStage[noticeStates[state].stage] += 1;
    customers += 1;
  }
  return { customers, states, stages: byStage };
}

/** Nobody is left who is neither verified nor exempt: only then may a notice be closed. */
export function settled({ customers, stages: { verified, out } }: Funnel): boolean {
  return verified + out === customers;
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}
