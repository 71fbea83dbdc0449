// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { TriageDeps } from '../deps.ts';
import { reminderNumber } from './census.ts';
import type { Released } from './notice.ts';
import { parcelsOf } from './notice.ts';
import { reminderText } from './notice-text.ts';

/**
 * A named person asks everybody once more who has not answered the notice; whoever answered hears nothing. `nothing-waits`:
 * nobody is silent, or nothing can leave.
 */
export async function remindSilent(
  deps: TriageDeps,
  caseId: CaseId,
  actor: Actor,
  noticeId: string,
): Promise<Result<Released, 'not-in-case' | 'not-a-person' | 'nothing-waits'>> {
  if (actor.type !== 'person') return err('not-a-person');
  const notice = (await deps.journal.view(caseId))?.parts.triage.notices[noticeId];
  if (notice === undefined) return err('not-in-case');
  const mail = await deps.outbox.channel('mail');
  const silent = new Set((await deps.store.census(noticeId)).filter((row) => row.answer === null).map((row) => row.personId));
  const people = (await deps.staff()).filter((person) => silent.has(person.personId));
  if (people.length === 0 || notice.text === null || mail.is === 'not-set-up') return err('nothing-waits');
  const text = reminderText(notice.text);
  const linkBase = await deps.linkBase();
  const before = await deps.outbox.rowsOf('staff-reminder', noticeId);
  const number = 1 + Math.max(0, ...before.map(reminderNumber));
  const rows = await deps.outbox.prepare(await parcelsOf(deps, linkBase, caseId, noticeId, people, text, number), actor.name);
  const withoutAddress = people.length - rows.length;
  const body = {
    noticeId,
    people: people.length,
    withoutAddress,
    digest: deps.hash(canonicalJson(rows.map(({ recipient, sha256 }) => [recipient, sha256]))),
    text,
    mail: mail.is,
    links: linkBase !== null,
  };
  await deps.journal.write(async (writing) => {
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'triage.notice-reminded', body }] });
    await deps.outbox.put(writing.tx, rows);
  });
  return ok({ noticeId, people: people.length, mail: mail.is, withoutAddress });
}
