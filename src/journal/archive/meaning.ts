// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { parseInstant } from '../../kernel/instant.ts';
import { actorSchema } from '../actor.ts';
import { openEntry } from '../chain.ts';
import { ownEntry } from '../entry.ts';
import type { AnyEntry } from '../entry.ts';
import type { Language } from '../language.port.ts';
import type { StoredEntry } from '../store.port.ts';
import { archiveFault, canonicalOf } from './archive.ts';
import type { ArchiveFault, CarriedCase } from './archive.ts';

/** What an archive holds once its bytes are sound: its entries as this desk reads them, and what is wrong with them. */
export type Meaning = {
  readonly faults: readonly ArchiveFault[];
  /** Originals that an entry says were erased. */
  readonly erased: readonly string[];
};

/**
 * What only the language of the entries can tell of an archive whose hashes add up: kinds that this version does not know,
 * bodies and originals that are gone without an entry that says who erased them, originals that no entry names.
 */
export function meaningOf<View>({ rows, blobs }: Pick<CarriedCase, 'rows' | 'blobs'>, language: Language<View>): Meaning {
  const faults: ArchiveFault[] = [];
  const named = new Set<string>();
  const erased = new Set<string>();
  const bodies = new Set<number>();
  const misshapen = rows.filter((row) => !isWellFormed(row)).map(({ seq }) => unknown(seq, ''));
  if (misshapen.length > 0) return { faults: misshapen, erased: [] };
  const entries = rows.map(openEntry);
  let view: View | null = null;
  for (const entry of entries) {
    const own = ownEntry(entry);
    if (own?.kind === 'data.blob-erased') erased.add(own.body.sha256);
    if (own?.kind === 'data.body-erased') bodies.add(own.body.seq);
    if (!isKnown(language, entry)) {
      faults.push(unknown(entry.seq, entry.kind));
      continue;
    }
    for (const sha256 of language.blobsNamedBy(entry)) named.add(sha256);
    view = folded(language, view, entry, faults);
  }
  for (const { seq, body } of entries)
    if (body === null && !bodies.has(seq))
      faults.push(archiveFault(`entry ${seq}`, '内容がなく、消去の記録もない', 'its body is gone, and no entry says who erased it'));
  for (const sha256 of named)
    if (!blobs.has(sha256) && !erased.has(sha256))
      faults.push(archiveFault(`blobs/${sha256}`, '原本がなく、消去の記録もない', 'the original is gone, and no entry says who erased it'));
  for (const sha256 of blobs.keys())
    if (!named.has(sha256)) faults.push(archiveFault(`blobs/${sha256}`, 'どの記録も名指さない原本', 'an original that no entry names'));
    else if (erased.has(sha256))
      faults.push(archiveFault(`blobs/${sha256}`, '消去したと記録された原本が入っている', 'an original that an entry says was erased'));
  return { faults, erased: [...erased] };
}

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const envelopeSchema = z.strictObject({
  stream: z.string(),
  seq: z.int().positive(),
  global: z.int().positive(),
  kind: z.string(),
  at: z.string().refine((text) => parseInstant(text) === text),
  actor: actorSchema,
  body: sha256,
  prev: sha256,
});
const bodySchema = z.strictObject({ salt: z.string().min(16), body: z.record(z.string(), z.unknown()) });

/** Whether an entry has the form that the journal writes, and holds nothing that cannot be stored. */
function isWellFormed({ envelope, body, hash }: StoredEntry): boolean {
  if (!sha256.safeParse(hash).success || !envelopeSchema.safeParse(valueOf(envelope)).success) return false;
  if (canonicalOf(valueOf(envelope)) !== envelope) return false;
  if (body === null) return true;
  const value = valueOf(body);
  return bodySchema.safeParse(value).success && canonicalOf(value) === body && isStorable(value);
}

function valueOf(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/** NUL cannot stand in PostgreSQL; `append` never writes it. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (Array.isArray(value)) return value.every(isStorable);
  if (typeof value === 'object' && value !== null) return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item));
  return true;
}

const unknown = (seq: number, kind: string): ArchiveFault =>
  archiveFault(
    `entry ${seq}`,
    `この版が知らない種類または形の記録（${kind.slice(0, 60)}）`,
    `an entry of a kind or shape that this version does not know (${kind.slice(0, 60)})`,
  );

function isKnown<View>(language: Language<View>, entry: AnyEntry): boolean {
  if (entry.body === null) return true;
  try {
    language.parse(entry);
    return true;
  } catch {
    return false;
  }
}

function folded<View>(language: Language<View>, view: View | null, entry: AnyEntry, faults: ArchiveFault[]): View | null {
  try {
    return language.fold(view, entry);
  } catch {
    faults.push(unknown(entry.seq, entry.kind));
    return view;
  }
}

/** The view of the entries; call it on what `meaningOf` found sound. */
export function foldAll<View>(rows: readonly StoredEntry[], language: Language<View>): View | null {
  return rows.reduce<View | null>((view, row) => language.fold(view, openEntry(row)), null);
}
