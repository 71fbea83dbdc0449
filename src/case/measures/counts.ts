// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../entry.ts';

export type Counts = {
  /** Calls and messages that came to somebody else than was meant. */
  readonly wrongCalls: number;
  /** Calls that nobody took, and pages that went through all their steps unanswered. */
  readonly unansweredCalls: number;
  /** Reports to a superior; `taken`: a person says that they know. `seconds`: from the first to the first that was taken. */
  readonly reportUp: { readonly made: number; readonly taken: number; readonly seconds: number | null };
  /**
   * Work that wipes, rebuilds, deletes or sends away, once it is done. `kept`: the evidence was kept before; `waived`: a
   * person said before why not; `unasked`: neither.
   */
  readonly wipes: { readonly done: number; readonly kept: number; readonly waived: number; readonly unasked: number };
};

/** Counts over all entries of one case, in order. `secondsAt`: the case's time at an entry. */
export function countsOf(entries: readonly (Entry | ErasedEntry)[], secondsAt: (entry: Entry) => number): Counts {
  const whole = entries.filter((entry): entry is Entry => entry.body !== null);
  return {
    wrongCalls: whole.filter(
      (entry) =>
        (entry.kind === 'follow.called' && entry.body.outcome === 'wrong-number') ||
        (entry.kind === 'acknowledgement.given' && entry.body.answer === 'wrong-contact'),
    ).length,
    unansweredCalls: whole.filter(
      (entry) =>
        (entry.kind === 'case.called' && entry.body.result === 'no-answer') ||
        (entry.kind === 'follow.called' && entry.body.outcome === 'no-answer') ||
        entry.kind === 'page.exhausted',
    ).length,
    reportUp: reportUp(whole, secondsAt),
    wipes: wipes(whole),
  };
}

/** By a page that must be acknowledged by as many as it asks for, or by word of mouth. */
function reportUp(whole: readonly Entry[], secondsAt: (entry: Entry) => number): Counts['reportUp'] {
  const open = new Set<string>();
  const made: number[] = [];
  const taken: number[] = [];
  for (const entry of whole) {
    if (entry.kind === 'page.triggered' && entry.body.purpose === 'report-up') {
      open.add(entry.body.pageId);
      made.push(secondsAt(entry));
    } else if (entry.kind === 'page.told') {
      // Without a page that waits, it is a report of its own.
      if (entry.body.pageId === null || !open.delete(entry.body.pageId)) made.push(secondsAt(entry));
      taken.push(secondsAt(entry));
    } else if (entry.kind === 'page.acknowledged' && entry.body.acks >= entry.body.acksNeeded && open.delete(entry.body.pageId))
      taken.push(secondsAt(entry));
  }
  const [first] = made;
  const [known] = taken;
  const seconds = first === undefined || known === undefined ? null : Math.round((known - first) * 1000) / 1000;
  return { made: made.length, taken: taken.length, seconds };
}

function wipes(whole: readonly Entry[]): Counts['wipes'] {
  const destroys = new Map<string, boolean>();
  const settled = new Map<string, 'kept' | 'waived'>();
  const count = { kept: 0, waived: 0, unasked: 0 };
  for (const entry of whole) {
    if (entry.kind === 'work.item-added') destroys.set(entry.body.itemId, entry.body.destroys === true);
    else if (entry.kind === 'work.item-changed' && entry.body.fields.destroys !== undefined)
      destroys.set(entry.body.itemId, entry.body.fields.destroys);
    else if (entry.kind === 'work.evidence-settled') settled.set(entry.body.itemId, entry.body.answer === 'kept' ? 'kept' : 'waived');
    else if (entry.kind === 'work.done' && destroys.get(entry.body.itemId) === true) {
      count[settled.get(entry.body.itemId) ?? 'unasked'] += 1;
      // A result that was not accepted is done again: it is the same wipe.
      destroys.delete(entry.body.itemId);
    }
  }
  return { done: count.kept + count.waived + count.unasked, ...count };
}
