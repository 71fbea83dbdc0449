// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import type { Tx } from './tx.ts';

/** Durable work that an entry causes. It runs once; its outcome is an entry. */
export type Task = {
  /** Names the handler, `triage.look-up`. */
  readonly name: string;
  /** Two tasks with one key are one task. */
  readonly key: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly notBefore?: Instant;
};

/** A pure function from what just happened to what must be done. `view` is null in the desk's chain. */
export type WatchOf<Entry, View> = (view: View | null, entry: Entry) => readonly Task[];

/** Marks tasks as done in the transaction that holds their outcome: neither is ever there without the other. */
export type Settle = (tx: Tx, keys: readonly string[]) => Promise<void>;
export type TaskRun = { readonly key: string; readonly data: Task['data'] };

/** What runs a task. Throwing means "try again later"; retries are bounded and the last failure is kept. */
export type TaskHandler = {
  readonly name: string;
  readonly run: (data: Task['data']) => Promise<void>;
  /**
   * Several of them, in their order, by few questions and few commits. Those that it did not settle are marked as done when
   * it resolves; where it throws, those that are not done are run one by one.
   */
  readonly runAll?: (runs: readonly TaskRun[], settle: Settle) => Promise<void>;
};
