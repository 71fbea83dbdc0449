// SPDX-License-Identifier: Apache-2.0
import { decodeTextLeniently } from '../../common/decode-text.ts';
import type { InventoryRead, ReadInventory } from '../../triage/inventory/inventory-file.port.ts';
import { readInventoryCsv } from './csv.ts';
import { readXml } from './cyclonedx-xml.ts';
import { readPackageList } from './packages.ts';
import { readCycloneDx, readSpdxJson, readSpdxTags } from './sbom.ts';
import { readVuls } from './vuls.ts';

const NO_LIST = { ja: 'JSON だが CycloneDX・SPDX・Vuls のどれでもない', en: 'JSON, but neither CycloneDX nor SPDX nor a Vuls result' };
const LARGEST = 200 * 1024 * 1024;

/** Takes the file for what its content says it is; the name is only shown. */
export const readInventory = (...[name, bytes, known = {}]: Parameters<ReadInventory>): InventoryRead => {
  if (bytes.length > LARGEST) return { ok: false, why: { ja: '200 MB より大きい', en: 'larger than 200 MB' } };
  const text = decodeTextLeniently(bytes);
  const start = text.trimStart();
  if (start === '') return { ok: false, why: { ja: '空のファイル', en: 'empty' } };
  if (start.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text);
      return readCycloneDx(name, value) ?? readSpdxJson(name, value) ?? readVuls(name, value) ?? { ok: false, why: NO_LIST };
    } catch (error) {
      const said = String(error).slice(0, 150);
      return { ok: false, why: { ja: `JSON として読めない：${said}`, en: `no readable JSON: ${said}` } };
    }
  }
  if (start.startsWith('<')) return readXml(name, start);
  if (/^SPDXVersion:/m.test(text.slice(0, 5000))) return readSpdxTags(name, text);
  return readPackageList(name, text) ?? readInventoryCsv(name, text, known);
};
