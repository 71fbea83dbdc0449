// SPDX-License-Identifier: Apache-2.0
import { cexfSchema, importCexf } from './cexf.ts';
import type { Imported } from './imported.ts';
import { importMsel, looksLikeMsel } from './msel.ts';
import { importOpenAev, openAevSchema } from './openaev.ts';

export const formats = ['msel', 'cexf', 'openaev'] as const;
export type ImportFormat = (typeof formats)[number];

/** A foreign file by what it looks like; null where it is none of the formats. `name`: what to call the scenario. */
export function importFile(text: string, name: string): (Imported & { readonly format: ImportFormat }) | null {
  const json = jsonOf(text);
  if (json === undefined) return looksLikeMsel(text) ? { format: 'msel', ...importMsel(text, name) } : null;
  const cexf = cexfSchema.safeParse(json);
  if (cexf.success) return { format: 'cexf', ...importCexf(cexf.data) };
  const openAev = openAevSchema.safeParse(json);
  return openAev.success ? { format: 'openaev', ...importOpenAev(openAev.data) } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
