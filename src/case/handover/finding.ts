// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { receivers } from '../entry/case.ts';
import type { FindingDecision } from '../fold/view.ts';
import type { Evidence } from '../fold/readings/reading.ts';

export type Receiver = (typeof receivers)[number];

/** What one station found and the next one can use, with what it rests on. A person takes or declines it by one press. */
export type Finding = {
  /** The same thing found again keeps its id, so that a decision about it stays. */
  readonly id: string;
  readonly to: Receiver;
  readonly kind: string;
  readonly value: string;
  readonly text: Bilingual;
  readonly evidence: readonly Evidence[];
  /** `desk`: taking it changes nothing outside, so the desk does it by itself. */
  readonly takenBy: 'desk' | 'person';
  readonly state: { readonly is: 'ready' } | FindingDecision;
};

/** A finding before it is known what was decided of it. */
export type Found = Omit<Finding, 'id' | 'state'>;

const LONGEST = 400;

/** One finding's own name for its receiver; the same value found twice is one finding. */
export function findingId({ to, kind, value }: Pick<Found, 'to' | 'kind' | 'value'>): string {
  return `${to}:${kind}:${value}`.slice(0, LONGEST);
}
