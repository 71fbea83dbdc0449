// SPDX-License-Identifier: Apache-2.0
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { DESK } from '../../src/journal/stream.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import type { TestDesk } from './desk.ts';
import { seededRandom } from './random.ts';
import type { Random } from './random.ts';

type Row = { global: number; stream: string; seq: number; envelope: string; body: string | null; hash: string; head: string };
/** One change behind the desk's back: what it did, which places may be named for it, and how to undo it. */
type Mutation = { readonly what: string; readonly places: readonly string[]; readonly undo: () => Promise<void> };
type Result = { readonly done: number; readonly byKind: Record<string, number>; readonly missed: readonly string[] };

const person = { type: 'person', id: 'p1', name: '担当' } as const;

/** A small desk with every state that verification knows: several cases, blobs, an erased body, an erased blob, a deleted case. */
async function furnish(desk: TestDesk): Promise<readonly Sha256[]> {
  const blobs: Sha256[] = [];
  for (let index = 0; index < 6; index += 1) {
    const raw = await desk.blobs.put(Buffer.from(`From: reporter${index}@example.net\r\nSubject: 報告 ${index}\r\n\r\nbody ${index}\r\n`));
    blobs.push(raw);
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(person, () => [
        {
          kind: 'report.received',
          body: {
            reportId: `R-2026-0000${index}`,
            kind: 'report',
            channel: 'file',
            raw,
            bytes: 60,
            subject: `報告 ${index}`,
            from: 'x',
            kindReasons: [],
            charsetNotes: [],
          },
        },
        { kind: 'case.opened', body: { title: `報告 ${index}`, reportId: `R-2026-0000${index}` } },
        { kind: 'case.noted', body: { noteId: `note-${index}-1`, text: '未確認', happenedAt: null } },
        { kind: 'case.rated', body: { severity: 'high', urgency: 'now', tlp: 'AMBER', reason: '' } },
      ]),
    );
    await desk.journal.append({
      stream: DESK,
      actor: person,
      drafts: [{ kind: 'desk.started', body: { version: String(index), schema: 1 } }],
    });
    if (index === 1) await eraseBody(desk, caseId);
    if (index === 2) await eraseBlob(desk, caseId, raw);
    if (index === 3) await deleteCase(desk, caseId);
  }
  return blobs.filter((_, index) => index !== 2 && index !== 3);
}

async function eraseBody(desk: TestDesk, caseId: CaseId): Promise<void> {
  await desk.journal.write(async (writing) => {
    await writing.append({ stream: caseId, actor: person, drafts: [{ kind: 'data.body-erased', body: { seq: 3, reason: '本人の求め' } }] });
    await desk.store.eraseBody(writing.tx, caseId, 3);
  });
}

async function eraseBlob(desk: TestDesk, caseId: CaseId, raw: Sha256): Promise<void> {
  await desk.journal.append({
    stream: caseId,
    actor: person,
    drafts: [{ kind: 'data.blob-erased', body: { sha256: raw, reason: '本人の求め' } }],
  });
  await desk.blobs.erase(raw);
}

async function deleteCase(desk: TestDesk, caseId: CaseId): Promise<void> {
  const rows = await desk.store.read(caseId, 0, 100);
  const last = rows.at(-1);
  await desk.journal.write(async (writing) => {
    await writing.append({
      stream: DESK,
      actor: person,
      drafts: [{ kind: 'case.deleted', body: { caseId, entries: rows.length, lastHash: last?.hash ?? '', reason: '誤登録' } }],
    });
    await desk.store.eraseStream(writing.tx, caseId);
  });
}

