// SPDX-License-Identifier: Apache-2.0
import type { Affected, AffectedRange, AdvisoryRecord, AdvisorySource } from '../../triage/advisory/advisory.port.ts';

/** Untrusted JSON, one careful step at a time. */
export type Loose = { readonly [key: string]: unknown };

/** Foreign JSON as an object; an empty one where it is none. */
export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}
/** Foreign JSON as a list: a single value is a list of one; undefined, null and '' are empty. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
}
/** Foreign JSON as text; a number is written out, anything else is ''. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
/** Trimmed text, or null where nothing is left. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

export const EVERY: AffectedRange = { from: null, before: null, upTo: null, after: null, exact: null };
/** Versions of which the source does not know whether they are affected. */
export const UNKNOWN: AffectedRange = { ...EVERY, status: 'unknown' };

/** A record with everything empty that a source does not say. Texts are bounded: a store is no archive of prose. */
export function blankRecord(source: AdvisorySource, id: string): AdvisoryRecord {
  return {
    source,
    id,
    aliases: [],
    title: '',
    summary: '',
    affected: [],
    cvss: [],
    cwe: [],
    published: null,
    modified: null,
    withdrawn: false,
    url: null,
    kev: null,
    epss: null,
  };
}

/** One line of plain text, markup and runs of blanks removed; cut to `most` UTF-16 units, with an ellipsis. */
export function short(text: string, most = 600): string {
  const flat = text
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

/** CVE numbers that a text names, in capitals, each once, in order of their first appearance. */
export function cvesIn(text: string): readonly string[] {
  return [...new Set(text.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])];
}

/**
 * A CPE 2.2 or 2.3 name as a product with the versions that it speaks of; null for hardware wildcards and what is no CPE.
 * `*` is every version, `-` none in particular (unknown); the update part belongs to the version, and `*` there is any
 * update of it (NISTIR 7695, 7696).
 */
export function fromCpe(cpe: string): (Pick<Affected, 'name' | 'vendor'> & { readonly range: AffectedRange }) | null {
  const parts = cpe.startsWith('cpe:2.3:') ? cpe.slice(8).split(/(?<!\\):/) : cpe.replace(/^cpe:\//, '').split(':');
  const [, vendor, product, version = '*', update = '*'] = parts;
  if (vendor === undefined || product === undefined || product === '*') return null;
  return { name: clean(product), vendor: clean(vendor), range: cpeRange(version, update) };
}

function cpeRange(version: string, update: string): AffectedRange {
  if (version === '*' || version === '') return EVERY;
  // An escaped sign stands for itself; a bare one inside a value is a wildcard, understood where it ends a line (`2.4.*`).
  if (version === '-' || /(?<!\\)\?/.test(version) || /(?<![.\\])\*/.test(version)) return UNKNOWN;
  const stated = clean(version);
  if (update === '*' || update === '') return { ...EVERY, exact: version.endsWith('.*') ? stated : `${stated}:*` };
  return { ...EVERY, exact: update === '-' ? stated : `${stated}-${clean(update).replace(/ /g, '')}` };
}

function clean(text: string): string {
  return decodeURIComponentSafely(text.replace(/\\(.)/g, '$1')).replaceAll('_', ' ');
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
