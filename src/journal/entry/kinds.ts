// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { caseEntries, deskEntries } from './case.ts';
import { containmentEntries } from './containment.ts';
import { dutyEntries } from './duty.ts';
import { exposureEntries } from './exposure.ts';
import { huntEntries } from './hunt.ts';
import { intakeEntries } from './intake.ts';
import { obligationEntries } from './obligation.ts';
import { organisationEntries } from './organisation.ts';
import { remediationEntries } from './remediation.ts';
import { triageEntries } from './triage.ts';

/** Every kind of entry there is. A kind that is not here cannot be appended; one without a card does not compile in web/. */
export const entrySchemas = {
  ...deskEntries,
  ...caseEntries,
  ...organisationEntries,
  ...intakeEntries,
  ...huntEntries,
  ...containmentEntries,
  ...exposureEntries,
  ...dutyEntries,
  ...remediationEntries,
  ...obligationEntries,
  ...triageEntries,
} as const;

export type EntryKind = keyof typeof entrySchemas;
export type BodyOf<K extends EntryKind> = z.output<(typeof entrySchemas)[K]>;

export function isEntryKind(text: string): text is EntryKind {
  return Object.hasOwn(entrySchemas, text);
}
