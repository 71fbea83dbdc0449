// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../kernel/bilingual.ts';
import type { Instant } from '../../../kernel/instant.ts';
import type { outcomes, severities, stations, tlps, urgencies } from '../../entry/case.ts';

export type Station = (typeof stations)[number];
export type Severity = (typeof severities)[number];
export type Urgency = (typeof urgencies)[number];
export type Tlp = (typeof tlps)[number];
export type Outcome = (typeof outcomes)[number];

/** ● proved · ◐ derived (says from what) · ○ not checkable (says what is missing). */
export type Mark = 'proved' | 'derived' | 'not-checkable';

/** What a statement rests on: a blob, an entry, or raw lines that a screen can open. */
export type Evidence =
  | { readonly type: 'entry'; readonly seq: number }
  | { readonly type: 'blob'; readonly sha256: string; readonly label: string }
  | { readonly type: 'link'; readonly href: string; readonly label: string };

export type Statement = { readonly id: string; readonly text: Bilingual; readonly mark: Mark; readonly evidence: readonly Evidence[] };

/** The product's signature: what is known, what is not known yet, what cannot be checked. */
export type Judgement = {
  readonly known: readonly Statement[];
  readonly unknown: readonly Statement[];
  readonly notCheckable: readonly Statement[];
};

export type StationReading = {
  readonly state: 'waiting' | 'running' | 'done';
  readonly word: Bilingual;
  /** One key number with its unit. */
  readonly number: { readonly value: number; readonly unit: Bilingual } | null;
  readonly deadline: Instant | null;
  /** Nothing is known yet: what another part says of the station stands. */
  readonly tentative?: boolean | undefined;
};

/** One proposed next action. Lower `order` comes first. `id` stays the same for the same thing to do. */
export type NextAction = {
  readonly id: string;
  readonly order: number;
  readonly text: Bilingual;
  readonly why: Bilingual;
  /** The role or department that should do it. */
  readonly who: Bilingual;
  /** Minutes from the event that made it due, as a person would count; null when there is no clock. */
  readonly by: Instant | null;
  /** `by` is kept by others (the law, an overwriting log, a promise): it does not wait for us. */
  readonly kept?: true | undefined;
  /** Where it is done, as a path of the desk. */
  readonly href: string | null;
  /** Facts of which any one proves that this is done (next/facts.ts). */
  readonly provedBy?: readonly string[] | undefined;
};
