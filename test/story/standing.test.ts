// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/case/entry.ts';
import { standingOf } from '../../src/case/language/standing.ts';
import { dueWork } from '../../src/remediation/due-work.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const actor = { type: 'machine', name: 'test' } as const;
type Row = { stream: string; what: string; id: string; place: string | null; body: object };

/** The register of what stands open says at any time what the cases say, whatever wrote it. */
describe('story/standing', () => {
  const held: { desk?: TestDesk } = {};
  const desk = () => held.desk as TestDesk;
  const ask = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(desk().database.on())).rows;
  const rows = () => ask(sql<Row>`select stream, what, id, place, body from case_standing order by stream, what, id`);
  const expected = async () => {
    const views = await desk().journal.cases({ limit: 1000 });
    return views
      .flatMap((view) => standingOf(view).map((row) => ({ stream: view.id as string, ...row })))
      .toSorted((a, b) => (`${a.stream} ${a.what} ${a.id}` < `${b.stream} ${b.what} ${b.id}` ? -1 : 1));
  };
  const open = async (title: string) =>
    (await desk().journal.write((writing) => writing.openCase(actor, () => [{ kind: 'case.opened', body: { title, reportId: null } }])))
      .caseId;
  const item = (itemId: string, due: string | null): Draft => ({
    kind: 'work.item-added',
    body: {
      itemId,
      title: itemId,
      detail: '',
      step: null,
      workstream: 'other',
      workstreamName: '',
      dependsOn: [],
      owner: { personId: 'P-1', name: '佐藤' },
      department: '',
      due,
      needsAckBy: null,
      touchesCustomers: false,
      fourEyes: false,
    } as never,
  });
  const add = (stream: CaseId, ...drafts: readonly Draft[]) => desk().journal.append({ stream, actor, drafts });
  const note = (stream: CaseId, noteId: string) => add(stream, { kind: 'case.noted', body: { noteId, text: 'メモ', happenedAt: null } });

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => held.desk?.close());

  it('follows work and people as they come and go, and costs no case', async () => {
    const [one, two] = [await open('一'), await open('二')];
    await add(one, item('W-1', '2026-12-01T00:00:00.000Z'), item('W-2', null));
    await add(two, item('W-1', '2026-11-30T00:00:00.000Z'));
    await add(one, { kind: 'case.action-given', body: { actionId: 'triage.kinds', personId: 'P-2', name: '田中' } });
    const before = await rows();
    await add(one, { kind: 'work.cancelled', body: { itemId: 'W-2', reason: '不要' } } as never);

    expect(before.map(({ what }) => what).toSorted()).toEqual(['due', 'due', 'given', 'work', 'work', 'work']);
    expect(await rows()).toEqual(await expected());
    expect((await dueWork(desk().journal, desk().clock.now())).items.map(({ caseId, itemId }) => [caseId, itemId])).toEqual([
      [two, 'W-1'],
      [one, 'W-1'],
    ]);
    expect((await desk().journal.standing('given', 'P-2')).map(({ id }) => id)).toEqual(['triage.kinds']);
  });

  it('is written anew where other rules wrote it, before anybody reads it', async () => {
    const was = await rows();
    await ask(sql`update journal_tail set standing = 0`);
    await ask(sql`delete from case_standing`);
    await desk().journal.standing('work');

    expect(was.length).toBeGreaterThan(0);
    expect(await rows()).toEqual(was);
  });

  it('of a note leaves the stored view alone, finds it by its number, and the journal verifies', async () => {
    const stream = await open('三');
    await add(stream, item('W-9', null));
    const stored = () =>
      ask(
        sql<{
          mark: string;
          seq: number;
        }>`select view_mark as mark, (view ->> 'seq')::integer as seq from journal_tail where stream = ${stream}`,
      );
    const before = await stored();
    await note(stream, 'note-0001');
    await note(stream, 'note-0002');
    const view = await desk().journal.view(stream);
    const noted = [await desk().journal.isNoted(stream, 'note-0001'), await desk().journal.isNoted(stream, 'note-0003')];
    const verified = await verifyJournal({ store: desk().store, language: caseLanguage, blobs: desk().blobs, hash: sha256 });

    expect(await stored()).toEqual(before);
    expect([view?.seq, noted]).toEqual([4, [true, false]]);
    expect(verified.faults).toEqual([]);
    await add(stream, { kind: 'case.retitled', body: { title: '四' } });
    expect((await stored())[0]?.seq).toBe(5);
    expect((await desk().journal.view(stream))?.title).toBe('四');
  });
});
