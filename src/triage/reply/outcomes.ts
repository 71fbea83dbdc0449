// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { Counts, OutboxRow } from '../../outbox/outbox.port.ts';
import { resultDraft } from '../staff/notice.ts';

const MACHINE = { type: 'machine', name: 'triage' } as const;

/**
 * What the gate's answers mean to triage, written in the transaction that settles the row. A notice to a thousand people is
 * said twice at most: when everybody was tried once, and when nobody waits any more.
 */
export async function noticeSettled(writing: Writing, row: OutboxRow, batch: Counts): Promise<void> {
  const caseId = parseCaseId(row.stream);
  if (caseId === null || batch.released > 0 || batch.claimed > 0) return;
  if (row.attempts > 1 && batch.deferred > 0) return;
  await writing.append({ stream: caseId, actor: MACHINE, drafts: [resultDraft(row.about, batch)] });
}

/** A reply has one recipient: its answer is an entry each time. */
export async function replySettled(writing: Writing, row: OutboxRow): Promise<void> {
  const caseId = parseCaseId(row.stream);
  if (caseId === null) return;
  const answer = (row.lastAnswer ?? '').slice(0, 500);
  const digest = row.id.split('/').at(-1) ?? '';
  await writing.append({
    stream: caseId,
    actor: MACHINE,
    drafts: [
      row.state === 'handed-over'
        ? { kind: 'triage.reply-sent', body: { replyId: row.about, digest, messageKey: row.messageId, answer } }
        : {
            kind: 'triage.reply-not-sent',
            body: { replyId: row.about, why: answer, final: row.state !== 'deferred', notSetUp: row.state === 'not-set-up' },
          },
    ],
  });
}
