// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { staffAnswers } from '../../case/entry/triage.ts';
import type { CaseId } from '../../journal/stream.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { personActor } from '../../kernel/person.ts';
import type { TriageDeps } from '../deps.ts';

export type StaffAnswer = (typeof staffAnswers)[number];
export type AnswerPlace = { readonly caseId: CaseId; readonly noticeId: string; readonly personId: string };

/** One tap of a colleague, or what a colleague said on the telephone (`by` is who wrote it down). Each answer is an entry. */
export async function answerNotice(
  deps: TriageDeps,
  { caseId, noticeId, personId }: AnswerPlace,
  answer: StaffAnswer,
  note: string,
  by: Actor | null = null,
): Promise<Result<null, 'link-not-valid'>> {
  const row = (await deps.store.census(noticeId)).find((one) => one.personId === personId);
  if (row === undefined) return err('link-not-valid');
  await deps.journal.write(async (writing) => {
    await writing.append({
      stream: caseId,
      actor: by ?? personActor({ personId, name: row.name }),
      drafts: [{ kind: 'triage.staff-answered', body: { noticeId, personId, name: row.name, answer, note } }],
    });
    await deps.store.answer(writing.tx, noticeId, personId, answer, deps.clock.now(), note);
  });
  return ok(null);
}
