// SPDX-License-Identifier: Apache-2.0
import type { SightingRow } from '../../../../src/hunt/contract.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';

const WIDTH = 1000;
const STEP = 18;
const ROWS = 24;

/** From when to when each computer met an indicator, the earliest first: who was it at the beginning. The table says the same. */
export function SeenPicture({ sightings }: { readonly sightings: readonly SightingRow[] }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const rows = spansOf(sightings);
  const [first] = rows;
  if (first === undefined) return null;
  const shown = rows.slice(0, ROWS);
  const from = Math.min(...rows.map((row) => row.from));
  const to = Math.max(...rows.map((row) => row.to), from + 1);
  const x = (time: number): number => ((time - from) / (to - from)) * WIDTH;
  const iso = (time: number): string => say.time(new Date(time).toISOString());
  const text = w.seenText(first.computer, iso(first.from), iso(to));
  return (
    <section className="stack" style={{ gap: 6 }} aria-label={w.seen}>
      <h3>{w.seen}</h3>
      <p>{text}</p>
      <div className="seen-rows">
        <ul className="plain-list" aria-hidden="true" style={{ gap: 0 }}>
          {shown.map((row) => (
            <li key={row.computer} className="mono one-line" style={{ height: STEP, lineHeight: `${STEP}px` }}>
              {row.computer}
            </li>
          ))}
        </ul>
        <svg
          className="seen-picture"
          role="img"
          aria-label={text}
          viewBox={`0 0 ${WIDTH} ${shown.length * STEP}`}
          preserveAspectRatio="none"
          style={{ height: shown.length * STEP }}
        >
          {shown.map((row, at) => (
            <g key={row.computer}>
              <title>{`${row.computer}: ${iso(row.from)} – ${iso(row.to)} (${row.count.toLocaleString(lang)})`}</title>
              <line x1="0" x2={WIDTH} y1={at * STEP + STEP / 2} y2={at * STEP + STEP / 2} />
              <rect
                x={Math.min(x(row.from), WIDTH - 3)}
                y={at * STEP + 5}
                width={Math.max(3, x(row.to) - x(row.from))}
                height={STEP - 10}
              />
            </g>
          ))}
        </svg>
      </div>
      <div className="spread small quiet">
        <span>{iso(from)}</span>
        <span>{shown.length < rows.length ? w.rowsCut(shown.length, rows.length) : ''}</span>
        <span>{iso(to)}</span>
      </div>
    </section>
  );
}

type Span = { readonly computer: string; readonly from: number; readonly to: number; readonly count: number };

function spansOf(sightings: readonly SightingRow[]): readonly Span[] {
  const spans = new Map<string, Span>();
  for (const one of sightings) {
    const [from, to] = [Date.parse(one.first), Date.parse(one.last)];
    if (Number.isNaN(from) || Number.isNaN(to)) continue;
    const before = spans.get(one.computer);
    spans.set(
      one.computer,
      before === undefined
        ? { computer: one.computer, from, to, count: one.count }
        : { ...before, from: Math.min(before.from, from), to: Math.max(before.to, to), count: before.count + one.count },
    );
  }
  return [...spans.values()].toSorted((a, b) => a.from - b.from || b.count - a.count);
}
