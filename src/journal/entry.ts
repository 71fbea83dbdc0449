// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Instant } from '../kernel/instant.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import type { Actor } from './actor.ts';
import type { StreamId } from './stream.ts';

/** What the chain holds of an entry. The body stands beside it under its salted hash, so that it can be erased. */
export type Envelope = {
  readonly stream: StreamId;
  /** 1, 2, 3 … within the stream. */
  readonly seq: number;
  /** 1, 2, 3 … over the whole desk. */
  readonly global: number;
  readonly kind: string;
  readonly at: Instant;
  readonly actor: Actor;
  /** SHA-256 over canonical JSON of {salt, body}. */
  readonly body: Sha256;
  /** Hash of the stream's previous entry; 64 zeros for the first. */
  readonly prev: Sha256;
};

/** An entry of any kind as it is read; the body is null where a person had it erased. */
export type AnyEntry = Omit<Envelope, 'body'> & { readonly body: unknown; readonly hash: Sha256 };
export type AnyDraft = { readonly kind: string; readonly body: unknown };

const reason = z.string().trim().min(1).max(2000);

/** The kinds that the journal writes and reads itself; all others are the language's (language.port.ts). */
export const journalEntries = {
  /** Personal data erased from a blob or from an entry's body; the hash stays in the chain. */
  'data.blob-erased': z.object({ sha256: z.string(), reason }),
  'data.body-erased': z.object({ seq: z.int().positive(), reason }),
  /** In the desk's chain. `erasedBlobs`: hashes of what was kept for this case alone and went with it. */
  'case.deleted': z.object({
    caseId: z.string(),
    entries: z.int().positive(),
    lastHash: z.string(),
    erasedBlobs: z.array(z.string()).optional(),
    /** Hashes that stay, each with one who rests on it too: a case, or the desk's own register. */
    keptBlobs: z.array(z.object({ sha256: z.string(), by: z.string() })).optional(),
    reason,
  }),
  /** What stands before it came from another desk as it was written there (archive/import.ts); the case is read here, not worked on. */
  'case.imported': z.object({
    entries: z.int().positive(),
    lastHash: z.string(),
    /** SHA-256 of the archive. */
    archive: z.string(),
    originals: z.int().nonnegative(),
    /** Who gave it, or which desk wrote it, in words. */
    from: z.string().trim().min(1).max(200),
    /** Whether the archive says that a desk to practise on wrote it; missing: it does not say. */
    practice: z.boolean().optional(),
  }),
  /** Traces of reading, put into the desk's chain by count and digest (anchor-reads.ts). */
  'reads.anchored': z.object({
    anchor: z.int().positive(),
    count: z.int().positive(),
    from: z.string(),
    to: z.string(),
    digest: z.string(),
  }),
} as const;

type OwnKind = keyof typeof journalEntries;
export type OwnDraft = { [K in OwnKind]: { readonly kind: K; readonly body: z.output<(typeof journalEntries)[K]> } }[OwnKind];
export type OwnEntry = Omit<Envelope, 'kind' | 'body'> & { readonly hash: Sha256 } & OwnDraft;

/** The entry as one of the journal's own kinds; null: another kind, or its body was erased. Trusts what was parsed when it was appended. */
export function ownEntry(entry: AnyEntry): OwnEntry | null {
  return Object.hasOwn(journalEntries, entry.kind) && entry.body !== null ? (entry as OwnEntry) : null;
}
