// SPDX-License-Identifier: Apache-2.0
import { watchContainment } from '../containment/watch.ts';
import { watchDisclosure } from '../disclosure/watch.ts';
import { watchDuty } from '../duty/watch.ts';
import { watchExercise } from '../exercise/watch.ts';
import { watchHunt } from '../hunt/watch.ts';
import type { Watch } from '../case/language/journal.port.ts';
import { watchJournal } from '../journal/watch.ts';
import { watchNotification } from '../notification/watch.ts';
import { watchObligations } from '../obligation/watch.ts';
import { watchRemediation } from '../remediation/watch.ts';
import { watchTriage } from '../triage/watch.ts';

/** Every part's watch. Whoever opens the state, desk or command line, opens it with all of them: an entry has the same consequences whoever writes it. */
export const everyWatch: readonly Watch[] = [
  watchJournal,
  watchTriage,
  watchHunt,
  watchContainment,
  watchObligations,
  watchDuty,
  watchRemediation,
  watchNotification,
  watchDisclosure,
  watchExercise,
];