/** Runs `count` mutations, one at a time, each undone before the next. A mutation is missed when no fault names one of its places. */
export async function mutateAndVerify(desk: TestDesk, count: number, seed: number): Promise<Result> {
  const blobs = await furnish(desk);
  const random = seededRandom(seed);
  const { pool } = desk.database;
  const untouched = await verify(desk);
  if (!untouched.sound) throw new Error(`not sound before any mutation: ${JSON.stringify(untouched.faults)}`);
  const rows = (await pool.query<Row>('select global, stream, seq, envelope, body, hash, head from journal_entry order by global')).rows;
  const byKind: Record<string, number> = {};
  const missed: string[] = [];
  let done = 0;
  while (done < count) {
    const mutation = await random.pick(mutations)(desk, rows, blobs, random);
    if (mutation === null) continue;
    const found = await verify(desk);
    if (!found.faults.some((fault) => mutation.places.some((place) => fault.where === place)))
      missed.push(`${mutation.what} at ${mutation.places.join(' or ')}: ${JSON.stringify(found.faults.slice(0, 3))}`);
    await mutation.undo();
    byKind[mutation.what] = (byKind[mutation.what] ?? 0) + 1;
    done += 1;
  }
  const after = await verify(desk);
  if (!after.sound) throw new Error(`a mutation was not undone: ${JSON.stringify(after.faults)}`);
  return { done, byKind, missed };
}

function verify(desk: TestDesk) {
  return verifyJournal({ language: caseLanguage, store: desk.store, blobs: desk.blobs, hash: desk.base.hash });
}

type Mutate = (desk: TestDesk, rows: readonly Row[], blobs: readonly Sha256[], random: Random) => Promise<Mutation | null>;

const at = (row: Row): string => `${row.stream}#${row.seq}`;

/** Writes one column of one row; null when the database itself refuses the text (it is not JSON any more). */
function changeColumn(column: 'envelope' | 'body' | 'hash' | 'head'): Mutate {
  return async (desk, rows, _blobs, random) => {
    const row = random.pick(rows);
    const before = row[column];
    if (before === null) return null;
    const after = flipOne(before, random);
    const write = (text: string) =>
      desk.database.pool.query(`update journal_entry set ${column} = $1 where global = $2`, [text, row.global]);
    const refused = await write(after).then(
      () => false,
      () => true,
    );
    if (refused) return null;
    return { what: `flip ${column}`, places: [at(row)], undo: async () => void (await write(before)) };
  };
}

function flipOne(text: string, random: Random): string {
  const index = random.below(text.length);
  const old = text[index] as string;
  const fresh = random.pick([...'0123456789abcdefXYZ'].filter((char) => char !== old));
  return text.slice(0, index) + fresh + text.slice(index + 1);
}

const insertRow = 'insert into journal_entry (global, stream, seq, envelope, body, hash, head) values ($1, $2, $3, $4, $5, $6, $7)';
const valuesOf = (row: Row) => [row.global, row.stream, row.seq, row.envelope, row.body, row.hash, row.head];

