// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { get, post } from '../../edge/endpoint.contract.ts';
import { assetFields } from './heading-map.ts';

export { assetFields } from './heading-map.ts';
export type { AssetField } from './heading-map.ts';

const two = z.object({ ja: z.string(), en: z.string() });

export const inventorySchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      name: z.string(),
      version: z.string().nullable(),
      host: z.string().nullable(),
      owner: z.string().nullable(),
      exposure: z.enum(['internet', 'internal', 'unknown']),
      from: z.string(),
    }),
  ),
});

/** A table as it was found: its headings, up to ten rows, and which column (from 0) is which field. */
export const foundTableSchema = z.object({
  headings: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  columns: z.partialRecord(z.enum(assetFields), z.int()),
  by: z.enum(['headings', 'person', 'kept']),
});
export type FoundTableWire = z.output<typeof foundTableSchema>;

export const importedSchema = z.object({
  files: z.array(
    z.object({
      file: z.string(),
      format: z.string(),
      items: z.int(),
      refused: z.array(z.string()),
      /** Columns that were not taken. */
      left: z.array(z.string()),
      why: two.nullable(),
      /** Of a table: taken in as said here, or, beside `why`, what a person can say of it. */
      table: foundTableSchema.nullable(),
    }),
  ),
});

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  inventory: get('/api/v1/triage/inventory', inventorySchema),
  /** With `columns=name=0,version=2` a person says which column (from 0) is which field. */
  importInventory: post('/api/v1/triage/inventory', importedSchema),
} as const;
