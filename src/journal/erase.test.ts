// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryBlobs, memoryJournal } from '../../test/support/memory-journal.ts';
import type { Draft } from '../case/entry.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import { deleteCase, eraseBlob, eraseBody } from './erase.ts';
import { DESK } from './stream.ts';
import type { CaseId } from './stream.ts';

const person: Actor = { type: 'person', id: 'P-0001', name: '佐藤 美咲' };
const reason = 'asked for by the person';

/** Cases, each with one report of the texts' blobs: two may rest on the same one. */
async function deskWith(...cases: readonly (readonly string[])[]) {
  const { journal, store, entries, calls } = memoryJournal();
  const blobs = memoryBlobs();
  const hashes = new Map<string, Sha256>();
  const ids: CaseId[] = [];
  for (const texts of cases) {
    for (const text of texts) hashes.set(text, await blobs.put(Buffer.from(text)));
    const { caseId } = await journal.write((writing) =>
      writing.openCase(person, () => [
        { kind: 'case.opened', body: { title: '名簿', reportId: null } },
        ...texts.map((text) => received(hashes.get(text) as Sha256)),
      ]),
    );
    ids.push(caseId);
  }
  return {
    deps: { journal, store, blobs },
    journal,
    store,
    blobs,
    entries,
    calls,
    ids: ids as [CaseId, CaseId],
    hash: (text: string) => hashes.get(text) as Sha256,
  };
}

const received = (raw: string): Draft => ({
  kind: 'report.received',
  body: { reportId: 'R-1', kind: 'report', channel: 'file', raw, bytes: 1, subject: 's', from: 'f', kindReasons: [], charsetNotes: [] },
});

