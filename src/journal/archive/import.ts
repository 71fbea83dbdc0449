// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { ProblemError } from '../../kernel/problem.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import { parseSha256 } from '../../kernel/sha256.ts';
import type { Actor } from '../actor.ts';
import type { BlobStore } from '../blob-store.port.ts';
import { nextHead, seal } from '../chain.ts';
import type { Language } from '../language.port.ts';
import { journalProblem } from '../problems.ts';
import type { Head, JournalStoreOf, StoredEntry, TailOf } from '../store.port.ts';
import { parseCaseId } from '../stream.ts';
import type { CaseId } from '../stream.ts';
import { archiveFault, checkArchive, readArchive } from './archive.ts';
import type { ArchiveFault } from './archive.ts';
import { foldAll, meaningOf } from './meaning.ts';

export type ImportDeps<View> = {
  readonly store: JournalStoreOf<View>;
  readonly blobs: BlobStore;
  readonly language: Language<View>;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** A fresh random salt, at least 128 bits as text. */
  readonly salt: () => string;
};
export type Imported =
  | {
      readonly is: 'imported';
      readonly caseId: CaseId;
      readonly entries: number;
      readonly originals: number;
      readonly erased: number;
      /** Whether it was written on a desk to practise on; null: the archive does not say. */
      readonly practice: boolean | null;
    }
  | { readonly is: 'broken'; readonly faults: readonly ArchiveFault[] }
  | { readonly is: 'refused'; readonly problem: Problem };

/**
 * Takes a case of another desk in: its entries as they were written there (envelopes, hashes, salts and all), its originals,
 * and behind them one entry of ours that says so. Nothing that an entry causes is done: no task, no page, no mail. Rows of
 * registers and people are not carried; the number is kept, since it stands inside the hashes. All of it or nothing.
 */
export async function importCase<View>(deps: ImportDeps<View>, bytes: Uint8Array, actor: Actor, from: string): Promise<Imported> {
  const checked = checkArchive(bytes, deps.hash);
  if (checked.faults.length > 0) return { is: 'broken', faults: checked.faults };
  const caseId = parseCaseId(checked.caseId);
  if (caseId === null || checked.entries === 0)
    return { is: 'broken', faults: [archiveFault('manifest.json', '事案の番号か記録がない', 'no case number, or no entries')] };
  const carried = readArchive(bytes);
  const { faults, erased } = meaningOf(carried, deps.language);
  if (faults.length > 0) return { is: 'broken', faults };
  const stands = await whatStands(deps, caseId, erased);
  if (stands !== null) return { is: 'refused', problem: stands };
  // Before the commit that names them, as everywhere.
  for (const content of carried.blobs.values()) await deps.blobs.put(content);
  const { practice } = checked;
  const said = practice === null ? {} : { practice };
  const mark = { entries: carried.rows.length, archive: deps.hash(bytes), originals: carried.blobs.size, from, ...said };
  try {
    await deps.store.inTransaction(async (tx) => {
      const head = await deps.store.lockHead(tx);
      const before = await deps.store.tail(tx, caseId);
      if (before !== null) throw new ProblemError(standsHere(caseId, before));
      const { rows, tail, head: after } = chained(deps, carried.rows, head, actor, mark);
      await deps.store.insert(tx, rows, [{ stream: caseId, before: null, tail }], after);
      await moveCounter(deps.store, tx, caseId);
    });
  } catch (error) {
    if (error instanceof ProblemError) return { is: 'refused', problem: error.problem };
    throw error;
  }
  return { is: 'imported', caseId, entries: mark.entries, originals: mark.originals, erased: erased.length, practice };
}

/** Why it cannot come in beside what is here: the number is taken, or what was erased there is kept here. */
async function whatStands<View>(deps: ImportDeps<View>, caseId: CaseId, erased: readonly string[]): Promise<Problem | null> {
  const before = (await deps.store.tailsOf([caseId])).get(caseId);
  if (before !== undefined) return standsHere(caseId, before);
  for (const name of erased) {
    const sha256 = parseSha256(name);
    if (sha256 === null || !(await deps.blobs.has(sha256))) continue;
    const [by = '—'] = await deps.store.streamsNaming(sha256);
    return journalProblem('journal.erased-there', { sha256, by });
  }
  return null;
}

function standsHere(caseId: CaseId, { seq, hash }: TailOf<unknown>): Problem {
  return journalProblem('journal.case-stands-here', { caseId, entries: seq, last: hash });
}

/** Their entries at the end of our chain over all streams, and behind them our own that says where they came from. */
function chained<View>(
  deps: ImportDeps<View>,
  carried: readonly StoredEntry[],
  start: Head,
  actor: Actor,
  mark: {
    readonly entries: number;
    readonly archive: Sha256;
    readonly originals: number;
    readonly from: string;
    readonly practice?: boolean;
  },
): { readonly rows: readonly StoredEntry[]; readonly tail: TailOf<View>; readonly head: Head } {
  let { global, head } = start;
  const rows = carried.map((row): StoredEntry => {
    global += 1;
    head = nextHead(deps.hash, head, row.hash);
    return { ...row, global, head };
  });
  const last = rows.at(-1) as StoredEntry;
  const draft = { kind: 'case.imported', body: { ...mark, lastHash: last.hash } };
  const at = {
    stream: last.stream,
    seq: last.seq + 1,
    prev: last.hash,
    global: global + 1,
    head,
    now: deps.clock.now(),
    actor,
    salt: deps.salt(),
  };
  const { stored } = seal(deps.hash, at, { ...draft, body: deps.language.parse(draft) });
  const all = [...rows, stored];
  return {
    rows: all,
    tail: { seq: stored.seq, hash: stored.hash, view: foldAll(all, deps.language), imported: true },
    head: { global: stored.global, head: stored.head },
  };
}

/** Cases that are opened here later must not come to a number that is taken. */
async function moveCounter<View>(store: JournalStoreOf<View>, tx: Parameters<typeof store.lockHead>[0], caseId: CaseId): Promise<void> {
  const [, year = '', number = ''] = caseId.split('-');
  const counter = `case/${Number(year)}`;
  const next = await store.nextNumber(tx, counter);
  await store.setNumbers(tx, [[counter, Math.max(next - 1, Number(number))]]);
}
