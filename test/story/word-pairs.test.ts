// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import type { NewReport } from '../../src/intake/intake-store.port.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { seededRandom } from '../support/random.ts';

const LETTERS = ['瑕', '疵', 'の', '報', '告', 'Ａ', 'é', 'a', 'B', ' ', '\n', '%', '_', '\\', '𠮷', '🙂', '１', 'ー'];

/** A search finds what holds the words, whether an index is asked or rows are read. */
describe('story/word-pairs', () => {
  const held: { desk?: TestDesk } = {};
  const random = seededRandom(11);
  const texts = Array.from({ length: 60 }, () => Array.from({ length: 3 + random.below(12) }, () => random.pick(LETTERS)).join(''));

  beforeAll(async () => {
    held.desk = await openTestDesk();
  });
  afterAll(() => held.desk?.close());

  it('by every pair of characters, before the index follows and after', async () => {
    const desk = held.desk as TestDesk;
    const store = createIntakeStore(desk.database);
    const rows = texts.map((words, at): NewReport => {
      const raw = createHash('sha256').update(String(at)).digest('hex') as Sha256;
      const reportId = `R-2025-${String(at).padStart(5, '0')}` as NewReport['reportId'];
      const fixed = {
        caseId: null,
        kind: 'report',
        channel: 'smtp',
        state: 'new',
        bytes: 1,
        from: '',
        kindReasons: [],
        charsetNotes: [],
        keys: [],
      } as const;
      return { ...fixed, reportId, raw, subject: '', receivedAt: desk.clock.now(), words };
    });
    await desk.journal.write(({ tx }) => store.insert(tx, rows, []));
    const needles = [...new Set(texts.flatMap((text) => [...text].map((letter, at, all) => letter + (all[at + 1] ?? ''))))].filter(
      (needle) => needle.trim() === needle && needle !== '',
    );
    const found = async () => {
      const answers: (readonly [string, readonly string[]])[] = [];
      for (const search of needles)
        answers.push([search, (await store.list({ search, limit: 100 })).map(({ reportId }) => reportId).toSorted()]);
      return answers;
    };
    const expected = needles.map((search) => [
      search,
      rows.filter(({ words }) => words.toLowerCase().includes(search.toLowerCase())).map(({ reportId }) => reportId as string),
    ]);

    expect(await found()).toEqual(expected);
    await store.indexWords(1000);
    expect(await found()).toEqual(expected);
  });
});
