// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../kernel/canonical-json.ts';
import type { Instant } from '../kernel/instant.ts';
import type { HashBytes, Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import type { AnyDraft, AnyEntry, Envelope } from './entry.ts';
import type { StoredEntry } from './store.port.ts';
import type { StreamId } from './stream.ts';

export const ZERO_HASH = '0'.repeat(64) as Sha256;

/** The desk's head after one more entry. */
export function nextHead(hash: HashBytes, head: Sha256, entryHash: Sha256): Sha256 {
  return hash(`${head}${entryHash}`);
}

/**
 * Makes an entry: the body is hashed with a salt (so that an erased body cannot be guessed back from its
 * hash), the envelope holds that hash and the previous one, and the entry's hash is over the envelope.
 */
export function seal(
  hash: HashBytes,
  at: {
    readonly stream: StreamId;
    readonly seq: number;
    readonly prev: Sha256;
    readonly global: number;
    readonly head: Sha256;
    readonly now: Instant;
    readonly actor: Actor;
    readonly salt: string;
  },
  draft: AnyDraft,
): { readonly stored: StoredEntry; readonly entry: AnyEntry } {
  const body = canonicalJson({ salt: at.salt, body: draft.body });
  const envelope: Envelope = {
    stream: at.stream,
    seq: at.seq,
    global: at.global,
    kind: draft.kind,
    at: at.now,
    actor: at.actor,
    body: hash(body),
    prev: at.prev,
  };
  const text = canonicalJson(envelope);
  const entryHash = hash(text);
  return {
    stored: {
      global: at.global,
      stream: at.stream,
      seq: at.seq,
      envelope: text,
      body,
      hash: entryHash,
      head: nextHead(hash, at.head, entryHash),
    },
    entry: { ...envelope, body: draft.body, hash: entryHash },
  };
}

/** Reads a stored entry back. Trusts the row: `verify` is what doubts it. */
export function openEntry(row: StoredEntry): AnyEntry {
  const envelope = JSON.parse(row.envelope) as Envelope;
  const body = row.body === null ? null : (JSON.parse(row.body) as { body: unknown }).body;
  // Of an entry that came from another desk: its place here.
  return { ...envelope, global: row.global, body, hash: row.hash };
}
