// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import type { Indicator } from '../indicator/indicator.ts';

export type { CaseId, EngineFault, Indicator, Instant, Tx };

/** What the last search found of one indicator. */
export type IndicatorHits = { readonly hits: number; readonly computers: number; readonly first: string; readonly last: string };

/** An indicator that a case looks for again and again. */
export type Standing = Indicator & {
  /** Where it came from, in the words of whoever added it; '' when they said nothing. */
  readonly source: string;
  readonly by: string;
  readonly at: Instant;
  readonly found: IndicatorHits | null;
};

/** Something that the whole desk holds to be harmless, or held to be until `until`. */
export type Allowed = Indicator & {
  readonly why: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: { readonly at: Instant; readonly by: string; readonly why: string } | null;
};

export type Outcome = {
  readonly asked: number;
  readonly leftOut: number;
  readonly hits: number;
  readonly computers: number;
  readonly linesLookedAt: number;
};

/** How far the search of a case is. */
export type SearchState = {
  /** Grows with each wish to search again; a search that is done says up to which wish. */
  readonly wanted: number;
  readonly done: number;
  /** The last search that came to its end; null before the first. */
  readonly last: { readonly beganAt: Instant; readonly at: Instant; readonly outcome: Outcome } | null;
  /** Why the search that is wanted did not come to its end. */
  readonly fault: (EngineFault & { readonly at: Instant }) | null;
};

export type SearchResult = {
  readonly digest: string;
  readonly found: readonly (Indicator & IndicatorHits)[];
  readonly outcome: Outcome;
  readonly beganAt: Instant;
  readonly at: Instant;
  readonly wanted: number;
};

/** What each case looks for and what the desk holds to be harmless. Every change of it is anchored by an entry. */
export type StandingStore = {
  /** Gives those that the case did not have. */
  readonly addIndicators: (
    tx: Tx,
    caseId: CaseId,
    indicators: readonly Indicator[],
    from: { readonly source: string; readonly by: string; readonly at: Instant },
  ) => Promise<readonly Indicator[]>;
  readonly indicators: (caseId: CaseId) => Promise<readonly Indicator[]>;
  /**
   * All of one moment: a search that ends meanwhile is in the state and in what was found of each, or in neither. Those that
   * were found first, most hits first, then the newest; `search` is a part of the value.
   */
  readonly standing: (
    caseId: CaseId,
    search: string,
    limit: number,
  ) => Promise<{
    readonly rows: readonly Standing[];
    readonly total: number;
    readonly state: SearchState;
    readonly allowed: readonly Indicator[];
  }>;
  readonly allowed: (tx?: Tx) => Promise<readonly Indicator[]>;
  /** `now`: what counts, newest first. `was`: what counted once, the last to go first. */
  readonly allowList: (
    limit: number,
  ) => Promise<{ readonly now: readonly Allowed[]; readonly was: readonly Allowed[]; readonly total: number }>;
  readonly changeAllowed: (
    tx: Tx,
    change: { readonly add: readonly Indicator[]; readonly remove: readonly Indicator[] },
    why: { readonly why: string; readonly by: string; readonly at: Instant },
  ) => Promise<void>;
  /** That these cases be searched again; null: all that look for something. A search under way counts as earlier. */
  readonly want: (caseIds: readonly CaseId[] | null, tx?: Tx) => Promise<void>;
  /** Cases whose search is wanted, and those with a fault last. */
  readonly wanting: () => Promise<readonly CaseId[]>;
  readonly state: (caseId: CaseId) => Promise<SearchState>;
  /** Keeps what a search of everything found, and says whether it is the case's first, another one, or the same. */
  readonly settle: (tx: Tx, caseId: CaseId, settled: SearchResult) => Promise<'first' | 'other' | 'same'>;
  readonly failed: (caseId: CaseId, fault: EngineFault & { readonly at: Instant }) => Promise<void>;
};