const mutations: readonly Mutate[] = [
  changeColumn('envelope'),
  changeColumn('body'),
  changeColumn('hash'),
  changeColumn('head'),
  async function eraseOneBody(desk, rows, _blobs, random) {
    const row = random.pick(rows);
    if (row.body === null) return null;
    await desk.database.pool.query('update journal_entry set body = null where global = $1', [row.global]);
    return {
      what: 'body removed',
      places: [at(row)],
      undo: async () =>
        void (await desk.database.pool.query('update journal_entry set body = $1 where global = $2', [row.body, row.global])),
    };
  },
  async function deleteRow(desk, rows, _blobs, random) {
    const row = random.pick(rows);
    await desk.database.pool.query('delete from journal_entry where global = $1', [row.global]);
    const undo = async () => void (await desk.database.pool.query(insertRow, valuesOf(row)));
    return { what: 'row deleted', places: [at(row), `global ${row.global}`, 'head'], undo };
  },
  async function deleteCaseRows(desk, rows, _blobs, random) {
    const { stream } = random.pick(rows);
    const gone = rows.filter((row) => row.stream === stream);
    const tail = (
      await desk.database.pool.query(
        'select stream, seq, hash, view, changed_at, view_mark, fold_version, erased from journal_tail where stream = $1',
        [stream],
      )
    ).rows[0];
    await desk.database.pool.query('delete from journal_entry where stream = $1', [stream]);
    await desk.database.pool.query('delete from journal_tail where stream = $1', [stream]);
    const undo = async () => {
      for (const row of gone) await desk.database.pool.query(insertRow, valuesOf(row));
      await desk.database.pool.query(
        'insert into journal_tail (stream, seq, hash, view, fold_version, erased, changed_at, view_mark) values ($1, $2, $3, $4, $5, $6, $7, $8)',
        [
          tail.stream,
          tail.seq,
          tail.hash,
          tail.view === null ? null : JSON.stringify(tail.view),
          tail.fold_version,
          tail.erased,
          tail.changed_at,
          tail.view_mark,
        ],
      );
    };
    return { what: 'case deleted', places: [`global ${gone[0]?.global}`, 'head'], undo };
  },
  async function swapBodies(desk, rows, _blobs, random) {
    const [a, b] = [random.pick(rows), random.pick(rows)];
    if (a.global === b.global || a.body === null || b.body === null) return null;
    const set = (row: Row, body: string | null) =>
      desk.database.pool.query('update journal_entry set body = $1 where global = $2', [body, row.global]);
    await set(a, b.body);
    await set(b, a.body);
    return { what: 'bodies swapped', places: [at(a)], undo: async () => void (await Promise.all([set(a, a.body), set(b, b.body)])) };
  },
  async function changeView(desk, rows, _blobs, random) {
    const { stream } = random.pick(rows);
    const tail = (await desk.database.pool.query('select view from journal_tail where stream = $1', [stream])).rows[0] as {
      view: object | null;
    };
    if (tail.view === null) return null;
    const set = (view: object) =>
      desk.database.pool.query('update journal_tail set view = $1 where stream = $2', [JSON.stringify(view), stream]);
    await set({ ...tail.view, severity: 'low', title: 'changed' });
    return { what: 'view changed', places: [stream], undo: async () => void (await set(tail.view as object)) };
  },
  async function changeTail(desk, rows, _blobs, random) {
    const { stream } = random.pick(rows);
    await desk.database.pool.query('update journal_tail set seq = seq + 1 where stream = $1', [stream]);
    const seq = rows.filter((row) => row.stream === stream).length + 1;
    return {
      what: 'tail moved',
      places: [`${stream}#${seq}`],
      undo: async () => void (await desk.database.pool.query('update journal_tail set seq = seq - 1 where stream = $1', [stream])),
    };
  },
  async function changeHead(desk, rows, _blobs, random) {
    const last = rows.at(-1) as Row;
    await desk.database.pool.query('update journal_head set head = $1', [flipOne(last.head, random)]);
    return {
      what: 'head changed',
      places: ['head'],
      undo: async () => void (await desk.database.pool.query('update journal_head set head = $1', [last.head])),
    };
  },
  async function forgeAppend(desk, rows, _blobs, random) {
    const last = rows.at(-1) as Row;
    const model = random.pick(rows);
    const forged = { ...model, global: last.global + 1, seq: 900 + random.below(90) };
    await desk.database.pool.query(insertRow, valuesOf(forged));
    return {
      what: 'row forged',
      places: [at(forged)],
      undo: async () => void (await desk.database.pool.query('delete from journal_entry where global = $1', [forged.global])),
    };
  },
  async function flipBlob(desk, _rows, blobs, random) {
    const sha256 = random.pick(blobs);
    const path = blobPath(desk, sha256);
    const before = await readFile(path);
    const after = Buffer.from(before);
    const index = random.below(after.length);
    after[index] = (after[index] as number) ^ (1 << random.below(8));
    await writeFile(path, after);
    return { what: 'blob flipped', places: [sha256], undo: () => writeFile(path, before) };
  },
  async function removeBlob(desk, _rows, blobs, random) {
    const sha256 = random.pick(blobs);
    const path = blobPath(desk, sha256);
    const before = await readFile(path);
    await rm(path);
    return { what: 'blob removed', places: [sha256], undo: () => writeFile(path, before) };
  },
  async function swapBlobs(desk, _rows, blobs, random) {
    const [a, b] = [random.pick(blobs), random.pick(blobs)];
    if (a === b) return null;
    const swap = async () => {
      await rename(blobPath(desk, a), `${blobPath(desk, a)}.swap`);
      await rename(blobPath(desk, b), blobPath(desk, a));
      await rename(`${blobPath(desk, a)}.swap`, blobPath(desk, b));
    };
    await swap();
    return { what: 'blobs swapped', places: [a, b], undo: swap };
  },
];

function blobPath(desk: TestDesk, sha256: string): string {
  return join(desk.dataFolder, 'blobs', sha256.slice(0, 2), sha256);
}
