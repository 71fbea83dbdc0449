// SPDX-License-Identifier: Apache-2.0
import type { InventoryItem, InventoryRead } from '../../triage/inventory/inventory-file.port.ts';

/** `dpkg -l`, `dpkg-query -W`, a dpkg status file, or `rpm -qa`; null when it is none of them. */
export function readPackageList(file: string, text: string): InventoryRead | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.some((line) => line.startsWith('||/')) || lines.some((line) => /^ii\s+\S+\s+\S+/.test(line)))
    return collect(
      file,
      'dpkg',
      lines.filter((line) => /^[a-z]i\s/i.test(line)),
      /^[a-z]i\w?\s+([^\s:]+)(?::\w+)?\s+(\S+)/i,
    );
  if (/^Package: \S+/m.test(text) && /^Status: /m.test(text)) return statusFile(file, text);
  const rpm = /^(.+)-([^-\s]+-[^-\s]+)\.(?:x86_64|noarch|i[3-6]86|aarch64|ppc64le|s390x|src|\(none\))$/;
  if (mostly(lines, rpm)) return collect(file, 'rpm', lines, rpm);
  const dpkg = /^([a-z0-9][a-z0-9.+-]+)(?::[a-z0-9]+)?\t(\S+)$/;
  return mostly(lines, dpkg) ? collect(file, 'dpkg', lines, dpkg) : null;
}

function mostly(lines: readonly string[], shape: RegExp): boolean {
  const sample = lines.slice(0, 200);
  return sample.length > 0 && sample.filter((line) => shape.test(line.trim())).length / sample.length > 0.8;
}

function collect(file: string, format: 'dpkg' | 'rpm', lines: readonly string[], shape: RegExp): InventoryRead {
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  for (const [index, line] of lines.entries()) {
    const match = shape.exec(line.trim());
    if (match === null) refused.push(`line ${index + 1}: ${line.slice(0, 100)}`);
    else items.push(packageItem(file, format, items.length + 1, match[1] ?? '', match[2] ?? ''));
  }
  return { ok: true, format, items, refused: refused.slice(0, 100), left: [] };
}

function statusFile(file: string, text: string): InventoryRead {
  const items = text.split(/\n\n+/).flatMap((block, index) => {
    const name = /^Package: (\S+)/m.exec(block)?.[1];
    const version = /^Version: (\S+)/m.exec(block)?.[1];
    const installed = /^Status: .*\binstalled$/m.test(block);
    return name === undefined || version === undefined || !installed ? [] : [packageItem(file, 'dpkg', index + 1, name, version)];
  });
  return { ok: true, format: 'dpkg', items, refused: [], left: [] };
}

function packageItem(file: string, format: 'dpkg' | 'rpm', index: number, name: string, version: string): InventoryItem {
  return {
    id: `${file}#${index}`,
    kind: 'software',
    name: name.slice(0, 300),
    version: version.slice(0, 100),
    ecosystem: format === 'dpkg' ? 'deb' : 'rpm',
    host: null,
    path: null,
    owner: null,
    exposure: 'unknown',
    from: file.slice(0, 300),
  };
}
