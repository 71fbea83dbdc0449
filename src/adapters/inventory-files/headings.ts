// SPDX-License-Identifier: Apache-2.0
import { assetFields, headingKey, keptMapFor } from '../../triage/inventory/inventory-file.port.ts';
import type { AssetField, FoundTable, KnownHeadings } from '../../triage/inventory/inventory-file.port.ts';

/** What may stand before the word of a heading: of what it is the name or the version. */
const OF =
  '(?:(?:installed|software|application|app|product|package|program|module|component|display|used|oss|cms|os|使用|利用|導入|インストール(?:済み?)?|ソフトウェア|ソフト|アプリケーション|アプリ|製品|プログラム|パッケージ|モジュール)の?)';
const WHOLE = (words: string): RegExp => new RegExp(`^(?:${words})$`);

/** Headings as people and programs write them, in both languages; compared without blanks, marks and case. */
const EXACT: Readonly<Record<AssetField, RegExp>> = {
  name: WHOLE(
    `name|${OF}{1,2}(?:name|title|名称?)|product|software|module|component|package|cgi|script|cms|oss|名称|名前|品名|製品|${OF}{0,2}(?:ソフトウェア|ソフト|アプリケーション|アプリ|モジュール|プログラム|パッケージ)名?称?|製品名称?`,
  ),
  vendor: WHOLE(
    `${OF}?(?:vendor|publisher|manufacturer|maker|supplier|ベンダー?|メーカー?|製造元|製造者|発行元|開発元|提供元|販売元|製造会社|開発会社|会社|企業)(?:name|名)?`,
  ),
  version: WHOLE(`${OF}{0,2}(?:versions?|ver|release|バージョン|版数?)(?:name|情報|番号|名|no)?|ver番号`),
  host: WHOLE(
    `site|サイト名?|node|(?:ps)?(?:host|server|computer|device|machine|asset|pc|ホスト|サーバー?|コンピュータ?ー?|端末機?|機器|マシン|デバイス)(?:name|名称?)?|設置(?:サーバー?|機器|ホスト)`,
  ),
  path: /^(?:path|url|location|installlocation|installpath|パス|設置場所|場所|設置url|インストール先)$/,
  owner:
    /^(?:owner|administrator|contact|responsible|assignedto|管理者|担当者?|担当部署|担当部門|所管|所管課|主管(?:課|部署|部門)?|管理部署|管理部門|管理責任者|責任者|利用部署|委託先)$/,
  exposure: /^(?:exposure|exposed|public|internetfacing|公開|公開範囲|公開有無|外部公開|公開区分)$/,
  kind: /^(?:kind|category|分類|区分)$/,
  ecosystem: /^(?:ecosystem|type|language|種別|言語|エコシステム)$/,
};

/** What such a heading holds somewhere, where it is none of those: only ever a guess that a person sees. */
const LIKELY: Readonly<Record<AssetField, RegExp>> = {
  name: /製品|ソフト|アプリ|プログラム|品名|名称|product|software|application|package|program|title/,
  vendor: /ベンダ|メーカ|製造|開発会社|提供|vendor|publisher|manufactur|maker|supplier/,
  version: /バージョン|版|リビジョン|version|^ver|\bver\b|revision|release/,
  host: /ホスト|サーバ|端末|コンピュータ|マシン|機器|pc|host|server|computer|machine|device|node/,
  path: /パス|場所|フォルダ|url|path|folder|directory|location/,
  owner: /担当|管理|所管|責任|部署|利用者|owner|admin|contact|department|responsible|user/,
  exposure: /公開|外部|インターネット|dmz|exposed|public|internet|external/,
  kind: /分類|区分|category|class/,
  ecosystem: /言語|種別|language|ecosystem|type/,
};

/** Headings of numbers, days and sums stand for nothing that is taken, whatever word is in them. */
const NEVER = /番号|ナンバー|コード|日付?$|金額|価格|台数|個数|\bid$|id$|no$|date|price|count$|qty/;

const plain = (heading: string): string => headingKey(heading).replaceAll(/[（(［[][^）)］\]]{0,60}[）)］\]]|[_\-.:：*※]/g, '');

export type Headings = { readonly by: FoundTable['by']; readonly at: Readonly<Partial<Record<AssetField, number>>> };

/** Which column says what: by what a person chose, else by a kept map, else by the headings themselves. */
export function readHeadings(headings: readonly string[], known: KnownHeadings): Headings {
  const where = (heading: string): number => headings.findIndex((one) => headingKey(one) === headingKey(heading));
  if (known.chosen !== undefined && known.chosen !== null) {
    const { chosen } = known;
    const pairs = assetFields.flatMap((field): [AssetField, number][] => {
      const column = chosen[field];
      if (column === undefined) return [];
      const at = typeof column === 'number' ? column : where(column);
      return at >= 0 && at < headings.length ? [[field, at]] : [];
    });
    return { by: 'person', at: Object.fromEntries(pairs) };
  }
  const kept = keptMapFor(headings, known.kept ?? []);
  if (kept !== null) return { by: 'kept', at: Object.fromEntries(kept.map(({ heading, field }) => [field, where(heading)])) };
  return { by: 'headings', at: firstOf(headings, EXACT, {}) };
}

/** What the columns may be, where the headings themselves do not say it. */
export function guessHeadings(headings: readonly string[]): Headings['at'] {
  return firstOf(headings, LIKELY, firstOf(headings, EXACT, {}));
}

function firstOf(headings: readonly string[], words: typeof EXACT, before: Headings['at']): Headings['at'] {
  const at: Partial<Record<AssetField, number>> = { ...before };
  const taken = new Set(Object.values(before));
  const keys = headings.map(plain);
  for (const field of assetFields) {
    if (at[field] !== undefined) continue;
    const found = keys.findIndex(
      (key, index) => !taken.has(index) && words[field].test(key) && (words === EXACT || field === 'version' || !NEVER.test(key)),
    );
    if (found < 0) continue;
    at[field] = found;
    taken.add(found);
  }
  return at;
}

const LOOKED = 20;

/** Where the headings stand: lists made by hand begin with a title. The first row that names a product, else the first of the widest. */
export function headingRow(rows: readonly (readonly string[])[], known: KnownHeadings): number {
  const first = rows.slice(0, LOOKED).map((row) => row.map((cell) => cell.trim()));
  const named = first.findIndex((row) => row.length > 1 && readHeadings(row, known).at.name !== undefined && filled(row) > 1);
  if (named >= 0) return named;
  const alone = first.findIndex((row) => readHeadings(row, known).at.name !== undefined);
  if (alone >= 0) return alone;
  const widest = Math.max(0, ...first.map(filled));
  return Math.max(
    0,
    first.findIndex((row) => filled(row) === widest),
  );
}

const filled = (row: readonly string[]): number => row.filter((cell) => cell !== '').length;
