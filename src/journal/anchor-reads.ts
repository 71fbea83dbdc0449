// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { OwnDraft } from './entry.ts';
import type { JournalOf } from './journal.port.ts';
import type { JournalStoreOf, ReadTrace } from './store.port.ts';
import { DESK } from './stream.ts';

/** SHA-256 over the traces in order, so that one taken away, added or changed later is found. */
export function digestOfReads(hash: HashBytes, reads: readonly ReadTrace[]): Sha256 {
  return hash(reads.map((read) => canonicalJson({ ...read })).join('\n'));
}

/**
 * Puts the traces of reading that wait into the desk's chain: one entry with their count and digest, in the
 * transaction that marks them. null: none waited. Traces themselves stay rows, because they are many.
 */
export async function anchorReads(deps: {
  readonly journal: Pick<JournalOf<OwnDraft, unknown, unknown, unknown>, 'write'>;
  readonly store: Pick<JournalStoreOf<unknown>, 'waitingReads' | 'anchorWaiting'>;
  readonly hash: HashBytes;
}): Promise<{ readonly anchor: number; readonly count: number } | null> {
  if ((await deps.store.waitingReads()) === 0) return null;
  return deps.journal.write(async (writing) => {
    const anchor = await writing.nextNumber('reads-anchor');
    const reads = await deps.store.anchorWaiting(writing.tx, anchor);
    const [first] = reads;
    const last = reads.at(-1);
    if (first === undefined || last === undefined) return null;
    const body = { anchor, count: reads.length, from: first.at, to: last.at, digest: digestOfReads(deps.hash, reads) };
    await writing.append({ stream: DESK, actor: { type: 'machine', name: 'desk' }, drafts: [{ kind: 'reads.anchored', body }] });
    return { anchor, count: reads.length };
  });
}
