// SPDX-License-Identifier: Apache-2.0
import type { KeyboardEvent } from 'react';
import type { SightingRow } from '../../../../src/hunt/contract.ts';
import type { Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { useOpenLines } from '../pieces/raw-lines.tsx';
import { behindSighting } from './sighting-table.tsx';

const STEP = 26;
const LEFT = 150;
const TOP = 130;
const ROWS = 30;
const COLUMNS = 40;
const LETTERS = 18;

const cut = (name: string) => ([...name].length > LETTERS ? `${[...name].slice(0, LETTERS - 1).join('')}…` : name);

type Cell = { readonly computer: string; readonly value: string; readonly count: number; readonly largest: SightingRow };

/** Computers x destinations. Each circle can be reached by keyboard and opens its lines; the table below says the same. */
export function MeetPicture({ sightings, asked }: { readonly sightings: readonly SightingRow[]; readonly asked: Period }) {
  const w = useWords(huntPageWords);
  const { lang } = useLang();
  const open = useOpenLines();
  const cells = cellsOf(sightings);
  const rows = busiest(cells, 'computer').slice(0, ROWS);
  const columns = busiest(cells, 'value').slice(0, COLUMNS);
  const drawn = cells.filter((cell) => rows.includes(cell.computer) && columns.includes(cell.value));
  const most = drawn.reduce((best, one) => Math.max(best, one.count), 1);
  const [top] = cells;
  if (top === undefined) return null;
  const width = LEFT + columns.length * STEP + 60;
  const height = TOP + rows.length * STEP + 4;
  const text = w.sightingsText(
    busiest(cells, 'computer').length,
    busiest(cells, 'value').length,
    `${top.computer} → ${top.value} (${top.count.toLocaleString(lang)})`,
  );
  const show = (cell: Cell) => open({ title: `${cell.computer} → ${cell.value}`, asked: behindSighting(cell.largest, asked) });
  const onKey = (cell: Cell) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    show(cell);
  };
  return (
    <section className="stack" aria-label={w.picture}>
      <p>{text}</p>
      <p className="small quiet">{w.picture}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="wide-table" role="region" aria-label={text} tabIndex={0}>
        <svg className="meet-picture" width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          {rows.map((name, at) => (
            <g key={name}>
              <line x1={LEFT} x2={LEFT + columns.length * STEP} y1={TOP + at * STEP + STEP / 2} y2={TOP + at * STEP + STEP / 2} />
              <text x={LEFT - 8} y={TOP + at * STEP + STEP / 2 + 4} textAnchor="end">
                {cut(name)}
                <title>{name}</title>
              </text>
            </g>
          ))}
          {columns.map((name, at) => (
            <g key={name}>
              <line x1={LEFT + at * STEP + STEP / 2} x2={LEFT + at * STEP + STEP / 2} y1={TOP} y2={height} />
              <text transform={`translate(${LEFT + at * STEP + STEP / 2 + 4} ${TOP - 8}) rotate(-60)`}>
                {cut(name)}
                <title>{name}</title>
              </text>
            </g>
          ))}
          {drawn.map((cell) => (
            <g
              key={`${cell.computer} ${cell.value}`}
              role="button"
              tabIndex={0}
              aria-label={`${cell.computer} → ${cell.value}: ${cell.count.toLocaleString(lang)}`}
              onClick={() => show(cell)}
              onKeyDown={onKey(cell)}
            >
              <title>{`${cell.computer} → ${cell.value}: ${cell.count.toLocaleString(lang)}`}</title>
              <circle
                cx={LEFT + columns.indexOf(cell.value) * STEP + STEP / 2}
                cy={TOP + rows.indexOf(cell.computer) * STEP + STEP / 2}
                r={4 + 7 * (Math.log1p(cell.count) / Math.log1p(most))}
              />
            </g>
          ))}
        </svg>
      </div>
      {drawn.length < cells.length ? <p className="small quiet">{w.pictureCut}</p> : null}
    </section>
  );
}

/** One circle for each pair, however many places of the logs show it; its lines are those of the fullest place. */
function cellsOf(sightings: readonly SightingRow[]): readonly Cell[] {
  const cells = new Map<string, Cell>();
  for (const one of sightings) {
    const key = `${one.computer}\n${one.value}`;
    const before = cells.get(key);
    if (before === undefined) cells.set(key, { computer: one.computer, value: one.value, count: one.count, largest: one });
    else
      cells.set(key, {
        ...before,
        count: Math.max(before.count, one.count),
        largest: one.count > before.largest.count ? one : before.largest,
      });
  }
  return [...cells.values()].toSorted((a, b) => b.count - a.count);
}

function busiest(cells: readonly Cell[], by: 'computer' | 'value'): readonly string[] {
  const sums = new Map<string, number>();
  for (const cell of cells) sums.set(cell[by], (sums.get(cell[by]) ?? 0) + cell.count);
  return [...sums.entries()].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}
