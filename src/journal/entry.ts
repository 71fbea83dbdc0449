// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../kernel/instant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import type { BodyOf, EntryKind } from './entry/kinds.ts';
import type { StreamId } from './stream.ts';

/** What the chain holds of an entry. The body stands beside it under its salted hash, so that it can be erased. */
export type Envelope = {
  readonly stream: StreamId;
  /** 1, 2, 3 … within the stream. */
  readonly seq: number;
  /** 1, 2, 3 … over the whole desk. */
  readonly global: number;
  readonly kind: EntryKind;
  readonly at: Instant;
  readonly actor: Actor;
  /** SHA-256 over canonical JSON of {salt, body}. */
  readonly body: Sha256;
  /** Hash of the stream's previous entry; 64 zeros for the first. */
  readonly prev: Sha256;
};

/** An entry as it is read: one of the kinds, with its body, or with `null` where a person had it erased. */
export type Entry = {
  [K in EntryKind]: Omit<Envelope, 'kind' | 'body'> & { readonly kind: K; readonly body: BodyOf<K>; readonly hash: Sha256 };
}[EntryKind];
export type ErasedEntry = Omit<Envelope, 'body'> & { readonly body: null; readonly hash: Sha256 };

/** What a use-case wants to have written. */
export type Draft = { [K in EntryKind]: { readonly kind: K; readonly body: BodyOf<K> } }[EntryKind];
