// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { csvCell } from '../../kernel/text.ts';
import type { FindingRow } from '../contract.ts';
import { rules } from '../judge/rules.ts';
import { severityNames } from '../judge/severity.ts';

/** A finding with where its customer is reached; '' where nobody knows. */
export type ExportedFinding = FindingRow & { readonly contact: string };

const two = (ja: string, en: string): Bilingual => ({ ja, en });

const words = {
  states: {
    new: two('新規', 'new'),
    open: two('未対応', 'open'),
    fixed: two('解消', 'fixed'),
    regressed: two('再発', 'back again'),
    waived: two('容認中', 'waived'),
  },
  proofs: {
    proved: two('実際の権限で確認済み', 'confirmed by the kernel'),
    derived: two('判定のみ（未確認）', 'derived, not confirmed'),
  },
  rights: {
    list: two('一覧', 'list'),
    read: two('読む', 'read'),
    write: two('書く', 'write'),
    replace: two('差し替える', 'replace'),
    plant: two('新しく置く', 'plant'),
    exec: two('実行する', 'run'),
  },
  everyOther: two('ほかの契約者すべて', 'every other tenant'),
} as const;

/** The columns in the order of the file: heading, and the cell of a finding. */
const columns: readonly (readonly [heading: Bilingual, cell: (row: ExportedFinding, lang: Lang) => string])[] = [
  [two('深刻度', 'Severity'), (row, lang) => severityNames[row.severity][lang]],
  [two('状態', 'State'), (row, lang) => words.states[row.state][lang]],
  [two('契約者', 'Tenant'), (row) => row.tenant ?? ''],
  [two('顧客', 'Customer'), (row) => row.customer ?? ''],
  [two('連絡先', 'Contact'), (row) => row.contact],
  [two('種類', 'Class'), (row, lang) => rules[row.rule].title[lang]],
  [two('場所', 'Path'), (row) => row.path],
  [two('直し方', 'Remedy'), (row, lang) => rules[row.rule].remedy[lang]],
  [two('届く相手', 'Reachable by'), grantsText],
  [two('内容', 'What it is'), (row, lang) => row.detail[lang]],
  [two('確かめ方', 'Proof'), (row, lang) => words.proofs[row.proof][lang]],
  [two('確かめ方の理由', 'Reason'), (row, lang) => row.proofReason[lang]],
  [two('所有者', 'Owner'), (row) => row.owner],
  [two('グループ', 'Group'), (row) => row.group],
  [two('権限', 'Mode'), (row) => row.mode],
  [two('最初の調査', 'First run'), (row) => row.firstRun],
  [two('最後に見つけた調査', 'Last seen in'), (row) => row.lastSeenRun],
  [two('場所のバイト列（Base64）', 'Bytes of the path (Base64)'), (row) => row.pathBytes],
];

function grantsText(row: FindingRow, lang: Lang): string {
  const one = ({ everyOther, names, rights }: FindingRow['grants'][number]) =>
    `${everyOther ? words.everyOther[lang] : names.join(' ')}: ${rights.map((right) => words.rights[right][lang]).join(' ')}`;
  return row.grants.map(one).join(' / ');
}

const line = (cells: readonly string[]): string => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`;

/** For people and spreadsheets, in the reader's words; JSON is for machines. No cell can run as a formula (kernel/text.ts). */
export function csvOf(rows: readonly ExportedFinding[], lang: Lang): string {
  return line(columns.map(([heading]) => heading[lang])) + rows.map((row) => line(columns.map(([, cell]) => cell(row, lang)))).join('');
}
