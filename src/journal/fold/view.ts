// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { CaseId } from '../stream.ts';
import type { PartViews } from './parts.ts';
import type { Outcome, Severity, Station, Tlp, Urgency } from './reading.ts';

/** A case as its entries add up. Everything a screen says of a case is read from here or from a part's register. */
export type CaseView = {
  readonly id: CaseId;
  readonly seq: number;
  readonly title: string;
  readonly openedAt: Instant;
  readonly changedAt: Instant;
  readonly owner: { readonly personId: string; readonly name: string } | null;
  readonly severity: Severity;
  readonly urgency: Urgency;
  readonly tlp: Tlp;
  readonly state:
    | { readonly is: 'open' }
    | { readonly is: 'closed'; readonly outcome: Outcome; readonly reason: string; readonly at: Instant };
  readonly struck: Readonly<Partial<Record<Station, string>>>;
  readonly actions: Readonly<Record<string, ActionMark>>;
  readonly parts: PartViews;
};

export type ActionMark =
  | { readonly is: 'done'; readonly note: string; readonly at: Instant }
  | { readonly is: 'given'; readonly personId: string; readonly name: string }
  | { readonly is: 'postponed'; readonly until: string; readonly reason: string }
  | { readonly is: 'refused'; readonly reason: string };
