// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryBlobs, memoryJournal, within } from '../../../test/support/memory-journal.ts';
import { sha256 } from '../../adapters/system/system.ts';
import type { Actor } from '../../journal/actor.ts';
import { noteSaveSchema } from '../contract.ts';
import type { NoteSave } from '../contract.ts';
import type { KeptText, Note, NoteStore } from './note-store.port.ts';
import { saveNote } from './save-note.ts';

const sato: Actor = { type: 'person', id: 'P-0001', name: '佐藤' };
const namesake: Actor = { type: 'person', id: 'P-0002', name: '佐藤' };
const script: Actor = { type: 'machine', name: 'api' };
const save = (change: Partial<NoteSave> = {}): NoteSave => ({ ...noteSaveSchema.parse({ text: '電話があった' }), ...change });

async function desk() {
  const { journal, entries, clock } = memoryJournal();
  const blobs = memoryBlobs();
  const open = async () =>
    (await journal.write((writing) => writing.openCase(sato, () => [{ kind: 'case.opened', body: { title: 'x', reportId: null } }])))
      .caseId;
  const [caseId, otherCase] = [await open(), await open()];
  const notes = new Map<string, Note>();
  const history: (KeptText & { readonly noteId: string })[] = [];
  const dropped: (readonly [string, string])[] = [];
  const handedIn = new Set<string>();
  const store = {
    lock: (tx: unknown, noteId: string) => within(tx, () => notes.get(noteId) ?? null),
    put: (tx: unknown, note: Note) => within(tx, () => void notes.set(note.noteId, note)),
    keep: (tx: unknown, noteId: string, text: KeptText) => within(tx, () => void history.push({ noteId, ...text })),
    dropDraft: (tx: unknown, noteId: string, by: string) => within(tx, () => void dropped.push([noteId, by])),
    wasHandedIn: (of: string, by: string, blob: string) => Promise.resolve(handedIn.has(`${of}/${by}/${blob}`)),
  } as unknown as NoteStore;
  const deps = { journal, notes: store, blobs, clock, hash: sha256 };
  const put = (actor: Actor, text: NoteSave, basedOn: number, noteId = 'N-1', of = caseId) =>
    saveNote(deps, of, noteId, actor, text, basedOn);
  const kinds = async () => (await entries(caseId)).slice(1).map((entry) => entry.kind);
  return { deps, put, notes, history, dropped, handedIn, blobs, entries, kinds, clock, caseId, otherCase };
}

