// SPDX-License-Identifier: Apache-2.0
import type { Sha256 } from '../kernel/sha256.ts';
import type { AnyDraft, AnyEntry } from './entry.ts';

/**
 * What is said in a journal, which the journal itself does not know: the kinds of entries, and what the entries of a
 * stream add up to (`View`). src/case is the one that the desk speaks; the wiring hands it in.
 */
export type Language<View> = {
  /** The body as it is kept. Throws where the kind is unknown or the body is not one of its kind. */
  readonly parse: (draft: AnyDraft) => unknown;
  /** The stream's view with one more entry; null before the first. Pure. An erased body (null) must be borne. */
  readonly fold: (view: View | null, entry: AnyEntry) => View;
  /** The blobs that an entry rests on. */
  readonly blobsNamedBy: (entry: AnyEntry) => readonly Sha256[];
};
