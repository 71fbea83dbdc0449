// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../test/support/memory-journal.ts';
import type { OutboxRow, OutboxState } from '../../outbox/message.ts';
import { replySettled } from './outcomes.ts';

async function settled(state: OutboxState, lastAnswer: string | null, stream?: string) {
  const { journal, entries } = memoryJournal();
  const caseId = await journal.write(async (writing) => {
    const opened = await writing.openCase({ type: 'machine', name: 'intake' }, () => [
      { kind: 'case.opened', body: { title: 'x', reportId: null } },
    ]);
    const row = {
      stream: stream ?? opened.caseId,
      state,
      about: 'Y-1',
      id: `reply/${opened.caseId}/Y-1/abc`,
      messageId: '<m.1@x>',
      lastAnswer,
    };
    await replySettled(writing, row as OutboxRow);
    return opened.caseId;
  });
  return (await entries(caseId)).slice(1).map(({ kind, body }) => ({ kind, body }));
}

describe('triage/reply/outcomes', () => {
  it('a reply that a server took is sent, with its Message-ID and the server’s answer', async () => {
    expect(await settled('handed-over', '250 2.0.0 queued')).toEqual([
      { kind: 'triage.reply-sent', body: { replyId: 'Y-1', digest: 'abc', messageKey: '<m.1@x>', answer: '250 2.0.0 queued' } },
    ]);
  });

  it.each<readonly [OutboxState, boolean, boolean]>([
    ['deferred', false, false],
    ['refused', true, false],
    ['practice', true, false],
    ['not-set-up', true, true],
  ])('one that is %s was not sent; given up: %s', async (state, final, notSetUp) => {
    expect(await settled(state, '451 later')).toEqual([
      { kind: 'triage.reply-not-sent', body: { replyId: 'Y-1', why: '451 later', final, notSetUp } },
    ]);
  });

  it('a server’s endless answer is cut to what an entry holds, and none is none', async () => {
    expect(await settled('refused', 'x'.repeat(5000))).toMatchObject([{ body: { why: 'x'.repeat(500) } }]);
    expect(await settled('handed-over', 'y'.repeat(5000))).toMatchObject([{ body: { answer: 'y'.repeat(500) } }]);
    expect(await settled('deferred', null)).toMatchObject([{ body: { why: '' } }]);
  });

  it('what belongs to no case is no case’s entry', async () => {
    expect(await settled('refused', 'x', 'desk')).toEqual([]);
  });
});
