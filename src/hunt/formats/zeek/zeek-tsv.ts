// SPDX-License-Identifier: Apache-2.0
// Zeek's tab-separated logs, bound by their own #fields: the same field stands at another place in the next sensor.
import type { Format, Plan } from '../read/format.ts';
import { plansOfSections } from '../read/sections.ts';
import { columnTexts, epochMicros } from '../read/typed.ts';
import { text } from '../../engine/sql.ts';
import { needsOf, zeekPath } from './zeek-fields.ts';

type Header = { readonly fields: readonly string[]; readonly types: readonly string[]; readonly path: string };

/** `\\` is Zeek's escape of the backslash; `\x09` stays as it is written, as it does in Zeek's own JSON. */
function string(sql: string): string {
  return `replaceAll(${sql}, '\\\\\\\\', '\\\\')`;
}

/** One value as every encoding of it reads: bool as true/false, numbers without trailing zeros, sets joined by commas. */
function value(at: number, type: string): string {
  const cell = `p[${at}]`;
  const empty = `${cell} = '-' OR ${cell} = '(empty)'`;
  if (type === 'bool') return `if(${cell} = 'T', 'true', if(${cell} = 'F', 'false', ''))`;
  if (type === 'double' || type === 'interval') return `if(${empty}, '', toString(round(toFloat64OrZero(${cell}), 6)))`;
  if (type === 'time') return `if(${empty}, '', toString(${epochMicros(cell)}))`;
  const inner = /^(?:set|vector|table)\[(.*)\]$/.exec(type)?.[1];
  if (inner === 'double' || inner === 'interval')
    return `if(${empty}, '', arrayStringConcat(arrayMap(e -> toString(round(toFloat64OrZero(e), 6)), splitByChar(',', ${cell})), ','))`;
  if (inner === 'bool')
    return `if(${empty}, '', arrayStringConcat(arrayMap(e -> if(e = 'T', 'true', 'false'), splitByChar(',', ${cell})), ','))`;
  if (type === 'count' || type === 'int' || type === 'port') return `if(${empty}, '', ${cell})`;
  return `if(${empty}, '', ${string(cell)})`;
}

function planOf(header: Header, when: string | null): Plan {
  const { table, fields } = zeekPath(header.path);
  const cells = new Map(header.fields.map((field, index) => [field, value(index + 1, header.types[index] ?? 'string')]));
  const ts = header.fields.indexOf('ts');
  const rest = header.fields.filter((field) => field !== 'ts' && fields[field] === undefined);
  const extra =
    rest.length === 0
      ? 'map()'
      : `mapFilter((k, v) -> v != '', mapFromArrays([${rest.map(text).join(',')}], [${rest.map((field) => cells.get(field)).join(',')}]))`;
  const time = ts === -1 ? null : `p[${ts + 1}]`;
  return {
    table,
    ...(when === null ? {} : { when }),
    dataset: `zeek.${header.path}`,
    steps: [['p', `splitByChar('\\t', l)`], ...(time === null ? [] : [['t', epochMicros(time)] as const])],
    reject: `if(l = '', 'blank', if(startsWith(l, '#'), 'header', if(length(p) != ${header.fields.length}, 'number of columns differs from #fields', ${
      time === null ? `''` : `if(NOT match(${time}, '^[0-9]+([.][0-9]+)?$'), 'no time in the time column', '')`
    })))`,
    columns: {
      ...(time === null
        ? { 'event.time_origin': `'none'` }
        : {
            '@timestamp': 't',
            'event.time_origin': `if(t < toDateTime64(100000000, 6, 'UTC'), 'relative', 'line')`,
            'event.timezone': `'UTC'`,
          }),
      extra,
    },
    texts: columnTexts(table, fields, (field) => cells.get(field) ?? null),
    needs: needsOf(header.path),
  };
}

/** The three directives that make up a heading, as one text, once the last of them has been read. */
function headingReader(): (text: string) => string | null {
  let path = 'unknown';
  let fields: readonly string[] = [];
  return (text) => {
    const [word, ...cells] = text.split('\t');
    if (word === '#path') path = (cells[0] ?? 'unknown').replace(/[^A-Za-z0-9_]/g, '_');
    if (word === '#fields') fields = cells;
    return word === '#types' && fields.length > 0 ? JSON.stringify({ path, fields, types: cells } satisfies Header) : null;
  };
}

export const zeekTsvFormat: Format = {
  id: 'zeek-tsv',
  // Without #fields the columns have no names: the file is then of no known format.
  test: (line) => !line.startsWith('{'),
  header: (line) => /^#(separator|set_separator|empty_field|unset_field|path|open|close|fields|types)\b/.test(line),
  plans(sample) {
    return plansOfSections(sample, headingReader(), (key, when) => planOf(JSON.parse(key) as Header, when));
  },
};
