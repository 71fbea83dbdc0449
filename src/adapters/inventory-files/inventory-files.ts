// SPDX-License-Identifier: Apache-2.0
import type { ReadInventory } from '../../triage/inventory-file.port.ts';
import { readCsv } from './csv.ts';
import { readPackageList } from './packages.ts';
import { readCycloneDx, readSpdxJson, readSpdxTags } from './sbom.ts';

const LARGEST = 200 * 1024 * 1024;

/** Takes the file for what its content says it is; the name is only shown. */
export const readInventory: ReadInventory = (name, bytes) => {
  if (bytes.length > LARGEST) return { ok: false, why: 'larger than 200 MB' };
  const text = new TextDecoder('utf-8').decode(bytes).replace(/^\ufeff/, '');
  const start = text.trimStart();
  if (start === '') return { ok: false, why: 'empty' };
  if (start.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text);
      return readCycloneDx(name, value) ?? readSpdxJson(name, value) ?? { ok: false, why: 'JSON, but neither CycloneDX nor SPDX' };
    } catch (error) {
      return { ok: false, why: `no readable JSON: ${String(error).slice(0, 150)}` };
    }
  }
  if (start.startsWith('<')) return { ok: false, why: 'XML: export the SBOM as JSON' };
  if (/^SPDXVersion:/m.test(text.slice(0, 5000))) return readSpdxTags(name, text);
  return readPackageList(name, text) ?? readCsv(name, text);
};
