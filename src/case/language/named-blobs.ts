// SPDX-License-Identifier: Apache-2.0
import { parseSha256 } from '../../kernel/sha256.ts';
import type { Sha256 } from '../../kernel/sha256.ts';

/** Entries that name a blob under a key of their own. */
const OWN_KEYS: Readonly<Record<string, string>> = {
  'containment.plan-proposed': 'plan',
  'containment.services-imported': 'sha256',
  'containment.traffic-kept': 'sha256',
};

/**
 * The blobs that an entry rests on: by reference, never because a text happens to hold the same digits. A title or a
 * note that quotes a hash claims nothing.
 */
export function blobsNamedBy(entry: { readonly kind: string; readonly body: unknown }): readonly Sha256[] {
  const key = OWN_KEYS[entry.kind];
  const own = key === undefined ? undefined : (entry.body as Readonly<Record<string, unknown>> | null)?.[key];
  return [...blobsNamedIn(entry.body), ...blobsNamedIn(own, true)];
}

/** Every 64-digit hash under a key that names a blob. Which keys those are is a convention of entry bodies: `raw`, `blob`, `blobs`. */
function blobsNamedIn(value: unknown, underBlobKey = false): readonly Sha256[] {
  if (typeof value === 'string') {
    const sha256 = underBlobKey ? parseSha256(value) : null;
    return sha256 === null ? [] : [sha256];
  }
  if (Array.isArray(value)) return value.flatMap((item) => blobsNamedIn(item, underBlobKey));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => blobsNamedIn(item, key === 'raw' || key === 'blob' || key === 'blobs'));
}
