// SPDX-License-Identifier: Apache-2.0
import { dutyFold } from './duty.ts';
import type { DutyView } from './duty.ts';
import { huntFold } from './hunt.ts';
import type { HuntView } from './hunt.ts';
import { intakeFold } from './intake.ts';
import type { IntakeView } from './intake.ts';
import { obligationFold } from './obligation.ts';
import type { ObligationView } from './obligation.ts';
import { triageFold } from './triage.ts';
import type { TriageView } from './triage.ts';

/** One line for each part that has entries in a case's chain. */
export const partFolds = {
  intake: intakeFold,
  hunt: huntFold,
  duty: dutyFold,
  obligation: obligationFold,
  triage: triageFold,
} as const;

export type PartViews = {
  readonly intake: IntakeView;
  readonly hunt: HuntView;
  readonly duty: DutyView;
  readonly obligation: ObligationView;
  readonly triage: TriageView;
};
