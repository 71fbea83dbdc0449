// SPDX-License-Identifier: Apache-2.0
import type { Affected, AffectedRange, AdvisoryRecord, AdvisorySource } from '../../triage/advisory.port.ts';

/** Untrusted JSON, one careful step at a time. */
export type Loose = { readonly [key: string]: unknown };

export function asObject(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value];
}
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

export const EVERY: AffectedRange = { from: null, before: null, upTo: null, after: null, exact: null };

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

export function short(text: string, most = 600): string {
  const flat = text
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat;
}

export function cvesIn(text: string): readonly string[] {
  return [...new Set(text.toUpperCase().match(/CVE-\d{4}-\d{4,7}/g) ?? [])];
}

/** A CPE 2.2 or 2.3 name as a product; null for hardware wildcards and what is no CPE. */
export function fromCpe(cpe: string): (Pick<Affected, 'name' | 'vendor'> & { readonly version: string | null }) | null {
  const parts = cpe.startsWith('cpe:2.3:') ? cpe.slice(8).split(/(?<!\\):/) : cpe.replace(/^cpe:\//, '').split(':');
  const [, vendor, product, version] = parts;
  if (vendor === undefined || product === undefined || product === '*') return null;
  const stated = version === undefined || version === '*' || version === '-' || version === '' ? null : clean(version);
  return { name: clean(product), vendor: clean(vendor), version: stated };
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
