// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '../kernel/problem.ts';
import type { Problem } from '../kernel/problem.ts';
import { err, ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import type { BlobStore } from './blob-store.port.ts';
import type { AnyEntry, OwnDraft } from './entry.ts';
import type { JournalOf } from './journal.port.ts';
import { journalProblem } from './problems.ts';
import type { JournalStoreOf } from './store.port.ts';
import { DESK } from './stream.ts';
import type { CaseId, StreamId } from './stream.ts';

export type EraseDeps<View> = {
  readonly journal: JournalOf<OwnDraft, AnyEntry, AnyEntry, View>;
  readonly store: JournalStoreOf<View>;
  readonly blobs: BlobStore;
};
type Outcome<View> = Promise<Result<View, Problem>>;

/**
 * Personal data goes from a blob: the entry first, the bytes after its commit. Should the desk stop in between,
 * the task that the entry causes (watch.ts) erases them at the next start.
 */
export async function eraseBlob<View>(
  deps: EraseDeps<View>,
  caseId: CaseId,
  actor: Actor,
  asked: { readonly sha256: string; readonly reason: string },
  expectedSeq: number,
): Outcome<View> {
  const sha256 = parseSha256(asked.sha256);
  if (sha256 === null || !(await deps.journal.blobsOf(caseId)).has(sha256)) return err(journalProblem('journal.no-such-blob'));
  const others = (await deps.store.streamsNaming(sha256)).filter((stream) => stream !== caseId);
  const [other] = others;
  if (other !== undefined) return err(journalProblem('journal.shared-blob', { caseId: other }));
  const body = { sha256, reason: asked.reason };
  const appended = await deps.journal.write(async (writing) => {
    const done = await writing.append({ stream: caseId, actor, drafts: [{ kind: 'data.blob-erased', body }], expectedSeq });
    await deps.store.eraseReadings(writing.tx, sha256);
    return done;
  });
  await deps.blobs.erase(sha256);
  return appended.view === null ? err(journalProblem('journal.no-such-case', { caseId })) : ok(appended.view);
}

/** Personal data goes from an entry: its envelope and the hash of its body stay, and the case is read anew without it. */
export async function eraseBody<View>(
  deps: EraseDeps<View>,
  caseId: CaseId,
  actor: Actor,
  asked: { readonly seq: number; readonly reason: string },
  expectedSeq: number,
): Outcome<View> {
  const [row] = await deps.journal.entries(caseId, asked.seq - 1, 1);
  if (row === undefined || row.seq !== asked.seq || row.body === null || !isErasable(row.kind))
    return err(journalProblem('journal.not-erasable', { seq: asked.seq }));
  return inOneWrite(async () =>
    deps.journal.write(async (writing) => {
      const body = { seq: asked.seq, reason: asked.reason };
      await writing.append({ stream: caseId, actor, drafts: [{ kind: 'data.body-erased', body }], expectedSeq });
      await deps.store.eraseBody(writing.tx, caseId, asked.seq);
      const view = await deps.store.refold(writing.tx, caseId);
      if (view === null) throw new ProblemError(journalProblem('journal.no-such-case', { caseId }));
      return view;
    }),
  );
}

/** An original that stays after a deletion, because `by` (another case, or the desk's own register) rests on it too. */
export type Kept = { readonly sha256: Sha256; readonly by: StreamId };
export type Deleted = { readonly entries: number; readonly erased: readonly Sha256[]; readonly kept: readonly Kept[] };

/**
 * The case goes, its chain of envelopes stays; what was kept for it alone goes with it. The desk's chain says who and
 * why, and which originals stay and for whom.
 */
export async function deleteCase<View>(
  deps: EraseDeps<View>,
  caseId: CaseId,
  actor: Actor,
  reason: string,
): Promise<Result<Deleted, Problem>> {
  const { own, kept } = await sortBlobs(deps, caseId);
  const done = await inOneWrite(async () =>
    deps.journal.write(async (writing) => {
      await deps.store.lockHead(writing.tx);
      const tail = await deps.store.tail(writing.tx, caseId);
      if (tail === null || tail.view === null) throw new ProblemError(journalProblem('journal.no-such-case', { caseId }));
      const body = {
        caseId,
        entries: tail.seq,
        lastHash: tail.hash,
        erasedBlobs: [...own],
        keptBlobs: kept.map((one) => ({ ...one })),
        reason,
      };
      await writing.append({ stream: DESK, actor, drafts: [{ kind: 'case.deleted', body }] });
      await deps.store.eraseStream(writing.tx, caseId);
      return { entries: tail.seq, erased: own, kept };
    }),
  );
  if (done.ok) for (const sha256 of own) await deps.blobs.erase(sha256);
  return done;
}

/** The case's blobs: those that nobody else rests on, and the others with one that does. */
async function sortBlobs<View>(
  deps: EraseDeps<View>,
  caseId: CaseId,
): Promise<{ readonly own: readonly Sha256[]; readonly kept: readonly Kept[] }> {
  const own: Sha256[] = [];
  const kept: Kept[] = [];
  for (const sha256 of await deps.journal.blobsOf(caseId)) {
    const by = (await deps.store.streamsNaming(sha256)).find((stream) => stream !== caseId);
    if (by === undefined) own.push(sha256);
    else kept.push({ sha256, by });
  }
  return { own, kept };
}

/** A refusal inside the transaction must undo it: it is thrown there and a value here. */
async function inOneWrite<T>(work: () => Promise<T>): Promise<Result<T, Problem>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof ProblemError) return err(error.problem);
    throw error;
  }
}

/** An erasure itself stays on record, and so does where a case came from: without it the case would count as one of ours. */
function isErasable(kind: string): boolean {
  return !kind.startsWith('data.') && kind !== 'case.imported';
}
