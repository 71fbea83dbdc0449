// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { importCase } from '../../src/journal/archive/import.ts';
import { deleteCase, eraseBlob, eraseBody } from '../../src/journal/erase.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import { snapshotBytes } from '../../src/disclosure/statement/snapshot.ts';
import type { Snapshot } from '../../src/disclosure/statement/snapshot.ts';
import { publicOf } from '../../src/disclosure/page/public-statements.ts';
import { passingOf } from '../../src/wiring/exercise/passing.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const person = { type: 'person', id: 'p1', name: '夜勤の担当' } as const;
const ERASED_WORD = '書いてはならない名前';

const SNAPSHOT: Snapshot = {
  format: 'matoi-statement/1',
  statementId: 'S-1',
  caseId: 'C-2026-0001',
  number: 1,
  stage: 'first',
  at: '2026-11-21T05:05:00.000Z',
  zone: 'Asia/Tokyo',
  seq: 4,
  facts: {},
  items: [],
  versions: [],
};

const matoi = (desk: TestDesk, ...args: string[]) => matoiIn('real', desk, ...args);
const matoiIn = (mode: 'real' | 'practice', desk: TestDesk, ...args: string[]) =>
  runMatoi(args, { DATABASE_URL: desk.databaseUrl, MATOI_DATA: desk.dataFolder, MATOI_LANG: 'en', MATOI_MODE: mode });

const mailOf = (desk: TestDesk, text: string) => desk.blobs.put(Buffer.from(`From: a@provider.example\r\n\r\n${text}\r\n`));

/** A case with two mails, one of them erased, a note whose text was erased, and a statement that was published. */
async function writtenCase(desk: TestDesk): Promise<{ readonly caseId: CaseId; readonly gone: Sha256 }> {
  const [kept, gone] = [await mailOf(desk, '髙𠮷'), await mailOf(desk, ERASED_WORD)];
  const snapshot = await desk.blobs.put(snapshotBytes(SNAPSHOT));
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(person, () => [
      { kind: 'case.opened', body: { title: '外部からの指摘', reportId: 'R-1' } },
      ...[kept, gone].map((raw, at) => ({
        kind: 'report.received' as const,
        body: {
          reportId: `R-${at + 1}`,
          kind: 'report' as const,
          channel: 'file' as const,
          raw,
          bytes: 60,
          subject: 's',
          from: 'a@provider.example',
          kindReasons: [],
          charsetNotes: [],
        },
      })),
      { kind: 'case.noted', body: { noteId: 'note-0001', text: ERASED_WORD, happenedAt: null } },
      { kind: 'statement.prepared', body: { statementId: 'S-1', number: 1, stage: 'first', blob: snapshot } },
      { kind: 'statement.published', body: { statementId: 'S-1', number: 1, stage: 'first', blob: snapshot, early: null } },
    ]),
  );
  await eraseBlob(desk, caseId, person, { sha256: gone, reason: 'asked for' }, 6);
  await eraseBody(desk, caseId, person, { seq: 4, reason: 'asked for' }, 7);
  return { caseId, gone };
}

const importDeps = (desk: TestDesk) => ({
  ...desk,
  language: caseLanguage,
  hash: desk.base.hash,
  salt: () => desk.base.random(16),
});
const verify = (desk: TestDesk) => verifyJournal({ ...desk, hash: desk.base.hash, language: caseLanguage });
const rows = async (desk: TestDesk, table: string) => (await desk.database.pool.query(`select * from ${table}`)).rows;

