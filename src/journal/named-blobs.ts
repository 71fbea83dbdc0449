// SPDX-License-Identifier: Apache-2.0
import { parseSha256 } from '../kernel/sha256.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { openEntry } from './chain.ts';
import type { JournalStore } from './store.port.ts';
import type { StreamId } from './stream.ts';

/** Every 64-digit hash under a key that names a blob. Which keys those are is a convention of entry bodies: `raw`, `blob`, `blobs`. */
export function blobsNamedIn(value: unknown, underBlobKey = false): readonly Sha256[] {
  if (typeof value === 'string') {
    const sha256 = underBlobKey ? parseSha256(value) : null;
    return sha256 === null ? [] : [sha256];
  }
  if (Array.isArray(value)) return value.flatMap((item) => blobsNamedIn(item, underBlobKey));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => blobsNamedIn(item, key === 'raw' || key === 'blob' || key === 'blobs'));
}

/** The blobs that a stream's entries still name; an erased body names none. */
export async function blobsOf(store: Pick<JournalStore, 'read'>, stream: StreamId): Promise<ReadonlySet<Sha256>> {
  const named = new Set<Sha256>();
  for (let after = 0; ; ) {
    const batch = await store.read(stream, after, 1000);
    if (batch.length === 0) return named;
    for (const row of batch) for (const sha256 of blobsNamedIn(openEntry(row).body)) named.add(sha256);
    after = batch.at(-1)?.seq ?? after;
  }
}
