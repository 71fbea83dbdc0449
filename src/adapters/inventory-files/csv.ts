// SPDX-License-Identifier: Apache-2.0
import { parse } from 'csv-parse/sync';
import type { InventoryItem, InventoryRead } from '../../triage/inventory-file.port.ts';

/** Column names as people write them, in both languages. */
const COLUMNS: Readonly<Record<keyof Omit<InventoryItem, 'id' | 'from'>, RegExp>> = {
  name: /^(?:name|product|software|module|component|cgi|script|名称|名前|製品名?|ソフトウェア名?|モジュール|プログラム名?)$/i,
  version: /^(?:version|ver|バージョン|版)$/i,
  ecosystem: /^(?:ecosystem|type|language|種別|言語|エコシステム)$/i,
  kind: /^(?:kind|category|分類|区分)$/i,
  host: /^(?:host|hostname|server|site|ホスト名?|サーバ(?:ー)?名?|サイト)$/i,
  path: /^(?:path|url|location|パス|設置場所|場所)$/i,
  owner: /^(?:owner|administrator|contact|responsible|管理者|担当者?|所管|管理部署)$/i,
  exposure: /^(?:exposure|exposed|public|公開|公開範囲|公開有無)$/i,
};
const KINDS: Readonly<Record<string, InventoryItem['kind']>> = {
  cgi: 'cgi',
  site: 'site',
  サイト: 'site',
  asset: 'asset',
  機器: 'asset',
  資産: 'asset',
};

export function readCsv(file: string, text: string): InventoryRead {
  let rows: string[][];
  try {
    rows = parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
      delimiter: delimiterOf(text),
      max_record_size: 100_000,
    });
  } catch (error) {
    return { ok: false, why: `no readable CSV: ${String(error).slice(0, 150)}` };
  }
  const header = (rows[0] ?? []).map((cell) => cell.trim());
  const at = Object.fromEntries(Object.entries(COLUMNS).map(([field, names]) => [field, header.findIndex((cell) => names.test(cell))]));
  if ((at['name'] ?? -1) < 0) return { ok: false, why: 'the first line names no column "name" (名称)' };
  const items: InventoryItem[] = [];
  const refused: string[] = [];
  for (const [index, row] of rows.slice(1).entries()) {
    const cell = (field: string) => (row[at[field] ?? -1] ?? '').trim();
    if (cell('name') === '') {
      refused.push(`line ${index + 2}: no name`);
      continue;
    }
    const path = cell('path');
    items.push({
      id: `${file}#${index + 2}`,
      kind: KINDS[cell('kind').toLowerCase()] ?? (/\.(?:cgi|pl)\b|\/cgi-bin\//i.test(`${cell('name')} ${path}`) ? 'cgi' : 'software'),
      name: cell('name').slice(0, 300),
      version: cell('version').slice(0, 100) || null,
      ecosystem: ecosystemOf(cell('ecosystem')),
      host: cell('host').slice(0, 300) || null,
      path: path.slice(0, 1000) || null,
      owner: cell('owner').slice(0, 200) || null,
      exposure: exposureOf(cell('exposure')),
      from: file.slice(0, 300),
    });
  }
  return { ok: true, format: 'csv', items, refused: refused.slice(0, 100) };
}

function delimiterOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
  return [',', '\t', ';'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
}

function ecosystemOf(cell: string): string | null {
  if (cell === '') return null;
  return /^(?:perl|cpan)$/i.test(cell) ? 'cpan' : cell.toLowerCase().slice(0, 50);
}

function exposureOf(cell: string): InventoryItem['exposure'] {
  if (/^(?:yes|y|true|1|internet|public|open|公開|外部|あり|はい|○|インターネット)$/i.test(cell)) return 'internet';
  return /^(?:no|n|false|0|internal|private|closed|非公開|内部|社内|なし|いいえ|×)$/i.test(cell) ? 'internal' : 'unknown';
}
