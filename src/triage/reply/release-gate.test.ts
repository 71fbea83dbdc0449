// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryJournal } from '../../../test/support/memory-journal.ts';
import { sha256 } from '../../adapters/system/system.ts';
import type { Draft } from '../../case/entry.ts';
import type { Actor } from '../../journal/actor.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Answer } from '../../outbox/message.ts';
import type { Parcel } from '../../outbox/outbox.port.ts';
import type { TriageDeps } from '../deps.ts';
import { passGate } from './release-gate.ts';
import { digestOf } from './reply.ts';

const sato: Actor = { type: 'person', id: 'P-0001', name: '佐藤 美咲' };
const api: Actor = { type: 'machine', name: 'api' };
const text = { to: 'reporter@example.net', subject: 'Re: CGI', text: 'ご連絡ありがとうございます。' };
const digest = digestOf({ hash: sha256 }, text);

const held = (replyId: string, change: Partial<typeof text & { digest: string }> = {}): Draft => ({
  kind: 'triage.reply-held',
  body: { ...text, digest, replyId, reportId: 'R-1', template: 'thanks', lang: 'ja', dueAt: null, findings: [], ...change },
});
const released = (replyId: string, change: Partial<{ digest: string }> = {}): Draft => ({
  kind: 'triage.reply-released',
  body: { replyId, digest, overrides: [], ...change },
});

async function gateWith(drafts: readonly Draft[], answer: Answer = { is: 'taken', answer: '250 ok' }) {
  const { journal, entries } = memoryJournal();
  const passed: { readonly parcel: Parcel; readonly releasedBy: string }[] = [];
  const outbox = {
    passNow(parcel: Parcel, releasedBy: string) {
      passed.push({ parcel, releasedBy });
      return Promise.resolve(answer);
    },
  };
  const { caseId } = await journal.write((writing) =>
    writing.openCase(sato, () => [{ kind: 'case.opened', body: { title: 'CGI', reportId: 'R-1' } }, ...drafts]),
  );
  const deps = { journal, outbox, hash: sha256 } as unknown as TriageDeps;
  const refusals = async () => (await entries(caseId)).filter((entry) => entry.kind === 'triage.reply-attempt-refused');
  return { deps, caseId, passed, refusals, pass: (replyId: string) => passGate(deps, caseId, replyId, api, 'api') };
}

describe('triage/reply/release-gate', () => {
  it('lets out what a named person has released, letter for letter and under that name', async () => {
    const { pass, passed, caseId, refusals } = await gateWith([held('Y-1'), released('Y-1')]);

    expect(await pass('Y-1')).toEqual({ is: 'sent' });
    expect(passed).toEqual([
      {
        releasedBy: '佐藤 美咲',
        parcel: {
          id: `reply/${caseId}/Y-1/${digest}`,
          purpose: 'reply',
          about: 'Y-1',
          recipient: text.to,
          stream: caseId,
          channel: 'mail',
          content: text,
        },
      },
    ]);
    expect(await refusals()).toEqual([]);
  });

  it.each<readonly [string, readonly Draft[], string]>([
    ['is only held', [held('Y-1')], 'not-released'],
    ['was changed after its release', [held('Y-1'), released('Y-1'), held('Y-1', { text: 'other' })], 'not-released'],
    [
      'was withdrawn',
      [held('Y-1'), released('Y-1'), { kind: 'triage.reply-withdrawn', body: { replyId: 'Y-1', reason: 'no' } }],
      'withdrawn',
    ],
    // The noted digest is the released one: only what would leave tells that it is another text.
    ['is another text than its noted digest says', [held('Y-1', { text: 'other' }), released('Y-1')], 'changed-since-release'],
    [
      'goes to another address than its noted digest says',
      [held('Y-1', { to: 'else@example.net' }), released('Y-1')],
      'changed-since-release',
    ],
    ['has another subject than its noted digest says', [held('Y-1', { subject: 'Re: other' }), released('Y-1')], 'changed-since-release'],
    ['was released as another text', [held('Y-1'), released('Y-1', { digest: sha256('other') })], 'changed-since-release'],
  ])('keeps in what %s, and says so in the case', async (_, drafts, why) => {
    const { pass, passed, refusals } = await gateWith(drafts);

    expect(await pass('Y-1')).toEqual({ is: 'refused', why });
    expect(passed).toEqual([]);
    expect(await refusals()).toMatchObject([{ actor: api, body: { replyId: 'Y-1', path: 'api', why } }]);
  });

  it('keeps in what has left already', async () => {
    const { pass, passed } = await gateWith([
      held('Y-1'),
      released('Y-1'),
      { kind: 'triage.reply-sent', body: { replyId: 'Y-1', digest, messageKey: '<m@x>', answer: '250 ok' } },
    ]);

    expect(await pass('Y-1')).toEqual({ is: 'refused', why: 'already-sent' });
    expect(passed).toEqual([]);
  });

  it.each<readonly [Answer['is'], string]>([
    ['later', 'later'],
    ['unknown', 'later'],
    ['refused', 'never'],
    ['practice', 'practice'],
    ['not-set-up', 'not-set-up'],
  ])('where the outbox answers “%s” the reply was not sent: it is told as “%s”, with the answer', async (is, told) => {
    const { pass, refusals } = await gateWith([held('Y-1'), released('Y-1')], { is, answer: '451 try again' });

    expect(await pass('Y-1')).toEqual({ is: told, why: '451 try again' });
    expect(await refusals()).toEqual([]);
  });

  it('two replies to one reporter are two messages', async () => {
    const { pass, passed } = await gateWith([held('Y-1'), held('Y-2'), released('Y-1'), released('Y-2')]);
    await pass('Y-1');
    await pass('Y-2');

    expect(new Set(passed.map(({ parcel }) => parcel.id)).size).toBe(2);
  });

  it('of a reply that is not the case’s nothing is sent and nothing written', async () => {
    const { deps, pass, passed, refusals } = await gateWith([held('Y-1'), released('Y-1')]);

    expect(await pass('Y-9')).toEqual({ is: 'not-in-case' });
    expect(await passGate(deps, 'C-2026-0099' as CaseId, 'Y-1', api, 'api')).toEqual({ is: 'not-in-case' });
    expect([passed, await refusals()]).toEqual([[], []]);
  });
});
