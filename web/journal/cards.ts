// SPDX-License-Identifier: Apache-2.0
import type { EntryKind } from '../../src/case/cards.contract.ts';
import type { CardsOf } from './cards/card.tsx';
import { accessCards } from './cards/organisation/access.tsx';
import { acknowledgementCards } from './cards/acknowledgement.tsx';
import { accountCards } from './cards/account.tsx';
import { caseCards } from './cards/case.tsx';
import { containmentCards } from './cards/containment.tsx';
import { creditCards } from './cards/public/credit.tsx';
import { disclosureCards } from './cards/public/disclosure.tsx';
import { reportFormCards } from './cards/public/report-form.tsx';
import { securityTxtCards } from './cards/public/security-txt.tsx';
import { dutyCards } from './cards/duty.tsx';
import { exerciseCards } from './cards/exercise.tsx';
import { exposureCards } from './cards/exposure.tsx';
import { huntCards } from './cards/hunt.tsx';
import { intakeCards } from './cards/intake.tsx';
import { followCards } from './cards/notification/follow.tsx';
import { noticeCards } from './cards/notification/notice.tsx';
import { inquiryCards } from './cards/inquiry.tsx';
import { notificationCards } from './cards/notification.tsx';
import { obligationCards } from './cards/obligation.tsx';
import { mailCards } from './cards/organisation/mail.tsx';
import { organisationCards } from './cards/organisation.tsx';
import { remediationCards } from './cards/remediation.tsx';
import { replyCards } from './cards/triage/replies.tsx';
import { roundCards } from './cards/round.tsx';
import { triageCards } from './cards/triage.tsx';

/** One card per kind of entry, with words in both languages. A kind without a card does not compile. */
export const cards = {
  ...caseCards,
  ...intakeCards,
  ...organisationCards,
  ...mailCards,
  ...accessCards,
  ...huntCards,
  ...containmentCards,
  ...accountCards,
  ...exposureCards,
  ...dutyCards,
  ...triageCards,
  ...replyCards,
  ...remediationCards,
  ...obligationCards,
  ...notificationCards,
  ...acknowledgementCards,
  ...noticeCards,
  ...followCards,
  ...inquiryCards,
  ...roundCards,
  ...exerciseCards,
  ...disclosureCards,
  ...reportFormCards,
  ...creditCards,
  ...securityTxtCards,
} as const satisfies CardsOf<EntryKind>;
