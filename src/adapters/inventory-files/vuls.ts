// SPDX-License-Identifier: Apache-2.0
import type { InventoryItem, InventoryRead } from '../../triage/inventory/inventory-file.port.ts';
import { list, object, packageOf, text } from './sbom.ts';
import type { Loose } from './sbom.ts';

const DEB = /^(?:debian|ubuntu|raspbian)$/;
const RPM = /^(?:redhat|centos|alma|rocky|fedora|amazon|oracle|opensuse|suse)/;
/** Kinds of lock files (trivy's names, and those of older results) and what advisories call the world of their packages. */
const LIBRARIES: readonly (readonly [RegExp, string])[] = [
  [/npm|node|yarn|pnpm|package-lock/, 'npm'],
  [/composer|php/, 'composer'],
  [/bundler|gemspec|ruby|gemfile/, 'gem'],
  [/pip|poetry|python|uv\b/, 'pypi'],
  [/cargo|rust/, 'cargo'],
  [/gomod|gobinary|go\.(?:mod|sum)/, 'golang'],
  [/jar|pom|gradle|java/, 'maven'],
  [/nuget|dotnet|packages-props/, 'nuget'],
];

/** A result of Vuls (future-architect/vuls, `models.ScanResult`): its packages, libraries and WordPress parts, not its findings. */
export function readVuls(file: string, value: unknown): InventoryRead | null {
  const result = object(value);
  const server = text(result['serverName']);
  if (typeof result['jsonVersion'] !== 'number' || server === '' || !('packages' in result || 'libraries' in result)) return null;
  const container = text(object(result['container'])['name']);
  const host = container === '' ? server : `${container}@${server}`;
  const system = text(result['family']).toLowerCase();
  const ecosystem = DEB.test(system) ? 'deb' : RPM.test(system) ? 'rpm' : system === 'alpine' ? 'apk' : null;
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  const add = (row: Loose, named: string, version: string, world: string | null, purl = '') => {
    const name = text(row['name']) || text(row['Name']) || named;
    if (name === '') refused.push(`entry ${items.length + refused.length + 1}: no name`);
    else {
      const item = packageOf(file, items.length + 1, name, version, purl);
      items.push({ ...item, ecosystem: item.ecosystem ?? world, host: host.slice(0, 300) });
    }
  };
  for (const [name, row] of Object.entries(object(result['packages']))) {
    const pack = object(row);
    const release = text(pack['release']);
    add(pack, name, `${text(pack['version'])}${release === '' ? '' : `-${release}`}`, ecosystem);
  }
  for (const scanner of list(result['libraries']).map(object)) {
    const kind =
      `${text(scanner['Type'])} ${text(scanner['path'])} ${text(scanner['Path'])} ${text(scanner['LockfilePath'])}`.toLowerCase();
    const world = LIBRARIES.find(([sign]) => sign.test(kind))?.[1] ?? null;
    for (const library of list(scanner['Libs']).map(object)) add(library, '', text(library['Version']), world, text(library['PURL']));
  }
  for (const part of list(result['WordPressPackages']).map(object)) {
    const core = text(part['type']) === 'core';
    add(core ? { name: 'WordPress' } : part, '', text(part['version']), null);
  }
  return { ok: true, format: 'vuls', items, refused: refused.slice(0, 100), left: [] };
}
