// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { inertText } from '../../kernel/text.ts';
import type { TriageDeps } from '../deps.ts';
import { assetFields } from './heading-map.ts';
import type { ChosenColumns, FoundTable, HeadingMap } from './heading-map.ts';
import type { InventoryRead } from './inventory-file.port.ts';

export type AssetImportDeps = Pick<TriageDeps, 'journal' | 'store' | 'readInventory' | 'hash'>;
type Upload = { readonly fileName: string; readonly bytes: Uint8Array };

/** How the list would be read, with what was said of such headings before; nothing is taken in. */
export async function lookAtAssets(deps: AssetImportDeps, upload: Upload, chosen: ChosenColumns | null = null): Promise<InventoryRead> {
  return deps.readInventory(fileNameOf(upload), upload.bytes, { chosen, kept: await deps.store.headingMaps() });
}

/**
 * Takes a list of software and machines in: rows and entry in one transaction. A file of the same name replaces its former
 * rows. What a person says of the columns is kept, and read with when a list with such headings comes again.
 */
export async function importAssets(
  deps: AssetImportDeps,
  actor: Actor,
  upload: Upload,
  chosen: ChosenColumns | null = null,
): Promise<InventoryRead> {
  const file = fileNameOf(upload);
  const read = await lookAtAssets(deps, upload, chosen);
  if (!read.ok) return read;
  const { format, items, refused, table } = read;
  const columns = table === undefined || table.by === 'headings' ? [] : mapOf(table);
  await deps.journal.write(async (writing) => {
    await deps.store.putInventory(writing.tx, file, items);
    if (table?.by === 'person' && columns.length > 0) await deps.store.putHeadingMap(writing.tx, columns);
    await writing.append({
      stream: DESK,
      actor,
      drafts: [
        {
          kind: 'triage.assets-imported',
          body: {
            file,
            format,
            items: items.length,
            refused: refused.length,
            digest: deps.hash(canonicalJson(items)),
            ...(columns.length === 0 ? {} : { columns }),
          },
        },
      ],
    });
  });
  return read;
}

function fileNameOf({ fileName }: Upload): string {
  return inertText(fileName).slice(0, 200) || 'file';
}

/** Headings without a word stand for nothing that could come again. */
function mapOf(table: FoundTable): HeadingMap {
  return assetFields.flatMap((field) => {
    const heading = table.headings[table.columns[field] ?? -1] ?? '';
    return heading === '' ? [] : [{ heading, field }];
  });
}
