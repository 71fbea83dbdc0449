// SPDX-License-Identifier: Apache-2.0
import { unzipSync } from 'fflate';

/** No advisory is larger; an entry that says it is more is left out before it is unpacked. */
const MOST_ENTRY = 16 * 1024 * 1024;

/** JSON documents of an OSV archive, by the order of their names. */
export function unzipDocuments(bytes: Uint8Array): readonly Uint8Array[] {
  const entries = unzipSync(bytes, { filter: (file) => file.name.endsWith('.json') && file.originalSize <= MOST_ENTRY });
  return Object.keys(entries)
    .toSorted()
    .flatMap((name) => entries[name] ?? []);
}
