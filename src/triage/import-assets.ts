// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import { DESK } from '../journal/stream.ts';
import { canonicalJson } from '../kernel/canonical-json.ts';
import { inertText } from '../kernel/text.ts';
import type { TriageDeps } from './deps.ts';
import type { InventoryRead } from './inventory-file.port.ts';

/** Takes a list of software and machines in: rows and entry in one transaction. A file of the same name replaces its former rows. */
export async function importAssets(
  deps: Pick<TriageDeps, 'journal' | 'store' | 'readInventory' | 'hash'>,
  actor: Actor,
  upload: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<InventoryRead> {
  const file = inertText(upload.fileName).slice(0, 200) || 'file';
  const read = deps.readInventory(file, upload.bytes);
  if (!read.ok) return read;
  const { format, items, refused } = read;
  await deps.journal.write(async (writing) => {
    await deps.store.putInventory(writing.tx, file, items);
    await writing.append({
      stream: DESK,
      actor,
      drafts: [
        {
          kind: 'triage.assets-imported',
          body: { file, format, items: items.length, refused: refused.length, digest: deps.hash(canonicalJson(items)) },
        },
      ],
    });
  });
  return read;
}
