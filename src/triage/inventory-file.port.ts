// SPDX-License-Identifier: Apache-2.0
import type { InventoryItem } from './inventory.ts';

export type InventoryRead =
  | {
      readonly ok: true;
      readonly format: 'csv' | 'cyclonedx' | 'spdx' | 'dpkg' | 'rpm';
      readonly items: readonly InventoryItem[];
      /** Rows that could not be read, by line or name with why. */
      readonly refused: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** Reads a list of assets from bytes; says what it took the file for. */
export type ReadInventory = (name: string, bytes: Uint8Array) => InventoryRead;

export type { InventoryItem };
