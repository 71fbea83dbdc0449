// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../entry.ts';
import type { Judgement, NextAction, Station, StationReading } from './readings/reading.ts';

/** How one part's entries add up, and what they say on the case page. All pure; the view must survive JSON. */
export type PartFold<View> = {
  readonly initial: View;
  readonly apply: (view: View, entry: Entry) => View;
  readonly stations: (view: View) => Partial<Record<Station, StationReading>>;
  readonly judgement: (view: View) => Judgement;
  /** `proved`: names of what the case's entries prove (next/facts.ts). */
  readonly next: (view: View, proved: ReadonlySet<string>) => readonly NextAction[];
};

export const emptyJudgement: Judgement = { known: [], unknown: [], notCheckable: [] };
