// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Bilingual } from '../../kernel/bilingual.ts';

/** One field that is wrong: a JSON pointer into the body (RFC 6901), or the name of a parameter. */
export type FieldFault = { readonly in: 'body' | 'query' | 'path'; readonly pointer: string; readonly what: Bilingual };

const ja = z.locales.ja().localeError;
const en = z.locales.en().localeError;
const MOST_FAULTS = 50;

export type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Parses with a schema; says every fault in both languages. */
export async function parseWith(schema: z.ZodType, value: unknown, where: FieldFault['in']): Promise<Parsed> {
  const result = await schema.safeParseAsync(value, { error: en });
  if (result.success) return { ok: true, value: result.data };
  const japanese = await schema.safeParseAsync(value, { error: ja });
  const said = japanese.success ? [] : japanese.error.issues;
  return {
    ok: false,
    faults: result.error.issues.slice(0, MOST_FAULTS).map((issue, index) => ({
      in: where,
      pointer: pointerOf(issue.path),
      what: { ja: said[index]?.message ?? issue.message, en: issue.message },
    })),
  };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return `#${path.map((step) => `/${encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
}
