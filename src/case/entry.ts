// SPDX-License-Identifier: Apache-2.0
import type { Envelope } from '../journal/entry.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { BodyOf, EntryKind } from './entry/kinds.ts';

/** An entry as it is read: one of the kinds, with its body, or with `null` where a person had it erased. */
export type Entry = {
  [K in EntryKind]: Omit<Envelope, 'kind' | 'body'> & { readonly kind: K; readonly body: BodyOf<K>; readonly hash: Sha256 };
}[EntryKind];
export type ErasedEntry = Omit<Envelope, 'kind' | 'body'> & { readonly kind: EntryKind; readonly body: null; readonly hash: Sha256 };

/** What a use-case wants to have written. */
export type Draft = { [K in EntryKind]: { readonly kind: K; readonly body: BodyOf<K> } }[EntryKind];
