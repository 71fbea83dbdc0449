// SPDX-License-Identifier: Apache-2.0
import { csvRecords } from '../../common/csv.ts';
import { outsideKinds } from '../../case/entry/organisation.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { outsideSchema } from './outside.contract.ts';
import type { OutsideBody } from './outside.contract.ts';

const MOST_ROWS = 300;

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

/** Reads a table of bodies outside; `idOf` names a new one. Rows beyond 300, without a name, or of an unknown kind are refused. */
export function readOutside(text: string, idOf: () => string): OutsideTable {
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
      const read = outsideSchema.safeParse({ bodyId: idOf(), kind, name, telephone, hours, contract, needs, say, source, confirmed: true });
      if (read.success) bodies.push(read.data);
      else refuse('値が長すぎる', 'a value is too long');
    }
    if (refused.length >= 1000) break;
  }
  return { rows, bodies, refused };
}

/** Joins read rows to the directory: the same Japanese name is the same body, and an empty cell says nothing. */
export function joined(before: readonly OutsideBody[], read: readonly OutsideBody[]) {
  const byName = new Map(before.map((one) => [one.name.ja, one]));
  const counts = { added: 0, changed: 0 };
  for (const row of read) {
    const known = byName.get(row.name.ja);
    if (known === undefined) counts.added += 1;
    else counts.changed += 1;
    byName.set(row.name.ja, known === undefined ? row : merged(known, row));
  }
  return { bodies: [...byName.values()], ...counts };
}

function merged(known: OutsideBody, row: OutsideBody): OutsideBody {
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  return { ...known, ...said, bodyId: known.bodyId };
}

/** The directory as a table that `readOutside` takes. A cell that a spreadsheet would run begins with an apostrophe. */
export function writeOutside(bodies: readonly OutsideBody[]): string {
  const rows = bodies.map(({ kind, name, telephone, hours, contract, needs, say, source }) =>
    [kind, name.ja, name.en, telephone, hours, contract, needs, say, source].map((value) => cellText(value)).join(','),
  );
  return `\ufeff${['kind,name,name_en,telephone,hours,contract,needs,say,source', ...rows].join('\r\n')}\r\n`;
}

function cellText(value: string): string {
  const safe = /^[=@\t\r+-]/.test(value) && !/^\+?[\d() -]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function kindOf(text: string): OutsideBody['kind'] | null {
  const asked = text.trim().toLowerCase();
  return outsideKinds.find((kind) => kind === asked || kindNames[kind].includes(asked)) ?? null;
}
