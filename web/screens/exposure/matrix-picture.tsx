// SPDX-License-Identifier: Apache-2.0
import { exposureScreenWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { rightsText } from './grants.ts';
import { kindOf, largest } from './matrix-shape.ts';
import type { Cell, Kind } from './matrix-shape.ts';

const STEP = 20;
const LEFT = 150;
const TOP = 112;
const ROWS = 30;
const COLUMNS = 50;
const LETTERS = 16;

const cut = (name: string) => ([...name].length > LETTERS ? `${[...name].slice(0, LETTERS - 1).join('')}…` : name);

export function MatrixPicture(props: {
  readonly cells: readonly Cell[];
  readonly text: string;
  readonly nameOf: (name: string) => string;
}) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  const { cells, nameOf } = props;
  const rows = largest(cells, 'from', ROWS);
  const columns = largest(cells, 'to', COLUMNS);
  const drawn = cells.filter((cell) => rows.includes(cell.from) && columns.includes(cell.to));
  const width = LEFT + columns.length * STEP + 4;
  const height = TOP + rows.length * STEP + 4;
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <div className="exposure-scroll" role="region" aria-label={w.matrixScroll} tabIndex={0}>
        <svg
          className="exposure-matrix"
          role="img"
          aria-label={props.text}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
        >
          {rows.map((name, at) => (
            <g key={name}>
              <line x1={LEFT} x2={width} y1={TOP + at * STEP} y2={TOP + at * STEP} />
              <text x={LEFT - 6} y={TOP + at * STEP + 14} textAnchor="end">
                {cut(nameOf(name))}
                <title>{nameOf(name)}</title>
              </text>
            </g>
          ))}
          {columns.map((name, at) => (
            <g key={name}>
              <line x1={LEFT + at * STEP} x2={LEFT + at * STEP} y1={TOP} y2={height} />
              <text transform={`translate(${LEFT + at * STEP + 14} ${TOP - 6}) rotate(-90)`}>
                {cut(nameOf(name))}
                <title>{nameOf(name)}</title>
              </text>
            </g>
          ))}
          {drawn.map((cell) => (
            <g key={`${cell.from} ${cell.to}`}>
              <title>{`${nameOf(cell.from)} → ${nameOf(cell.to)}: ${cell.count} (${rightsText(cell.rights, lang)})`}</title>
              <Sign
                kind={kindOf(cell.rights)}
                x={LEFT + columns.indexOf(cell.to) * STEP + 2}
                y={TOP + rows.indexOf(cell.from) * STEP + 2}
              />
            </g>
          ))}
        </svg>
      </div>
      {drawn.length < cells.length ? <p className="small quiet">{w.matrixCut}</p> : null}
    </>
  );
}

/** Three shapes, so that colour is not needed to tell them apart. */
export function Sign({ kind, x, y }: { readonly kind: Kind; readonly x: number; readonly y: number }) {
  if (kind === 'change') return <rect className="sign" x={x + 1} y={y + 1} width="14" height="14" />;
  if (kind === 'readOnly') return <path className="sign" d={`M${x + 1} ${y + 15} h14 v-14 z`} />;
  return <circle className="sign" cx={x + 8} cy={y + 8} r="3" />;
}
