// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { ChosenColumns, FoundTable, HeadingMap } from './heading-map.ts';
import type { InventoryItem } from './inventory.ts';

export type InventoryRead =
  | {
      readonly ok: true;
      readonly format: 'csv' | 'cyclonedx' | 'spdx' | 'vuls' | 'dpkg' | 'rpm';
      readonly items: readonly InventoryItem[];
      /** Rows that could not be read, by line or name with why. */
      readonly refused: readonly string[];
      /** Columns that stand in the list and are not taken. */
      readonly left: readonly string[];
      /** The table itself; of a CSV only. */
      readonly table?: FoundTable;
    }
  /** With a table: its headings are not understood, and a person can say what they are. */
  | { readonly ok: false; readonly why: Bilingual; readonly table?: FoundTable };

/** What is known of the headings beside the file: what a person chose for it, and the maps of lists before (newest first). */
export type KnownHeadings = { readonly chosen?: ChosenColumns | null; readonly kept?: readonly HeadingMap[] };

/** Reads a list of assets from bytes; says what it took the file for. */
export type ReadInventory = (name: string, bytes: Uint8Array, known?: KnownHeadings) => InventoryRead | Promise<InventoryRead>;

export { assetFields, headingKey, keptMapFor } from './heading-map.ts';
export type { AssetField, ChosenColumns, FoundTable, HeadingMap } from './heading-map.ts';
export type { InventoryItem };
