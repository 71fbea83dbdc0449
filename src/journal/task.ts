// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import type { Entry } from './entry.ts';
import type { CaseView } from './fold/view.ts';

/** Durable work that an entry causes. It runs once; its outcome is an entry. */
export type Task = {
  /** Names the handler, `triage.look-up`. */
  readonly name: string;
  /** Two tasks with one key are one task. */
  readonly key: string;
  readonly data: Readonly<Record<string, string | number | boolean | null>>;
  readonly notBefore?: Instant;
};

/** A part's `watch.ts`: a pure function from what just happened to what must be done. `view` is null in the desk's chain. */
export type Watch = (view: CaseView | null, entry: Entry) => readonly Task[];

/** What runs a task. Throwing means "try again later"; retries are bounded and the last failure is kept. */
export type TaskHandler = { readonly name: string; readonly run: (data: Task['data']) => Promise<void> };
