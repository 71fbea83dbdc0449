// SPDX-License-Identifier: Apache-2.0
// Any comma- or semicolon-separated file, with a mapping that a person gives: column of ours = heading of theirs.
import { columnsOf } from '../schema.ts';
import type { Table } from '../schema.ts';
import { text } from '../sql.ts';
import type { Format, TimeZoneChoice } from './format.ts';
import { epochText, localText, NO_TIME, originOf } from './time.ts';
import { asType } from './typed.ts';

export type CsvMapping = { readonly table: Table; readonly columns: Readonly<Record<string, string>> };

/** RFC 4180 on one line: a quoted cell may hold the separator and doubled quotes (line ends inside cells are rejected). */
function cellsOf(separator: string): string {
  const cell = `(?:"(?:[^"]|"")*"|[^${separator}"]*)(?:${separator}|$)`;
  const cells = `arrayMap(x -> if(endsWith(x, '${separator}'), substring(x, 1, length(x) - 1), x), extractAll(l, ${text(cell)}))`;
  return `arrayMap(x -> if(startsWith(x, '"'), replaceAll(substring(x, 2, length(x) - 2), '""', '"'), x), ${cells})`;
}

export function csvFormat(mapping: CsvMapping): Format {
  return {
    id: 'csv',
    quotes: true,
    test: (line) => /[,;\t]/.test(line),
    plans(sample, zone: TimeZoneChoice) {
      const heading = sample.lines[0] ?? '';
      const separator = [',', ';', '\t'].toSorted((a, b) => heading.split(b).length - heading.split(a).length)[0] ?? ',';
      const names = heading.split(separator).map((name) => name.trim().replace(/^"|"$/g, ''));
      const cell = (name: string) => (names.includes(name) ? `w[${names.indexOf(name) + 1}]` : `''`);
      const types = columnsOf(mapping.table);
      const stamp = cell(mapping.columns['@timestamp'] ?? '');
      const mapped = Object.entries(mapping.columns).filter(([name]) => name !== '@timestamp' && types[name] !== undefined);
      const rest = names.filter((name) => !Object.values(mapping.columns).includes(name));
      return [
        {
          table: mapping.table,
          dataset: 'csv',
          steps: [
            ['w', cellsOf(separator)],
            ['stamp', stamp],
            ['t', `if(match(stamp, '^[0-9]{9,10}([.][0-9]+)?$'), ${epochText('stamp')}, ${localText('stamp', zone)})`],
          ],
          reject: `if(l = '', 'blank', if(n = 1, 'header', if(t = ${NO_TIME}, 'no time stamp', '')))`,
          columns: {
            '@timestamp': 't',
            'event.time_origin': `if(match(stamp, '([+-][0-9]{2}:?[0-9]{2}|Z|^[0-9.]+)$'), 'line', ${text(originOf(zone))})`,
            ...Object.fromEntries(mapped.map(([name, heading_]) => [name, asType(types[name] ?? 'String', cell(heading_))])),
            ...(rest.length === 0
              ? {}
              : { extra: `mapFilter((k, v) -> v != '', map(${rest.map((name) => `${text(name)}, ${cell(name)}`).join(', ')}))` }),
          },
        },
      ];
    },
  };
}
