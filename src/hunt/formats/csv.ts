// SPDX-License-Identifier: Apache-2.0
// Any file of cells with a heading, with a mapping that a person gives: column of ours = heading of theirs.
import { decodeText } from '../../common/decode-text.ts';
import { columnsOf } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import { cellsOf, cellsSql, separatorOf, wholeCells } from './read/cells.ts';
import type { Format, Plan, Sample, TimeZoneChoice } from './read/format.ts';
import { timeColumns, timeReject, timeSteps } from './read/time.ts';

export type CsvMapping = { readonly table: Table; readonly columns: Readonly<Record<string, string>> };

/** The mapped columns that the table does not have. */
export function unknownColumns(mapping: CsvMapping): readonly string[] {
  const types = columnsOf(mapping.table);
  return Object.keys(mapping.columns).filter((name) => types[name] === undefined || KEPT.has(name));
}

/** Columns that say where a row is from: nobody maps them. */
const KEPT = new Set(['file', 'line', 'raw', 'reject', 'extra', 'event.time_origin']);

type Heading = { readonly names: readonly string[]; readonly separator: ReturnType<typeof separatorOf>; readonly charset: string | null };

/** As the engine calls them. */
const CHARSETS: Readonly<Record<string, string>> = { shift_jis: 'CP932', 'euc-jp': 'EUC-JP' };

/** Bytes as Latin-1 -> text: UTF-8, else CP932 (Windows' Shift_JIS) or EUC-JP, which no UTF-8 text is by chance. */
function headingOf(sample: Sample): Heading | null {
  const first = sample.lines[0];
  if (first === undefined) return null;
  const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
  const read = decodeText(bytes(sample.lines.join('\n')));
  const line = read?.text.split('\n')[0] ?? new TextDecoder().decode(bytes(first));
  const separator = separatorOf(line);
  const names = cellsOf(line, separator);
  return names === null ? null : { names, separator, charset: CHARSETS[read?.encoding ?? 'utf-8'] ?? null };
}

/** The format of a CSV whose columns a person has named; a misfit says which heading is missing. */
export function csvFormat(mapping: CsvMapping): Format {
  return {
    id: 'csv',
    quotes: true,
    test: (line) => /[,;\t|]/.test(line),
    misfit(sample) {
      const heading = headingOf(sample);
      if (heading === null) return 'the first line is no heading';
      const missing = Object.values(mapping.columns).filter((name) => !heading.names.includes(name));
      return missing.length === 0
        ? null
        : `no heading ${missing.map((name) => `"${name}"`).join(', ')}; there are ${heading.names.map((name) => `"${name}"`).join(', ')}`;
    },
    stamps(sample) {
      const heading = headingOf(sample);
      const at = heading?.names.indexOf(mapping.columns['@timestamp'] ?? '') ?? -1;
      return heading === null || at === -1 ? [] : sample.lines.slice(1).map((line) => cellsOf(line, heading.separator)?.[at] ?? '');
    },
    plans(sample, zone) {
      const heading = headingOf(sample);
      return heading === null ? [] : [csvPlan(mapping, heading, zone)];
    },
  };
}

function csvPlan(mapping: CsvMapping, { names, separator, charset }: Heading, zone: TimeZoneChoice): Plan {
  const cell = (name: string) => {
    const at = names.indexOf(name);
    return at === -1 ? `''` : `w[${at + 1}]`;
  };
  const types = columnsOf(mapping.table);
  const mapped = Object.entries(mapping.columns).filter(([name]) => name !== '@timestamp' && types[name] !== undefined);
  const rest = names.filter((name) => name !== '' && !Object.values(mapping.columns).includes(name));
  return {
    table: mapping.table,
    dataset: 'csv',
    steps: [
      ['row', charset === null ? 'l' : `convertCharset(l, '${charset}', 'UTF-8')`],
      ['w', cellsSql('row', separator)],
      ...timeSteps(cell(mapping.columns['@timestamp'] ?? ''), zone),
    ],
    reject: `multiIf(l = '', 'blank', n = 1, 'header', NOT ${wholeCells('row', separator)}, 'a quote stands inside a cell', length(w) != ${names.length}, 'number of cells differs from the heading', ${timeReject})`,
    columns: {
      ...timeColumns,
      extra:
        rest.length === 0 ? 'map()' : `mapFilter((k, v) -> v != '', map(${rest.map((name) => `${text(name)}, ${cell(name)}`).join(', ')}))`,
    },
    texts: Object.fromEntries(mapped.map(([name, heading]) => [name, cell(heading)])),
  };
}
