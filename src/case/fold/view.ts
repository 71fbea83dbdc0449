// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { PartViews } from './parts.ts';
import type { Outcome, Severity, Station, Tlp, Urgency } from './readings/reading.ts';

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
  /** Where it came from another desk: how many of its entries, from whom, and who took them in when. Read here, not worked on. */
  readonly imported: {
    readonly entries: number;
    readonly from: string;
    /** Whether a desk to practise on wrote it, as its archive says; null: it does not say. */
    readonly practice: boolean | null;
    readonly by: string;
    readonly at: Instant;
  } | null;
  readonly struck: Readonly<Partial<Record<Station, string>>>;
  /** Stations that a person wants although the kind of incident has no use for them. */
  readonly wanted: readonly Station[];
  readonly actions: Readonly<Record<string, ActionMark>>;
  /** The last call to each body outside, by its name. */
  readonly calls: Readonly<Record<string, Call>>;
  /** How long each source of logs keeps its lines, by its name. */
  readonly retentions: Readonly<Record<string, { readonly days: number; readonly kept: boolean; readonly seq: number }>>;
  /** What was decided of findings, by their id (handover/finding.ts). */
  readonly findings: Readonly<Record<string, FindingDecision>>;
  /** Whom outside the case is shown to, by the number of their link. */
  readonly guests: Readonly<Record<string, Guest>>;
  readonly parts: PartViews;
};

export type Call = {
  readonly result: 'reached' | 'no-answer' | 'call-back';
  readonly callBackAt: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly seq: number;
};

/** A link for somebody outside; `until`: the instant at which it ends by itself; `secret`: SHA-256, hex. */
export type Guest = {
  readonly guestId: string;
  readonly name: string;
  readonly of: string;
  readonly reason: string;
  readonly tlp: Tlp;
  readonly until: string;
  readonly secret: string;
  readonly by: string;
  /** The register's id of who gave it. */
  readonly byId: string;
  readonly at: Instant;
  readonly withdrawnAt: Instant | null;
};

export type FindingDecision = {
  readonly is: 'taken' | 'declined';
  readonly by: string;
  /** Empty where it was taken. */
  readonly reason: string;
  readonly at: Instant;
  readonly seq: number;
};

export type ActionMark =
  | { readonly is: 'done'; readonly note: string; readonly at: Instant }
  | { readonly is: 'given'; readonly personId: string; readonly name: string }
  | { readonly is: 'postponed'; readonly until: string; readonly reason: string }
  | { readonly is: 'refused'; readonly reason: string };

/** Whether nothing of a case moved but its number and time: by identity, because a fold leaves what it does not change. */
export function isSameCase(before: CaseView, after: CaseView): boolean {
  return (Object.keys(after) as (keyof CaseView)[]).every((key) => key === 'seq' || key === 'changedAt' || before[key] === after[key]);
}