describe('journal/erase', () => {
  describe('a blob', () => {
    it('goes from the store and from the registers, and the entry says which and why', async () => {
      const { deps, blobs, entries, calls, ids, hash } = await deskWith(['a', 'b']);
      const done = await eraseBlob(deps, ids[0], person, { sha256: hash('a'), reason }, 3);

      expect(done).toMatchObject({ ok: true, value: { id: ids[0], seq: 4 } });
      expect([await blobs.has(hash('a')), await blobs.has(hash('b'))]).toEqual([false, true]);
      expect(calls).toContain(`eraseReadings ${hash('a')}`);
      expect((await entries(ids[0])).at(-1)).toMatchObject({
        kind: 'data.blob-erased',
        actor: person,
        body: { sha256: hash('a'), reason },
      });
    });

    it.each([
      ['that another case rests on', ['a'], ['a'], 'journal.shared-blob'],
      ['of another case', ['b'], ['a'], 'journal.no-such-blob'],
    ])('%s is refused and stays', async (_, own, others, code) => {
      const { deps, blobs, entries, ids, hash } = await deskWith(own, others);

      expect(await eraseBlob(deps, ids[0], person, { sha256: hash('a'), reason }, 2)).toMatchObject({ ok: false, error: { code } });
      expect(await blobs.has(hash('a'))).toBe(true);
      expect(await entries(ids[0])).toHaveLength(2);
    });

    it.each(['', 'A'.repeat(64), '../../etc/passwd'])('whose name is none is refused: %j', async (sha256) => {
      const { deps, ids } = await deskWith(['a']);

      expect(await eraseBlob(deps, ids[0], person, { sha256, reason }, 2)).toMatchObject({ error: { code: 'journal.no-such-blob' } });
    });

    it('stays when the case has gone on since it was looked at', async () => {
      const { deps, blobs, ids, hash } = await deskWith(['a']);

      await expect(eraseBlob(deps, ids[0], person, { sha256: hash('a'), reason }, 1)).rejects.toThrow('is at 2, not at 1');
      expect(await blobs.has(hash('a'))).toBe(true);
    });

    it('is not said to be erased where the registers still hold its text', async () => {
      const { deps, blobs, entries, ids, hash } = await deskWith(['a']);
      const broken = { ...deps, store: { ...deps.store, eraseReadings: () => Promise.reject(new Error('disk')) } };

      await expect(eraseBlob(broken, ids[0], person, { sha256: hash('a'), reason }, 2)).rejects.toThrow('disk');
      expect([await blobs.has(hash('a')), (await entries(ids[0])).length]).toEqual([true, 2]);
    });

    it('names the other case that rests on it', async () => {
      const { deps, ids, hash } = await deskWith(['a'], ['a']);

      expect(await eraseBlob(deps, ids[0], person, { sha256: hash('a'), reason }, 2)).toMatchObject({
        error: { facts: { caseId: ids[1] } },
      });
    });
  });

  describe('a body', () => {
    it('goes; its envelope and all other entries stay, and the case is read without it', async () => {
      const { deps, journal, entries, ids } = await deskWith(['a']);
      await journal.append({ stream: ids[0], actor: person, drafts: [{ kind: 'case.retitled', body: { title: '山田 太郎の名簿' } }] });
      const before = await entries(ids[0]);

      const done = await eraseBody(deps, ids[0], person, { seq: 3, reason }, 3);
      const after = await entries(ids[0]);
      expect(done).toMatchObject({ ok: true, value: { title: '名簿', seq: 4 } });
      expect(after.map((entry) => entry.body === null)).toEqual([false, false, true, false]);
      expect(after.slice(0, 3).map((entry) => entry.hash)).toEqual(before.map((entry) => entry.hash));
      expect(after.at(-1)).toMatchObject({ kind: 'data.body-erased', body: { seq: 3, reason } });
      expect((await journal.view(ids[0]))?.title).toBe('名簿');
    });

    it.each([
      ['before the first entry', 0],
      ['after the last one', 4],
    ])('is refused where none is: %s', async (_, seq) => {
      const { deps, entries, ids } = await deskWith(['a']);

      expect(await eraseBody(deps, ids[0], person, { seq, reason }, 2)).toMatchObject({
        ok: false,
        error: { code: 'journal.not-erasable' },
      });
      expect(await entries(ids[0])).toHaveLength(2);
    });

    it('is not erased twice, and the entry that says so is not erased at all', async () => {
      const { deps, entries, ids } = await deskWith(['a']);
      await eraseBody(deps, ids[0], person, { seq: 2, reason }, 2);

      for (const seq of [2, 3])
        expect(await eraseBody(deps, ids[0], person, { seq, reason }, 3)).toMatchObject({
          error: { code: 'journal.not-erasable', facts: { seq } },
        });
      expect(await entries(ids[0])).toHaveLength(3);
    });

    it('stays when the case has gone on since it was looked at', async () => {
      const { deps, entries, ids } = await deskWith(['a']);

      await expect(eraseBody(deps, ids[0], person, { seq: 2, reason }, 1)).rejects.toThrow('is at 2, not at 1');
      expect((await entries(ids[0])).every((entry) => entry.body !== null)).toBe(true);
    });
  });

  it.each(['eraseBody', 'refold'] as const)('a body is not said to be erased where the store fails to %s', async (failing) => {
    const { deps, entries, ids } = await deskWith(['a']);
    const broken = { ...deps, store: { ...deps.store, [failing]: () => Promise.reject(new Error('disk')) } };

    await expect(eraseBody(broken, ids[0], person, { seq: 2, reason }, 2)).rejects.toThrow('disk');
    expect((await entries(ids[0])).map((entry) => entry.body === null)).toEqual([false, false]);
  });

  describe('a case', () => {
    it('is locked before it is looked at, so that nothing is appended in between', async () => {
      const { deps, calls, ids } = await deskWith(['a']);
      const before = calls.length;
      await deleteCase(deps, ids[0], person, reason);

      expect(calls.slice(before, before + 2)).toEqual(['lockHead', `tail ${ids[0]}`]);
    });

    it('goes with what was kept for it alone; the desk says who, why, how much, and what stays for whom', async () => {
      const { deps, blobs, entries, journal, ids, hash } = await deskWith(['a', 'shared', 'c'], ['shared']);
      const lastHash = (await entries(ids[0])).at(-1)?.hash;

      const done = await deleteCase(deps, ids[0], person, reason);
      const kept = [{ sha256: hash('shared'), by: ids[1] }];
      expect(done).toEqual({ ok: true, value: { entries: 4, erased: [hash('a'), hash('c')], kept } });
      expect([...blobs.held.keys()]).toEqual([hash('shared')]);
      expect((await entries(ids[0])).map((entry) => entry.body)).toEqual([null, null, null, null]);
      expect(await journal.view(ids[0])).toBeNull();
      expect(await journal.view(ids[1])).not.toBeNull();
      expect(await entries(DESK)).toMatchObject([
        {
          kind: 'case.deleted',
          actor: person,
          body: { caseId: ids[0], entries: 4, lastHash, erasedBlobs: [hash('a'), hash('c')], keptBlobs: kept, reason },
        },
      ]);
    });

    it('that is not there, or was deleted before, is refused, and nothing is erased', async () => {
      const { deps, entries, blobs, ids } = await deskWith(['a'], ['b']);
      await deleteCase(deps, ids[0], person, reason);

      for (const caseId of [ids[0], 'C-2026-0099' as CaseId])
        expect(await deleteCase(deps, caseId, person, reason)).toMatchObject({
          ok: false,
          error: { code: 'journal.no-such-case', facts: { caseId } },
        });
      expect(await entries(DESK)).toHaveLength(1);
      expect(blobs.held.size).toBe(1);
    });

    it('a fault that is none of the journal’s refusals is thrown, and the originals stay', async () => {
      const { deps, blobs, ids } = await deskWith(['a']);
      const broken = { ...deps, store: { ...deps.store, eraseStream: () => Promise.reject(new Error('disk')) } };

      await expect(deleteCase(broken, ids[0], person, reason)).rejects.toThrow('disk');
      expect(blobs.held.size).toBe(1);
    });
  });
});
