// SPDX-License-Identifier: Apache-2.0
import type { Journal } from '../../case/language/journal.port.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { HuntResources } from '../deps.ts';
import type { StandingStore } from './standing-store.port.ts';

export type StandingDeps = {
  readonly journal: Journal;
  readonly store: StandingStore;
  readonly desk: HuntResources;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Addresses and ranges behind which several computers stand (proxy, resolver, NAT), as the register of services has them. */
  readonly points: () => Promise<readonly string[]>;
};

/** Searches for one case after the other, as long as the desk runs. What a desk that is gone had to search is still wanted. */
export type SearchRunner = { readonly poke: () => void; readonly start: () => void; readonly stop: () => Promise<void> };

/** For a running desk: one runner, shared by tasks, routes and the service that runs it. */
export type StandingResources = StandingDeps & { readonly runner: SearchRunner };
