// SPDX-License-Identifier: Apache-2.0
import { accountsFold } from './accounts.ts';
import type { AccountsView } from './accounts.ts';
import { containmentFold } from './containment.ts';
import type { ContainmentView } from './views/containment-view.ts';
import { disclosureFold } from './disclosure.ts';
import type { DisclosureView } from './disclosure.ts';
import { dutyFold } from './duty.ts';
import type { DutyView } from './duty.ts';
import { exerciseFold } from './exercise.ts';
import type { ExerciseView } from './exercise.ts';
import { exposureFold } from './exposure.ts';
import type { ExposureView } from './exposure.ts';
import { huntFold } from './hunt.ts';
import type { HuntView } from './hunt.ts';
import { inquiryFold } from './inquiry.ts';
import type { InquiryView } from './inquiry.ts';
import { intakeFold } from './intake.ts';
import type { IntakeView } from './intake.ts';
import { notificationFold } from './notification.ts';
import type { NotificationView } from './notification.ts';
import { obligationFold } from './obligation.ts';
import type { ObligationView } from './obligation.ts';
import { remediationFold } from './remediation.ts';
import type { RemediationView } from './remediation.ts';
import { triageFold } from './triage.ts';
import type { TriageView } from './triage.ts';

/** One line for each part that has entries in a case's chain. */
export const partFolds = {
  intake: intakeFold,
  hunt: huntFold,
  containment: containmentFold,
  accounts: accountsFold,
  exposure: exposureFold,
  duty: dutyFold,
  remediation: remediationFold,
  obligation: obligationFold,
  triage: triageFold,
  notification: notificationFold,
  inquiry: inquiryFold,
  disclosure: disclosureFold,
  exercise: exerciseFold,
} as const;

export type PartViews = {
  readonly intake: IntakeView;
  readonly hunt: HuntView;
  readonly containment: ContainmentView;
  readonly accounts: AccountsView;
  readonly exposure: ExposureView;
  readonly duty: DutyView;
  readonly remediation: RemediationView;
  readonly obligation: ObligationView;
  readonly triage: TriageView;
  readonly notification: NotificationView;
  readonly inquiry: InquiryView;
  readonly disclosure: DisclosureView;
  readonly exercise: ExerciseView;
};
