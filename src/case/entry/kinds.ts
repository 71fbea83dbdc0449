// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { journalEntries } from '../../journal/entry.ts';
import { acknowledgementEntries } from './notification/acknowledgement.ts';
import { accountEntries } from './account.ts';
import { caseEntries, deskEntries } from './case.ts';
import { containmentEntries } from './containment.ts';
import { disclosureEntries } from './disclosure.ts';
import { dutyEntries } from './duty.ts';
import { exerciseEntries } from './exercise.ts';
import { exposureEntries } from './exposure.ts';
import { followEntries } from './notification/follow.ts';
import { huntEntries } from './hunt.ts';
import { inquiryEntries } from './inquiry.ts';
import { intakeEntries } from './intake.ts';
import { notificationEntries } from './notification.ts';
import { obligationEntries } from './obligation.ts';
import { accessEntries, organisationEntries } from './organisation.ts';
import { remediationEntries } from './remediation.ts';
import { triageEntries } from './triage.ts';

/** Every kind of entry there is. A kind that is not here cannot be appended; one without a card does not compile in web/. */
export const entrySchemas = {
  ...journalEntries,
  ...deskEntries,
  ...caseEntries,
  ...organisationEntries,
  ...accessEntries,
  ...intakeEntries,
  ...huntEntries,
  ...accountEntries,
  ...containmentEntries,
  ...exposureEntries,
  ...dutyEntries,
  ...remediationEntries,
  ...obligationEntries,
  ...notificationEntries,
  ...inquiryEntries,
  ...acknowledgementEntries,
  ...followEntries,
  ...disclosureEntries,
  ...triageEntries,
  ...exerciseEntries,
} as const;

export type EntryKind = keyof typeof entrySchemas;
export type BodyOf<K extends EntryKind> = z.output<(typeof entrySchemas)[K]>;

/** Whether this desk knows the kind; a later version may have written one that it does not. */
export function isEntryKind(text: string): text is EntryKind {
  return Object.hasOwn(entrySchemas, text);
}