describe('story/case-archive', () => {
  const held: { work: string; desks: TestDesk[] } = { work: '', desks: [] };
  const open = async () => {
    const desk = await openTestDesk({ watches: everyWatch });
    held.desks.push(desk);
    return desk;
  };
  beforeAll(async () => {
    held.work = await mkdtemp(join(tmpdir(), 'matoi-archive-'));
  });
  afterAll(async () => {
    for (const desk of held.desks) await desk.close();
    removeTree(held.work);
  });
  const place = (name: string) => join(held.work, name);

  it('export, verify, import, export gives the same bytes, and the case is a record there', { timeout: 120_000 }, async () => {
    const [one, two] = [await open(), await open()];
    // The second desk has entries of its own, so that nothing stands at the same place over all streams.
    await two.journal.append({ stream: DESK, actor: person, drafts: [{ kind: 'desk.started', body: { version: '1', schema: 1 } }] });
    const { caseId } = await writtenCase(one);
    expect(await matoi(one, 'case', 'export', caseId, place('one.tar'))).toMatchObject({ code: 0 });
    expect(await matoi(two, 'journal', 'verify', place('one.tar'))).toMatchObject({ code: 0 });

    const taken = await matoi(two, 'case', 'import', place('one.tar'), '--from', '例の会', '--json');
    expect(taken.code).toBe(0);
    expect(JSON.parse(taken.stdout)).toEqual({ imported: true, caseId, entries: 8, originals: 2, erased: 1, practice: false });
    expect(await matoi(two, 'case', 'export', caseId, place('two.tar'))).toMatchObject({ code: 0 });
    expect(Buffer.compare(await readFile(place('one.tar')), await readFile(place('two.tar')))).toBe(0);

    expect(await verify(two)).toMatchObject({ sound: true, faults: [] });
    const [here, there] = [await two.journal.entries(caseId, 0, 8), await one.journal.entries(caseId, 0, 8)];
    const atNoPlace = (entries: typeof here) => entries.map((entry) => ({ ...entry, global: 0 }));
    expect(atNoPlace(here)).toEqual(atNoPlace(there));
    expect(JSON.stringify(here)).not.toContain(ERASED_WORD);
    expect(await two.journal.view(caseId)).toMatchObject({ title: '外部からの指摘', imported: { entries: 8, from: '例の会' } });
  });

  it('nothing comes of it: no task, no public page, no work, and nothing but erasing is written to it', async () => {
    const [one, two] = [await open(), await open()];
    const { caseId } = await writtenCase(one);
    expect(await rows(one, 'task')).not.toEqual([]);
    await matoi(one, 'case', 'export', caseId, place('a.tar'));
    const bytes = await readFile(place('a.tar'));
    expect(await importCase(importDeps(two), bytes, person, 'x')).toMatchObject({ is: 'imported' });

    expect(await rows(two, 'task')).toEqual([]);
    expect(await rows(two, 'report')).toEqual([]);
    const views = [await one.journal.view(caseId), await two.journal.view(caseId)].flatMap((view) => view ?? []);
    expect(
      await Promise.all(views.map(async (view) => (await publicOf({ ...two, passing: passingOf(two.base, two) }, view)).length)),
    ).toEqual([1, 0]);
    expect(await two.journal.cases({ limit: 9 })).toEqual([]);
    expect(await two.journal.cases({ limit: 9, imported: true })).toHaveLength(1);
    const note = { kind: 'case.noted', body: { noteId: 'note-0002', text: 'x', happenedAt: null } } as const;
    await expect(two.journal.append({ stream: caseId, actor: person, drafts: [note] })).rejects.toMatchObject({
      problem: { code: 'journal.imported-case' },
    });
    expect(await eraseBody(two, caseId, person, { seq: 9, reason: 'x' }, 9)).toMatchObject({ error: { code: 'journal.not-erasable' } });
    expect(await eraseBody(two, caseId, person, { seq: 1, reason: 'x' }, 9)).toMatchObject({ ok: true });
    expect(await verify(two)).toMatchObject({ faults: [] });
    const next = await two.journal.write((writing) =>
      writing.openCase(person, () => [{ kind: 'case.opened', body: { title: 'ours', reportId: null } }]),
    );
    expect(next.caseId).toBe('C-2026-0002');
    expect(await deleteCase(two, caseId, person, 'x')).toMatchObject({ ok: true });
    expect(await verify(two)).toMatchObject({ faults: [] });
  });

  it('a number that is taken, and what was erased there and is kept here, are refused by name', async () => {
    const [one, two] = [await open(), await open()];
    const { caseId, gone } = await writtenCase(one);
    await matoi(one, 'case', 'export', caseId, place('b.tar'));
    const bytes = await readFile(place('b.tar'));
    await mailOf(two, ERASED_WORD);
    expect(await importCase(importDeps(two), bytes, person, 'x')).toMatchObject({
      is: 'refused',
      problem: { code: 'journal.erased-there', facts: { sha256: gone } },
    });
    expect(await importCase(importDeps(one), bytes, person, 'x')).toMatchObject({
      is: 'refused',
      problem: { code: 'journal.case-stands-here', facts: { caseId, entries: 8 } },
    });
    expect(await two.journal.cases({ limit: 9, imported: true })).toEqual([]);
  });

  it('a practice desk says so in what it writes, and so does the case wherever it goes', { timeout: 120_000 }, async () => {
    const [one, two] = [await open(), await open()];
    const { caseId } = await writtenCase(one);
    const says = 'The archive says that it was written on a practice desk.';
    expect((await matoiIn('practice', one, 'case', 'export', caseId, place('p.tar'))).stdout).toContain(says);
    expect(await matoi(two, 'journal', 'verify', place('p.tar'))).toMatchObject({ code: 0, stdout: expect.stringContaining(says) });
    const taken = await matoi(two, 'case', 'import', place('p.tar'), '--from', 'x');
    expect(taken).toMatchObject({ code: 0, stdout: expect.stringContaining(says) });
    expect(await two.journal.view(caseId)).toMatchObject({ imported: { practice: true } });
    // Exported again by a real desk, and after an erasure there: it is still what a practice desk wrote.
    await matoi(two, 'case', 'export', caseId, place('p2.tar'));
    expect(Buffer.compare(await readFile(place('p.tar')), await readFile(place('p2.tar')))).toBe(0);
    await eraseBody(two, caseId, person, { seq: 1, reason: 'x' }, 9);
    expect((await matoi(two, 'case', 'export', caseId, place('p3.tar'))).stdout).toContain(says);

    // The word for it cannot be taken out: the manifest has a sum.
    const changed = Buffer.from(await readFile(place('p.tar')));
    changed.write('nope', changed.indexOf('"practice":true') + '"practice":'.length);
    await writeFile(place('q.tar'), changed);
    expect(await matoi(two, 'journal', 'verify', place('q.tar'))).toMatchObject({ code: 1 });
  });

  it('any flipped byte is found and named, and nothing is taken in', { timeout: 120_000 }, async () => {
    const [one, two] = [await open(), await open()];
    const { caseId } = await writtenCase(one);
    await matoi(one, 'case', 'export', caseId, place('c.tar'));
    const bytes = await readFile(place('c.tar'));
    const unnamed: number[] = [];
    for (let at = 0; at < bytes.length; at += 101) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 4;
      const done = await importCase(importDeps(two), changed, person, 'x');
      if (done.is !== 'broken' || done.faults.some(({ where }) => where === '')) unnamed.push(at);
    }
    expect(unnamed).toEqual([]);
    expect(await two.journal.cases({ limit: 9, imported: true })).toEqual([]);
    const changed = Buffer.from(bytes);
    const at = changed.indexOf('外部からの指摘');
    changed[at] = (changed[at] ?? 0) ^ 1;
    await writeFile(place('d.tar'), changed);
    const refused = await matoi(two, 'case', 'import', place('d.tar'), '--from', 'x');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('entry 1  its body is not what its envelope says');
  });
});