describe('remediation/notes/save-note', () => {
  it('keeps a new note, its text in the history, and an entry that has all but the text', async () => {
    const { put, notes, history, dropped, entries, clock, caseId } = await desk();
    const wanted = save({ title: '電話', text: '1\u00002', tlp: 'RED', happenedAt: '2026-11-21T10:00:00+09:00' });
    const done = await put(sato, wanted, 0);

    const digest = sha256('1\u24002');
    const note = {
      ...wanted,
      text: '1\u24002',
      noteId: 'N-1',
      caseId,
      version: 1,
      author: '佐藤',
      authorId: 'P-0001',
      savedAt: clock.now(),
      digest,
    };
    expect(done).toEqual({ is: 'saved', note });
    expect(notes.get('N-1')).toEqual(note);
    expect(history).toMatchObject([
      { noteId: 'N-1', version: 1, basedOn: 0, accepted: true, text: '1\u24002', digest, authorId: 'P-0001' },
    ]);
    expect(dropped).toEqual([['N-1', 'P-0001']]);
    expect((await entries(caseId)).at(-1)).toMatchObject({
      kind: 'note.saved',
      actor: sato,
      body: {
        noteId: 'N-1',
        version: 1,
        title: '電話',
        digest,
        chars: 3,
        tlp: 'RED',
        happenedAt: '2026-11-21T10:00:00+09:00',
        happenedAtUtc: '2026-11-21T01:00:00.000Z',
        attachments: [],
        blobs: [],
      },
    });
  });

  it('one person’s two tabs: the second, different text on the old version is refused and kept beside the first', async () => {
    const { put, notes, history, kinds } = await desk();
    await put(sato, save({ text: 'first tab' }), 0);
    const second = await put(sato, save({ text: 'second tab' }), 0);

    expect(second).toMatchObject({ is: 'stale', theirs: { text: 'first tab', version: 1 } });
    expect(notes.get('N-1')).toMatchObject({ text: 'first tab', version: 1 });
    expect(history.map(({ text, version, accepted, basedOn }) => ({ text, version, accepted, basedOn }))).toEqual([
      { text: 'first tab', version: 1, accepted: true, basedOn: 0 },
      { text: 'second tab', version: null, accepted: false, basedOn: 0 },
    ]);
    expect(await kinds()).toEqual(['note.saved', 'note.save-refused']);
  });

  it('the same save of the same person sent again is the save it already is', async () => {
    const { put, history, kinds } = await desk();
    const first = await put(sato, save(), 0);

    expect(await put(sato, save(), 0)).toEqual(first);
    expect([history.length, await kinds()]).toEqual([1, ['note.saved']]);
  });

  it.each<readonly [string, Partial<NoteSave>]>([
    ['title', { title: 'other' }],
    ['TLP', { tlp: 'GREEN' }],
    ['time', { happenedAt: '2026-11-21T10:00:00+09:00' }],
  ])('a save that changes only the %s is a save, and on the old version it is stale', async (_, change) => {
    const { put, notes, kinds } = await desk();
    await put(sato, save(), 0);

    expect(await put(sato, save(change), 0)).toMatchObject({ is: 'stale', theirs: { version: 1 } });
    expect(await put(sato, save(change), 1)).toMatchObject({ is: 'saved', note: { version: 2, ...change } });
    expect(notes.get('N-1')).toMatchObject({ version: 2, ...change });
    expect(await kinds()).toEqual(['note.saved', 'note.save-refused', 'note.saved']);
  });

  it('a save of the present version with nothing changed is a version of its own', async () => {
    const { put, kinds } = await desk();
    await put(sato, save(), 0);

    expect(await put(sato, save(), 1)).toMatchObject({ is: 'saved', note: { version: 2 } });
    expect(await kinds()).toEqual(['note.saved', 'note.saved']);
  });

  it.each<readonly [string, Actor]>([
    ['somebody of the same name', namesake],
    ['a machine', script],
  ])('the same text of %s is another save', async (_, actor) => {
    const { put, history } = await desk();
    await put(sato, save(), 0);

    expect(await put(actor, save(), 0)).toMatchObject({ is: 'stale' });
    expect(history.at(-1)).toMatchObject({ accepted: false, authorId: actor.type === 'person' ? 'P-0002' : 'machine:api' });
  });

  it('an old save is not taken for the present one, though the text has come back to what it was', async () => {
    const { put, kinds } = await desk();
    await put(sato, save({ text: 'a' }), 0);
    await put(sato, save({ text: 'b' }), 1);
    await put(sato, save({ text: 'a' }), 2);

    expect(await put(sato, save({ text: 'a' }), 0)).toMatchObject({ is: 'stale', theirs: { version: 3 } });
    expect((await kinds()).at(-1)).toBe('note.save-refused');
  });

  it.each([1, 7])('a version the note never had is stale (based on %i of 2)', async (basedOn) => {
    const { put } = await desk();
    await put(sato, save({ text: 'a' }), 0);
    await put(sato, save({ text: 'b' }), 1);

    expect(await put(sato, save({ text: 'c' }), basedOn)).toMatchObject({ is: 'stale', theirs: { text: 'b' } });
  });

  it('a new note begins at version 1, whatever it says it is based on', async () => {
    const { put } = await desk();

    expect(await put(sato, save(), 5)).toMatchObject({ is: 'saved', note: { version: 1 } });
  });

  it('the refusal’s entry says what it was based on, what holds, and what it would have been', async () => {
    const { put, entries, caseId } = await desk();
    await put(sato, save({ text: 'a' }), 0);
    await put(sato, save({ text: 'b' }), 1);
    await put(namesake, save({ text: 'mine', title: 't' }), 1);

    expect((await entries(caseId)).at(-1)).toMatchObject({
      kind: 'note.save-refused',
      actor: namesake,
      body: { noteId: 'N-1', basedOn: 1, version: 2, title: 't', digest: sha256('mine'), chars: 4 },
    });
  });

  it('refuses a case that is not there and a note of another case', async () => {
    const { put, notes, otherCase } = await desk();
    await put(sato, save(), 0);

    expect(await put(sato, save(), 0, 'N-2', 'C-2026-0099' as never)).toEqual({ is: 'no-case' });
    expect(await put(sato, save({ text: 'theirs' }), 1, 'N-1', otherCase)).toEqual({ is: 'other-case' });
    expect([...notes.values()].map((note) => note.text)).toEqual(['電話があった']);
  });

  it.each(['put', 'keep', 'dropDraft'] as const)(
    'is no save where the register fails to %s it: nothing of it stays in the case',
    async (failing) => {
      const { deps, kinds, caseId } = await desk();
      const broken = { ...deps, notes: { ...deps.notes, [failing]: () => Promise.reject(new Error('disk full')) } };

      await expect(saveNote(broken, caseId, 'N-1', sato, save(), 0)).rejects.toThrow('disk full');
      expect(await kinds()).toEqual([]);
    },
  );

  it('drops the draft of a machine by its name', async () => {
    const { put, dropped } = await desk();
    await put(script, save(), 0);

    expect(dropped).toEqual([['N-1', 'api']]);
  });

  describe('attachments', () => {
    const file = (text: string, fileName: string) => ({ sha256: sha256(text), fileName, bytes: text.length });

    it('are taken where this person handed them in for this case, and held by the case from then on, for anybody', async () => {
      const { put, blobs, handedIn, entries, caseId } = await desk();
      await blobs.put(Buffer.from('one'));
      await blobs.put(Buffer.from('two'));
      for (const text of ['one', 'two']) handedIn.add(`${caseId}/P-0001/${sha256(text)}`);
      const attachments = [file('one', '1.txt'), file('two', '2.txt')];

      expect(await put(sato, save({ attachments }), 0)).toMatchObject({ is: 'saved', note: { attachments } });
      expect((await entries(caseId)).at(-1)?.body).toMatchObject({ attachments, blobs: [sha256('one'), sha256('two')] });
      expect(await put(namesake, save({ attachments, text: 'b' }), 1)).toMatchObject({ is: 'saved' });
    });

    it.each([
      ['nobody handed in', null, true],
      ['somebody else handed in', 'C-2026-0001/P-0002', true],
      ['was handed in for another case', 'C-2026-0002/P-0001', true],
      ['has no bytes any more', 'C-2026-0001/P-0001', false],
    ])('are refused by the name of the first that %s', async (_, by, isThere) => {
      const { put, blobs, handedIn, notes, kinds, caseId } = await desk();
      await blobs.put(Buffer.from('good'));
      handedIn.add(`${caseId}/P-0001/${sha256('good')}`);
      if (isThere) await blobs.put(Buffer.from('bad'));
      if (by !== null) handedIn.add(`${by}/${sha256('bad')}`);
      const attachments = [file('good', 'good.txt'), file('bad', 'bad.txt')];

      expect(await put(sato, save({ attachments }), 0)).toEqual({ is: 'no-attachment', fileName: 'bad.txt' });
      expect(await put(sato, save({ attachments: [file('bad', 'alone.txt')] }), 0)).toEqual({ is: 'no-attachment', fileName: 'alone.txt' });
      expect([notes.size, await kinds()]).toEqual([0, []]);
    });

    it('of a machine are those that were handed in under its name', async () => {
      const { put, blobs, handedIn, caseId } = await desk();
      await blobs.put(Buffer.from('one'));
      handedIn.add(`${caseId}/api/${sha256('one')}`);

      expect(await put(script, save({ attachments: [file('one', '1.txt')] }), 0)).toMatchObject({ is: 'saved' });
    });
  });
});
