// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../../case/entry.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { blobsNamedBy } from '../../case/language/named-blobs.ts';
import { entriesOf } from '../../case/measures/entries-of.ts';
import { noCase } from '../../case/problems.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { DisclosureDeps } from '../deps.ts';

/** An original that the case rests on. `bytes`: null where it was erased. */
export type Evidence = { readonly sha256: string; readonly seq: number; readonly kind: Entry['kind']; readonly bytes: number | null };

/** All that the report of a case is written from. */
export type CaseRecord = {
  readonly view: CaseView;
  /** It is an exercise, or was written on a desk to practise on. */
  readonly marked: boolean;
  /** All of the case, in order; not empty. */
  readonly entries: readonly (Entry | ErasedEntry)[];
  readonly evidence: readonly Evidence[];
  readonly organisation: Bilingual;
  readonly zone: string;
  readonly at: Instant;
};

/** Reads a case whole: its view, its entries, and the originals they name with their sizes. */
export async function readCaseRecord(deps: DisclosureDeps, caseId: CaseId): Promise<Result<CaseRecord, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(noCase(caseId));
  const entries = await entriesOf(deps.journal, caseId);
  const first = new Map<string, Entry | ErasedEntry>();
  for (const entry of entries) for (const sha256 of blobsNamedBy(entry)) if (!first.has(sha256)) first.set(sha256, entry);
  const evidence: Evidence[] = [];
  for (const [sha256, { seq, kind }] of first) {
    const bytes = await deps.blobs.get(sha256 as Parameters<typeof deps.blobs.get>[0]);
    evidence.push({ sha256, seq, kind, bytes: bytes === null ? null : bytes.length });
  }
  const { house, clock } = deps;
  const { marked } = await deps.passing.of(caseId);
  return ok({ view, marked, entries, evidence, organisation: await house.organisation(), zone: await house.zone(), at: clock.now() });
}
