// SPDX-License-Identifier: Apache-2.0
import { XMLParser } from 'fast-xml-parser';
import type { InventoryRead } from '../../triage/inventory/inventory-file.port.ts';
import { findingsXml } from './findings.ts';
import { object, readCycloneDx, text } from './sbom.ts';
import type { Loose } from './sbom.ts';

/** References to characters are decoded; entities of the document's own are none, since a document that declares any is refused. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  removeNSPrefix: true,
  processEntities: true,
  htmlEntities: true,
  parseTagValue: false,
  parseAttributeValue: false,
});
const BOM = /<(?:\w{1,50}:)?bom\s[^<>]{0,2000}?http:\/\/cyclonedx\.org\/schema\/bom\//;
const DECLARES = { ja: '独自の宣言（DOCTYPE）のある XML は読まない', en: 'XML with declarations of its own (DOCTYPE) is not read' };
const DEEPEST = 10;

/** CycloneDX 1.x as XML (ECMA-424): the same components as its JSON. A scanner's report is refused by its name. */
export function readXml(file: string, source: string): InventoryRead {
  const scanner = findingsXml(source.slice(0, 5000));
  if (scanner !== null) return { ok: false, why: scanner };
  if (/<!DOCTYPE/i.test(source)) return { ok: false, why: DECLARES };
  let document: Loose;
  try {
    document = object(parser.parse(source));
  } catch (error) {
    const said = String(error).slice(0, 150);
    return { ok: false, why: { ja: `XML として読めない：${said}`, en: `no readable XML: ${said}` } };
  }
  const bom = object(document['bom']);
  const read = BOM.test(source.slice(0, 5000)) ? readCycloneDx(file, { bomFormat: 'CycloneDX', components: componentsOf(bom, 0) }) : null;
  return read ?? { ok: false, why: { ja: 'XML だが CycloneDX ではない', en: 'XML, but no CycloneDX' } };
}

function componentsOf(parent: Loose, depth: number): readonly Loose[] {
  if (depth > DEEPEST) return [];
  const inside = object(parent['components'])['component'];
  return (Array.isArray(inside) ? inside : inside === undefined ? [] : [inside]).map((row: unknown) => {
    const component = object(row);
    const said = (name: string) => text(component[name]) || text(object(component[name])['#']);
    return {
      group: said('group'),
      name: said('name'),
      version: said('version'),
      purl: said('purl'),
      components: componentsOf(component, depth + 1),
    };
  });
}
