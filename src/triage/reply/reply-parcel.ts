// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Parcel } from '../../outbox/outbox.port.ts';

type Reply = { readonly replyId: string; readonly digest: string; readonly to: string; readonly subject: string; readonly text: string };

/** One row for each text that was released: a changed reply that is released again is another message. */
export function replyRowId(caseId: CaseId, reply: Pick<Reply, 'replyId' | 'digest'>): string {
  return `reply/${caseId}/${reply.replyId}/${reply.digest}`;
}

/** A held reply as a row of the gate. */
export function replyParcel(caseId: CaseId, reply: Reply): Parcel {
  const { to, subject, text } = reply;
  return {
    id: replyRowId(caseId, reply),
    purpose: 'reply',
    about: reply.replyId,
    recipient: to,
    stream: caseId,
    channel: 'mail',
    content: { to, subject, text },
  };
}
