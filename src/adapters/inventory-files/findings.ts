// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** How a list of the software itself is got; every scanner machine can run it. */
const SBOM_COMMAND = 'trivy rootfs --format cyclonedx --output bom.json /';

/** Signs by which a scanner's own table is known, whatever else stands in it. */
const SCANNERS: readonly (readonly [RegExp, string])[] = [
  [/^plugin ?id$/i, 'Nessus'],
  [/^nvt (?:oid|name)$/i, 'OpenVAS (Greenbone)'],
  [/^qid$/i, 'Qualys'],
  [/^vulnerability test result id$/i, 'Rapid7'],
];
const XML_SCANNERS: readonly (readonly [RegExp, string])[] = [
  [/<NessusClientData/i, 'Nessus'],
  [/<nmaprun/i, 'Nmap'],
  [/<ASSET_DATA_REPORT|<HOST_LIST_VM_DETECTION_OUTPUT|<SCAN_REPORT/i, 'Qualys'],
  [/<NexposeReport/i, 'Rapid7'],
  [/<report [^<>]{0,300}(?:format_id|extension|content_type)=/i, 'OpenVAS (Greenbone)'],
];
const FINDING =
  /^(?:cves?|cve[ _-]?(?:ids?|numbers?|番号)|vuln(?:erability)?(?:[ _-]?(?:id|name|title))?|finding|脆弱性(?:名|id|番号)?|検出内容)$/i;
const SEVERITY = /^(?:severity|risk(?: factor| level)?|cvss\b.{0,40}|重大度|深刻度|危険度|リスク)$/i;
const VERSION = /^(?:(?:installed )?version|ver|バージョン|版)$/i;

/**
 * Why a table is no list of software: its rows are findings of a scanner (a weakness on a machine), whose names read as
 * products would be wrong. Null where it is no such table. The heading may stand below some lines about the scan.
 */
export function findingsTable(rows: readonly (readonly string[])[]): Bilingual | null {
  for (const cells of rows.slice(0, 20).map((row) => row.map((cell) => cell.trim()))) {
    const scanner = SCANNERS.find(([sign]) => cells.some((cell) => sign.test(cell)))?.[1];
    if (scanner !== undefined) return findings(scanner);
    const has = (sign: RegExp) => cells.some((cell) => sign.test(cell));
    if (has(FINDING) && has(SEVERITY) && !has(VERSION)) return findings(null);
  }
  return null;
}

/** The same for XML, by its first element. */
export function findingsXml(start: string): Bilingual | null {
  const scanner = XML_SCANNERS.find(([sign]) => sign.test(start))?.[1];
  return scanner === undefined ? null : findings(scanner);
}

function findings(scanner: string | null): Bilingual {
  return {
    ja: `${scanner ?? '脆弱性診断'}の結果の一覧で、ソフトウェアの一覧ではない。機器の上で CycloneDX の一覧を作って渡す：${SBOM_COMMAND}`,
    en: `these are findings of ${scanner ?? 'a scanner'}, not a list of software; make a CycloneDX list on the machine and give that: ${SBOM_COMMAND}`,
  };
}
