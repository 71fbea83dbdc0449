// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { DutyPlan } from './plan.ts';

export type { DutyPlan };
export type { Tx };
export type StoredPlan = { readonly version: number; readonly plan: DutyPlan; readonly at: Instant; readonly by: string };
export type PushSubscription = { readonly person: string; readonly endpoint: string; readonly p256dh: string; readonly auth: string };

/** The plan in all its versions, web-push subscriptions, and what has been warned of. */
export type PlanStore = {
  readonly latest: (tx?: Tx) => Promise<StoredPlan | null>;
  /** The plan as it was in that version; null: there is none. */
  readonly version: (version: number) => Promise<StoredPlan | null>;
  readonly insert: (tx: Tx, stored: StoredPlan) => Promise<void>;
  readonly lock: (tx: Tx) => Promise<void>;
  readonly subscriptions: (person: string) => Promise<readonly PushSubscription[]>;
  readonly subscribe: (tx: Tx, subscription: PushSubscription) => Promise<void>;
  /** How many browsers each person has subscribed that still take pushes. */
  readonly browsers: () => Promise<ReadonlyMap<string, number>>;
  readonly unsubscribe: (endpoint: string) => Promise<void>;
  /** How often a person has withdrawn the calendar addresses that they asked for. */
  readonly feedSerial: (personId: string) => Promise<number>;
  readonly withdrawFeeds: (tx: Tx, personId: string) => Promise<void>;
  /** True once for each key: a warning is given once. */
  readonly firstTime: (tx: Tx, key: string) => Promise<boolean>;
};
