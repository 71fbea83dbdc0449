// SPDX-License-Identifier: Apache-2.0
import { intakeFold } from './intake.ts';
import type { IntakeView } from './intake.ts';
import { obligationFold } from './obligation.ts';
import type { ObligationView } from './obligation.ts';

/** One line for each part that has entries in a case's chain. */
export const partFolds = {
  intake: intakeFold,
  obligation: obligationFold,
} as const;

export type PartViews = {
  readonly intake: IntakeView;
  readonly obligation: ObligationView;
};
