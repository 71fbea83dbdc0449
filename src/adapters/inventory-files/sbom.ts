// SPDX-License-Identifier: Apache-2.0
import { fromPurl } from '../../common/package-url.ts';
import type { InventoryItem, InventoryRead } from '../../triage/inventory/inventory-file.port.ts';

/** Untrusted JSON, one careful step at a time. */
export type Loose = { readonly [key: string]: unknown };
/** Foreign JSON as an object; an empty one where it is none. */
export const object = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
/** Foreign JSON as a list; an empty one where it is none. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** Foreign JSON as text; '' where it is none. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const MOST = 200_000;

/** One package; its package URL, where it has one, says name and world. */
export function packageOf(file: string, index: number, name: string, version: string, purl: string): InventoryItem {
  const parsed = fromPurl(purl);
  const stated = version.trim() === '' ? (parsed?.version ?? null) : version.trim();
  return {
    id: `${file}#${index}`,
    kind: 'software',
    name: (parsed?.name ?? name).slice(0, 300),
    version: stated?.slice(0, 100) ?? null,
    ecosystem: parsed?.ecosystem.slice(0, 50) ?? null,
    host: null,
    path: null,
    owner: null,
    exposure: 'unknown',
    from: file.slice(0, 300),
  };
}

/** CycloneDX 1.x JSON: components, nested ones too. */
export function readCycloneDx(file: string, value: unknown): InventoryRead | null {
  const bom = object(value);
  if (bom['bomFormat'] !== 'CycloneDX') return null;
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  const take = (rows: readonly unknown[], depth: number): void => {
    for (const row of rows) {
      const component = object(row);
      const name = [text(component['group']), text(component['name'])].filter((part) => part !== '').join('/');
      if (name === '' || items.length >= MOST) refused.push(`component ${items.length + refused.length + 1}: no name`);
      else items.push(packageOf(file, items.length + 1, text(component['name']), text(component['version']), text(component['purl'])));
      if (depth < 10) take(list(component['components']), depth + 1);
    }
  };
  take(list(bom['components']), 0);
  return { ok: true, format: 'cyclonedx', items, refused: refused.slice(0, 100), left: [] };
}

/** SPDX 2.x JSON. */
export function readSpdxJson(file: string, value: unknown): InventoryRead | null {
  const document = object(value);
  if (!text(document['spdxVersion']).startsWith('SPDX-')) return null;
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  for (const row of list(document['packages']).slice(0, MOST)) {
    const pack = object(row);
    const purl = list(pack['externalRefs'])
      .map(object)
      .find((ref) => text(ref['referenceType']) === 'purl');
    if (text(pack['name']) === '') refused.push(`package ${items.length + refused.length + 1}: no name`);
    else items.push(packageOf(file, items.length + 1, text(pack['name']), text(pack['versionInfo']), text(purl?.['referenceLocator'])));
  }
  return { ok: true, format: 'spdx', items, refused: refused.slice(0, 100), left: [] };
}

/** SPDX 2.x tag-value. */
export function readSpdxTags(file: string, source: string): InventoryRead {
  const items: InventoryItem[] = [];
  let open: { name: string; version: string; purl: string } | null = null;
  const close = () => {
    if (open !== null && items.length < MOST) items.push(packageOf(file, items.length + 1, open.name, open.version, open.purl));
    open = null;
  };
  for (const line of source.split(/\r?\n/)) {
    const match = /^(PackageName|PackageVersion|ExternalRef|FileName):\s*(.+)$/.exec(line);
    if (match === null) continue;
    const said = match[2] ?? '';
    if (match[1] === 'PackageName' || match[1] === 'FileName') close();
    if (match[1] === 'PackageName') open = { name: said, version: '', purl: '' };
    const current: { name: string; version: string; purl: string } | null = open;
    if (current === null) continue;
    if (match[1] === 'PackageVersion') current.version = said;
    const purl = /\bpurl\s+(pkg:\S+)/.exec(said)?.[1];
    if (match[1] === 'ExternalRef' && purl !== undefined) current.purl = purl;
  }
  close();
  return { ok: true, format: 'spdx', items, refused: [], left: [] };
}
