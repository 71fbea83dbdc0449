// SPDX-License-Identifier: Apache-2.0
// A line format that a person teaches: the line with its columns in braces, as
//   {@timestamp} {host.name} {source.ip}:{source.port} -> {destination.ip}:{destination.port} {_}
// What stands between the braces stands in the line; `{_}` is what no column wants. A value ends where the next sign
// of the template begins. The template is the format's name, so that it is kept with every file that was read by it.
import type { Bilingual } from '../../kernel/bilingual.ts';
import { columnsOf } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import type { Format } from './read/format.ts';
import { timeColumns, timeReject, timeSteps } from './read/time.ts';

export const TAUGHT = 'line:';

type Piece = { readonly literal: string } | { readonly column: string };
/** Columns that a person gives no values for. */
const KEPT = new Set(['file', 'line', 'raw', 'reject', 'extra', 'event.time_origin', 'event.timezone']);

export type TaughtFault = 'no-time' | 'unknown-column' | 'twice' | 'touching';

/** What a template cannot be: without a time, with a column that is not there or stands twice, or two values with nothing between them. */
export function taughtFormat(template: string, table: Table): Format | { readonly fault: TaughtFault; readonly at: string } {
  const pieces = piecesOf(template);
  const types = columnsOf(table);
  const columns = pieces.flatMap((piece) => ('column' in piece ? [piece.column] : []));
  const unknown = columns.find((name) => name !== '_' && !name.startsWith('extra.') && (types[name] === undefined || KEPT.has(name)));
  if (unknown !== undefined) return { fault: 'unknown-column', at: unknown };
  const twice = columns.find((name, at) => name !== '_' && columns.indexOf(name) !== at);
  if (twice !== undefined) return { fault: 'twice', at: twice };
  const touching = pieces.findIndex((piece, at) => 'column' in piece && 'column' in (pieces[at + 1] ?? { literal: '' }));
  if (touching !== -1) return { fault: 'touching', at: columns[0] ?? '' };
  if (!columns.includes('@timestamp')) return { fault: 'no-time', at: '@timestamp' };
  const pattern = patternOf(pieces);
  const expression = new RegExp(pattern);
  const group = (name: string) => `g[${columns.indexOf(name) + 1}]`;
  const extra = columns.filter((name) => name.startsWith('extra.'));
  const time = group('@timestamp');
  return {
    id: `${TAUGHT}${template}`,
    quotes: true,
    test: (line) => expression.test(line),
    stamps: (sample) => sample.lines.flatMap((line) => expression.exec(line)?.[columns.indexOf('@timestamp') + 1] ?? []),
    plans: (_sample, zone) => [
      {
        table,
        dataset: 'taught',
        steps: [['g', `extractGroups(l, ${text(pattern)})`], ...timeSteps(time, zone)],
        reject: `multiIf(l = '', 'blank', empty(g), 'does not fit the line that was taught', ${timeReject})`,
        columns: {
          ...timeColumns,
          extra:
            extra.length === 0
              ? 'map()'
              : `mapFilter((k, v) -> v != '', map(${extra.map((name) => `${text(name.slice('extra.'.length))}, ${group(name)}`).join(', ')}))`,
        },
        texts: Object.fromEntries(
          columns.filter((name) => name !== '_' && name !== '@timestamp' && !name.startsWith('extra.')).map((name) => [name, group(name)]),
        ),
      },
    ],
  };
}

/** What is wrong with a template, for whoever wrote it. */
export function taughtWords({ fault, at }: { readonly fault: TaughtFault; readonly at: string }): Bilingual {
  const words: Readonly<Record<TaughtFault, Bilingual>> = {
    'no-time': { ja: '行の書き方に {@timestamp} がありません。', en: 'The line has no {@timestamp}.' },
    'unknown-column': { ja: `「${at}」という列はありません。`, en: `There is no column "${at}".` },
    twice: { ja: `「${at}」が 2 回あります。`, en: `"${at}" appears 2 times.` },
    touching: { ja: '値と値の間に文字がありません。', en: 'Two values stand there with nothing between them.' },
  };
  return words[fault];
}

function piecesOf(template: string): readonly Piece[] {
  return template.split(/(\{[^{}]*\})/).flatMap((part): Piece[] => {
    if (part === '') return [];
    return part.startsWith('{') && part.endsWith('}') ? [{ column: part.slice(1, -1).trim() }] : [{ literal: part }];
  });
}

const escaped = (literal: string) => literal.replaceAll(/[.*+?^${}()|[\]\\/"]/g, (char) => `\\${char}`).replaceAll(/\s+/g, '\\s+');

/** Times hold blanks: they end where the whole literal behind them begins; other values where its first sign does. */
function patternOf(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece, at) => {
    if ('literal' in piece) return escaped(piece.literal);
    const next = pieces[at + 1];
    if (next === undefined) return '(.*)';
    const stop = 'literal' in next ? (next.literal[0] ?? ' ') : ' ';
    if (piece.column === '@timestamp') return '(.+?)';
    return /\s/.test(stop) ? '(\\S*)' : `([^${/[\]\\^-]/.test(stop) ? `\\${stop}` : stop}]*)`;
  });
  return `^\\s*${parts.join('')}\\s*$`;
}
