// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { RuleId } from '../../case/entry/obligation.ts';

export type { RuleId };

/** How a rule counts from its trigger to its deadline. */
export type Counting =
  /** Running hours, through weekends and holidays. */
  | { readonly how: 'hours'; readonly hours: number }
  /** Japanese calendar days: the day of the trigger is day 1. `roll`: a closed last day moves to the next open day. */
  | {
      readonly how: 'days-from-day-one';
      readonly days: number;
      readonly ifWrongful: number;
      readonly warnDays: number;
      readonly roll: boolean;
    }
  /** The same wall time so many calendar days later. */
  | { readonly how: 'days-after'; readonly days: number }
  | { readonly how: 'months-after'; readonly months: number }
  /** Business days of the US federal calendar, ending when EDGAR stops accepting. */
  | { readonly how: 'federal-business-days'; readonly days: number; readonly closes: string }
  /** The text gives no number. */
  | { readonly how: 'promptly' };

export type FactName =
  | 'knownAt'
  | 'occurredAt'
  | 'awareAt'
  | 'notificationSubmittedAt'
  | 'fixAvailableAt'
  | 'materialityDeterminedOn'
  | 'madePublicAt';

export type Basis = { readonly law: string; readonly article: string; readonly source: string };

export type Rule = {
  readonly id: RuleId;
  readonly name: Bilingual;
  /** Zone in which days are counted when the facts do not name another. */
  readonly zone: string;
  /** The fact from which the clock runs. */
  readonly trigger: FactName;
  readonly counting: Counting;
  /** First day on which the duty existed. */
  readonly since: string;
  /** Whether the facts may name the zone (a Member State's) and the wrongful purpose. */
  readonly accepts: readonly ('zone' | 'wrongfulPurpose' | FactName)[];
  readonly recipient: Bilingual;
  readonly note: Bilingual;
  readonly basis: Basis;
};
