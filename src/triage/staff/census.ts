// SPDX-License-Identifier: Apache-2.0
import { staffAnswers } from '../../case/entry/triage.ts';
import type { OutboxRow } from '../../outbox/outbox.port.ts';
import type { Census } from '../reply/reply.contract.ts';
import type { TriageDeps } from '../deps.ts';

/** Who answered what, and how each one's mail stands in the gate. */
export async function censusOf(
  deps: Pick<TriageDeps, 'store' | 'outbox'>,
  { noticeId, remindedAt = null }: { readonly noticeId: string; readonly remindedAt?: string | null },
): Promise<Census> {
  const [rows, mails, reminders] = await Promise.all([
    deps.store.census(noticeId),
    deps.outbox.rowsOf('staff-notice', noticeId),
    deps.outbox.rowsOf('staff-reminder', noticeId),
  ]);
  const mailOf = new Map(mails.map((mail) => [mail.recipient, mail]));
  const reminderOf = new Map(reminders.toSorted((a, b) => reminderNumber(a) - reminderNumber(b)).map((mail) => [mail.recipient, mail]));
  const answered = (answer: string | null) => rows.filter((row) => row.answer === answer).length;
  return {
    noticeId,
    people: rows.length,
    remindedAt,
    sending: { ...sendingOf(mails), unrecorded: rows.filter((row) => row.hasAddress && !mailOf.has(row.personId)).length },
    counts: {
      silent: answered(null),
      gotIt: answered('got-it'),
      notGot: answered('not-got'),
      replied: answered('replied'),
      opened: answered('opened'),
      withoutAddress: rows.filter((row) => !row.hasAddress).length,
    },
    rows: rows.map(({ personId, name, department, hasAddress, answer, answeredAt, note }) => {
      const mail = mailOf.get(personId);
      return {
        personId,
        name,
        department,
        hasAddress,
        sending: mail?.state ?? null,
        serverSaid: mail?.lastAnswer ?? null,
        possibleDoubles: mail?.possibleDoubles ?? 0,
        reminder: reminderOf.get(personId)?.state ?? null,
        answer: staffAnswers.find((known) => known === answer) ?? null,
        answeredAt,
        note,
      };
    }),
  };
}

/** Which reminder a mail belongs to, from 1. */
export function reminderNumber({ id }: Pick<OutboxRow, 'id'>): number {
  return Number(id.split('/')[2]);
}

function sendingOf(mails: readonly OutboxRow[]) {
  const count = (...states: readonly OutboxRow['state'][]) => mails.filter((mail) => states.includes(mail.state)).length;
  return {
    handedOver: count('handed-over'),
    waiting: count('released', 'claimed'),
    deferred: count('deferred'),
    refused: count('refused'),
    notSetUp: count('not-set-up'),
    practice: count('practice'),
  };
}
