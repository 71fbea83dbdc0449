// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../../src/kernel/bilingual.ts';
import type { Award } from './award.ts';
import type { Minutes } from './moments.ts';
import type { Truth } from './truths.ts';

export type IncidentRun = {
  readonly size: 'small' | 'long';
  /** Where pictures go; null: no browser, presses are made over the API alone. */
  readonly pictures: string | null;
  /** In which language the decisive screens are pressed; the others' pictures are taken in the other one. */
  readonly lang: Lang;
  /** A fault that is planted in the world, by name; null: none. */
  readonly plant: string | null;
  /** Told of each row that does not hold, when it is filled in; what it throws ends the incident. */
  readonly onUnheld?: (truth: Truth) => void;
  /** What is being done, for whoever watches. */
  readonly say: (text: Bilingual) => void;
};

export type Outcome = {
  readonly truths: readonly Truth[];
  readonly award: Award;
  readonly minutes: Minutes;
  /** Moments, from 0, that must occur in this incident. */
  readonly mustOccur: readonly number[];
  /** Further lines for the report: a funnel, a comparison with the real case. */
  readonly lines: readonly Bilingual[];
  readonly pictures: readonly string[];
};

export type Incident = {
  readonly title: Bilingual;
  /** Why it cannot run on this machine; null: it can. */
  readonly lacks: () => string | null;
  /** Faults that can be planted, and for each the row, by its English words, that it must turn. */
  readonly plants: Readonly<Record<string, string>>;
  readonly run: (run: IncidentRun) => Promise<Outcome>;
};
