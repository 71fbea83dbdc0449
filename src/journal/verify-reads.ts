// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../kernel/sha256.ts';
import { digestOfReads } from './anchor-reads.ts';
import type { Fault } from './fault.ts';
import type { JournalStoreOf } from './store.port.ts';

/** An entry that put traces of reading into the chain: their number and digest. */
export type Anchor = { readonly anchor: number; readonly count: number; readonly digest: string; readonly where: string };

/** Each batch of read traces against the entry that anchored it. Gives how many wait for their entry. */
export async function checkReads(
  deps: { readonly store: Pick<JournalStoreOf<unknown>, 'readsOfAnchor' | 'waitingReads'>; readonly hash: HashBytes },
  expected: readonly Anchor[],
  anchors: readonly number[],
  faults: Fault[],
): Promise<{ readonly anchored: number; readonly waiting: number }> {
  let anchored = 0;
  for (const { anchor, count, digest, where } of expected) {
    const reads = await deps.store.readsOfAnchor(anchor);
    anchored += reads.length;
    if (reads.length !== count)
      faults.push({ code: 'reads-changed', where, detail: `${count} traces of reading were put into the chain, ${reads.length} are left` });
    else if (digestOfReads(deps.hash, reads) !== digest)
      faults.push({ code: 'reads-changed', where, detail: 'a trace of reading is not the one that was put into the chain' });
  }
  const known = new Set(expected.map(({ anchor }) => anchor));
  for (const anchor of anchors)
    if (!known.has(anchor))
      faults.push({ code: 'reads-changed', where: `anchor ${anchor}`, detail: 'traces of reading that no entry put into the chain' });
  return { anchored, waiting: await deps.store.waitingReads() };
}
