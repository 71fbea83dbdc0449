// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import { DELIVER } from './run/deliver.ts';
import { parseInstant } from '../kernel/instant.ts';

export const END_ANSWERS = 'exercise.end-answers';

/** At its deadline a round goes on by itself, and a mail of an exercise comes in as mail does: nobody has to remember it. */
export const watchExercise: Watch = (view, entry) => {
  if (entry.body === null) return [];
  if (entry.kind === 'exercise.inject-sent' && entry.body.channel === 'mail' && view !== null) {
    const { runId, injectId } = entry.body;
    return [{ name: DELIVER, key: `${DELIVER}/${runId}/${injectId}`, data: { caseId: view.id, seq: entry.seq } }];
  }
  if (entry.kind !== 'round.opened' && entry.kind !== 'round.extended') return [];
  const { roundId } = entry.body;
  const notBefore = parseInstant(entry.kind === 'round.opened' ? entry.body.deadline : entry.body.to);
  if (notBefore === null) return [];
  return [{ name: END_ANSWERS, key: `${END_ANSWERS}/${roundId}/${notBefore}`, data: { roundId }, notBefore }];
};
