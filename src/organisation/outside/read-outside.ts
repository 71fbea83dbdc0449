// SPDX-License-Identifier: Apache-2.0
import { csvRecords } from '../../common/csv.ts';
import { outsideKinds } from '../../case/entry/organisation.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { outsideSchema } from './outside.contract.ts';
import { MOST_ROWS } from './outside-table.ts';
import type { OutsideBody } from './outside.contract.ts';

/** Columns by their headings, in either language, lower case. */
const columns = {
  kind: ['kind', '種類', '区分'],
  ja: ['name', '名前', '名称', '窓口'],
  en: ['name (en)', 'name_en', '英語名', '名前（英語）'],
  telephone: ['telephone', 'phone', '電話', '電話番号'],
  hours: ['hours', '受付時間', '時間'],
  contract: ['contract', '契約番号', '契約'],
  needs: ['needs', '聞かれること', '必要なもの'],
  say: ['say', '伝えること'],
  source: ['source', '出典', '出所'],
} as const;
type Column = keyof typeof columns;

/** What a kind may be called in a table, beside its own name. */
const kindNames: Readonly<Record<OutsideBody['kind'], readonly string[]>> = {
  'system-vendor': ['システム会社', 'ベンダー', '保守会社'],
  'hosting-provider': ['サーバー会社', 'ホスティング', 'クラウド'],
  'security-vendor': ['セキュリティ会社', '監視会社'],
  'forensic-firm': ['調査会社', 'フォレンジック'],
  jpcert: ['jpcert/cc'],
  ipa: [],
  police: ['警察'],
  regulator: ['監督機関', '個人情報保護委員会'],
  ministry: ['省庁', '所管省庁'],
  insurer: ['保険会社', '保険'],
  lawyer: ['弁護士'],
  'parent-company': ['親会社', 'グループ'],
  other: ['その他', ''],
};

export type OutsideTable = {
  readonly rows: number;
  readonly bodies: readonly OutsideBody[];
  readonly refused: readonly { readonly line: number; readonly why: Bilingual }[];
};

/** Reads a table of bodies outside; `ids` name new ones, one a row. Rows beyond 300, without a name, or of an unknown kind are refused. */
export function readOutside(text: string, ids: readonly string[]): OutsideTable {
  const bodies: OutsideBody[] = [];
  const refused: { line: number; why: Bilingual }[] = [];
  let rows = 0;
  for (const { line, record, torn } of csvRecords(text)) {
    rows += 1;
    const cell = (column: Column): string => columns[column].map((name) => record[name] ?? '').find((value) => value !== '') ?? '';
    const refuse = (ja: string, en: string) => refused.push({ line, why: { ja, en } });
    const kind = kindOf(cell('kind'));
    const ja = cell('ja') || cell('en');
    if (rows > MOST_ROWS) refuse('300 行を超えた行は読まない', 'rows beyond 300 are not read');
    else if (torn) refuse('引用符「"」が閉じていない', 'a quotation mark is not closed');
    else if (ja === '') refuse('名前がない', 'there is no name');
    else if (kind === null) refuse('種類が分からない', 'the kind is not known');
    else {
      const { telephone, hours, contract, needs, say, source } = Object.fromEntries(
        (Object.keys(columns) as Column[]).map((column) => [column, cell(column)]),
      );
      const name = { ja, en: cell('en') || ja };
      const read = outsideSchema.safeParse({
        bodyId: ids[bodies.length] ?? '',
        kind,
        name,
        telephone,
        hours,
        contract,
        needs,
        say,
        source,
        confirmed: true,
      });
      if (read.success) bodies.push(read.data);
      else refuse('値が長すぎる', 'a value is too long');
    }
    if (refused.length >= 1000) break;
  }
  return { rows, bodies, refused };
}

function kindOf(text: string): OutsideBody['kind'] | null {
  const asked = text.trim().toLowerCase();
  return outsideKinds.find((kind) => kind === asked || kindNames[kind].includes(asked)) ?? null;
}
