// SPDX-License-Identifier: Apache-2.0
import type { Base, Wired } from './base/base.ts';
import { wireContainment } from './containment.ts';
import { wireDisclosure } from './disclosure.ts';
import { wireDuty } from './duty.ts';
import { wireExercise } from './exercise.ts';
import { wireExposure } from './exposure.ts';
import { wireHunt } from './hunt.ts';
import { wireIntake } from './intake.ts';
import { wireJournal } from './journal.ts';
import { wireNotification } from './notification.ts';
import { wireObligation } from './obligation.ts';
import { wireChats, wireMail, wireOutbox } from './outbox.ts';
import { wireRemediation } from './remediation.ts';
import { wireTriage } from './triage.ts';
import { wireUpkeep } from './upkeep.ts';

/** Every part, one line each; the organisation stands apart, because it keeps the door. */
export const everyPart: readonly ((base: Base) => Wired)[] = [
  // First in, last out: whatever else still runs while the desk stops may hand something over.
  wireOutbox,
  wireMail,
  wireChats,
  wireJournal,
  wireExposure,
  wireIntake,
  wireHunt,
  wireContainment,
  wireObligation,
  wireDuty,
  wireRemediation,
  wireTriage,
  wireNotification,
  wireDisclosure,
  wireExercise,
  wireUpkeep,
];
