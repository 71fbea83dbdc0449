// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/** What a column of an asset list can say of an item; `name` is the product. */
export const assetFields = ['name', 'vendor', 'version', 'host', 'path', 'owner', 'exposure', 'kind', 'ecosystem'] as const;
export type AssetField = (typeof assetFields)[number];

/** Which heading stands for which field; a heading that is not in it is not taken. */
export const headingMapSchema = z
  .array(z.object({ heading: z.string().min(1).max(200), field: z.enum(assetFields) }))
  .max(assetFields.length);
export type HeadingMap = z.infer<typeof headingMapSchema>;

/** What a person says of one file: the field, and its column by number (from 0) or by heading. */
export type ChosenColumns = Readonly<Partial<Record<AssetField, number | string>>>;

/** A table as it was found, so that a person can say what its columns are. */
export type FoundTable = {
  readonly headings: readonly string[];
  /** The first rows below the headings, each cell cut; as many cells as headings at most. */
  readonly rows: readonly (readonly string[])[];
  /** Which column stands for which field: as it was read, or, where nothing was read, a guess. */
  readonly columns: Readonly<Partial<Record<AssetField, number>>>;
  /** Who says so: the headings themselves, what a person said of this file, or of a list with the same headings before. */
  readonly by: 'headings' | 'person' | 'kept';
};

/** One heading as it is compared: width, case and blanks say nothing. */
export function headingKey(heading: string): string {
  return heading.normalize('NFKC').replaceAll(/\s+/gu, '').toLowerCase();
}

/** The newest of the kept maps of which every heading stands in the list; null where none does. `maps`: newest first. */
export function keptMapFor(headings: readonly string[], maps: readonly HeadingMap[]): HeadingMap | null {
  const there = new Set(headings.map(headingKey));
  return (
    maps.find((map) => map.some(({ field }) => field === 'name') && map.every(({ heading }) => there.has(headingKey(heading)))) ?? null
  );
}

const WIRE = /^(?:[a-z]{1,20}=\d{1,3}(?:,(?=[a-z])|$)){1,9}$/;

/** `name=0,version=2` (columns from 0) as it travels; null where it is no such list, or names no product column. */
export function parseColumnNumbers(text: string): ChosenColumns | null {
  if (!WIRE.test(text)) return null;
  return wholeChoice(
    text
      .split(',')
      .map((pair) => pair.split('=') as [string, string])
      .map(([field, at]) => [field, Number(at)]),
  );
}

const ALIASES: Readonly<Record<string, AssetField>> = { product: 'name', software: 'name', url: 'path', language: 'ecosystem' };

/** `製品名=product` as a person types it, one for each column; null where one is not so, or no column is the product. */
export function parseHeadingPairs(pairs: readonly string[]): ChosenColumns | null {
  return wholeChoice(
    pairs.map((pair): [string, string] => {
      const at = pair.lastIndexOf('=');
      const field = pair
        .slice(at + 1)
        .trim()
        .toLowerCase();
      return [ALIASES[field] ?? field, at < 1 ? '' : pair.slice(0, at).trim()];
    }),
  );
}

function wholeChoice(pairs: readonly (readonly [field: string, column: number | string])[]): ChosenColumns | null {
  const chosen: Partial<Record<AssetField, number | string>> = {};
  for (const [field, column] of pairs) {
    const known = assetFields.find((one) => one === field);
    if (known === undefined || column === '' || chosen[known] !== undefined) return null;
    chosen[known] = column;
  }
  return chosen.name === undefined ? null : chosen;
}
