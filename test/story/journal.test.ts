// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StaleError } from '../../src/journal/journal.port.ts';
import { DESK } from '../../src/journal/stream.ts';
import { openTestDesk } from '../support/desk.ts';
import { mutateAndVerify } from '../support/journal-mutations.ts';
import type { TestDesk } from '../support/desk.ts';

const person = { type: 'person', id: 'p1', name: '夜勤の担当' } as const;

describe('journal', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({
      watches: [(_view, entry) => (entry.kind === 'case.opened' ? [{ name: 'test', key: `test/${entry.stream}`, data: {} }] : [])],
    });
  });
  afterAll(() => desk.close());

  it('opens a case, folds its entries and gives them back in order', async () => {
    const opened = await desk.journal.write((writing) =>
      writing.openCase(person, () => [
        { kind: 'case.opened', body: { title: 'CGI の脆弱性の連絡', reportId: null } },
        { kind: 'case.noted', body: { noteId: 'n-000001', text: 'まだ返信しない', happenedAt: null } },
      ]),
    );

    expect(opened.caseId).toBe('C-2026-0001');
    const entries = await desk.journal.entries(opened.caseId, 0, 10);
    expect(entries.map((entry) => entry.kind)).toEqual(['case.opened', 'case.noted']);
    expect((await desk.journal.view(opened.caseId))?.title).toBe('CGI の脆弱性の連絡');
  });

  it('refuses an append on a stale sequence and leaves nothing of it', async () => {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(person, () => [{ kind: 'case.opened', body: { title: 'x', reportId: null } }]),
    );

    const stale = desk.journal.append({
      stream: caseId,
      actor: person,
      expectedSeq: 0,
      drafts: [{ kind: 'case.retitled', body: { title: 'y' } }],
    });

    await expect(stale).rejects.toThrow(StaleError);
    expect(await desk.journal.entries(caseId, 0, 10)).toHaveLength(1);
  });

  it('enqueues what an entry causes in the same transaction, and once', async () => {
    const failing = desk.journal.write(async (writing) => {
      await writing.openCase(person, () => [{ kind: 'case.opened', body: { title: 'never', reportId: null } }]);
      throw new Error('power cut');
    });

    await expect(failing).rejects.toThrow('power cut');
    const { rows } = await desk.database.pool.query('select key from task order by key');
    expect(rows).toEqual([{ key: 'test/C-2026-0001' }, { key: 'test/C-2026-0002' }]);
  });

  it('gives concurrent writers one line of numbers', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        desk.journal.append({
          stream: DESK,
          actor: person,
          drafts: [{ kind: 'desk.started', body: { version: String(index), schema: 1 } }],
        }),
      ),
    );

    const entries = (await desk.journal.entries(DESK, 0, 100)).filter((entry) => entry.kind === 'desk.started');
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('appends nothing more to a case that was deleted', async () => {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(person, () => [{ kind: 'case.opened', body: { title: '誤登録', reportId: null } }]),
    );
    const [row] = await desk.store.read(caseId, 0, 1);
    await desk.journal.write(async (writing) => {
      await writing.append({
        stream: DESK,
        actor: person,
        drafts: [{ kind: 'case.deleted', body: { caseId, entries: 1, lastHash: row?.hash ?? '', reason: '誤登録' } }],
      });
      await desk.store.eraseStream(writing.tx, caseId);
    });

    const late = desk.journal.append({ stream: caseId, actor: person, drafts: [{ kind: 'case.retitled', body: { title: 'y' } }] });

    await expect(late).rejects.toMatchObject({ problem: { code: 'journal.deleted-case' } });
  });

  it('keeps hostile text: NUL and lone surrogates become visible, nothing fails', async () => {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(person, () => [{ kind: 'case.opened', body: { title: 'a\u0000b\ud800c', reportId: null } }]),
    );

    expect((await desk.journal.view(caseId))?.title).toBe('a␀b\ufffdc');
  });
});

describe('journal/verify', () => {
  it('finds and names every one of 300 random mutations of rows and blobs', async () => {
    const desk = await openTestDesk();

    const result = await mutateAndVerify(desk, 300, 7);

    await desk.close();
    expect(result.missed).toEqual([]);
    expect(Object.keys(result.byKind)).toHaveLength(15);
  });
});
