// SPDX-License-Identifier: Apache-2.0
import { useId } from 'react';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { figure, percent } from './stop.ts';
import type { Stop } from './stop.ts';
import { FrontTable, TouchedHere } from './touched.tsx';
import { planWords } from '../words.ts';

const [WIDE, HIGH, EDGE, TOP] = [640, 220, 30, 52];

/** Loss against risk, with a slider from one way to the next. The sentence below says what the picture shows. */
export function FrontPicture(props: {
  readonly stops: readonly Stop[];
  readonly budget: number;
  readonly at: number;
  readonly shown: string;
  readonly move: (to: number) => void;
}) {
  const w = useWords(planWords);
  const { two } = useSay();
  const text = useId();
  const { stops, budget, at } = props;
  const [last, stop] = [stops.length - 1, stops[at]];
  const mostLoss = Math.log1p(Math.max(1, ...stops.map((one) => one.loss)));
  const mostRisk = Math.max(budget * 1.2, 1e-6, ...stops.map((one) => one.risk));
  const x = (loss: number) => EDGE + (Math.log1p(loss) / mostLoss) * (WIDE - 2 * EDGE);
  const y = (risk: number) => HIGH - EDGE - (risk / mostRisk) * (HIGH - EDGE - TOP);
  if (stop === undefined) return null;
  const name = stop.option === null ? w.point(stop.id.replace('front-', '')) : two(stop.option.title);
  const said = w.frontText(name, figure(stop.loss), figure(stop.risk), percent(stop.coverage), stop.overBudget ? w.over : w.within);
  return (
    <section className="sheet stack" aria-label={w.front}>
      <h2>{w.front}</h2>
      <svg className="front-picture" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-labelledby={text}>
        <path className="front-axis" d={`M${EDGE} ${EDGE / 2}V${HIGH - EDGE}H${WIDE - EDGE / 2}`} />
        <path className="front-budget" d={`M${EDGE} ${y(budget)}H${WIDE - EDGE}`} />
        {stops.map((one, index) => (
          <g key={one.id} className={index === at ? 'front-on' : one.overBudget ? 'front-over' : 'front-in'}>
            {one.option === null ? (
              <circle cx={x(one.loss)} cy={y(one.risk)} r="3" />
            ) : (
              <rect x={x(one.loss) - 6} y={y(one.risk) - 6} width="12" height="12" />
            )}
            {index === at ? <circle className="front-ring" cx={x(one.loss)} cy={y(one.risk)} r="13" /> : null}
          </g>
        ))}
        {apart(
          namesAt(stops, (one) => w.short[one]).map(([one, name]) => {
            const isRight = x(one.loss) > WIDE * 0.7;
            return { id: one.id, name, isRight, x: x(one.loss) + (isRight ? -18 : 18), y: y(one.risk) - 3 };
          }),
        ).map((one) => (
          <text key={one.id} className="front-name" x={one.x} y={one.y} textAnchor={one.isRight ? 'end' : 'start'}>
            {one.name}
          </text>
        ))}
        <text x={EDGE + 6} y={EDGE / 2 + 8}>
          {w.axisRisk}
        </text>
        <text x={WIDE - EDGE} y={HIGH - 8} textAnchor="end">
          {w.axisLoss}
        </text>
      </svg>
      <label className="stack no-print front-slider" style={{ gap: 4 }}>
        <span>{w.slider}</span>
        <input
          type="range"
          min={0}
          max={last}
          step={1}
          value={at}
          aria-valuetext={said}
          onChange={(event) => props.move(Number(event.currentTarget.value))}
        />
        <span className="spread small quiet" aria-hidden="true">
          <span>{w.sliderEnds.low}</span>
          <span>{w.sliderEnds.high}</span>
        </span>
      </label>
      <p aria-live="polite">
        <strong>{said}</strong>
        {stop.option === null ? ` ${w.notWritten(props.shown)}` : null}
      </p>
      <TouchedHere stops={stops} at={at} />
      <p id={text} className="small quiet">
        {w.frontWhole(stops.length, figure(stops[0]?.loss ?? 0), figure(stops[last]?.loss ?? 0), figure(budget))}
      </p>
      <FrontTable stops={stops} at={at} move={props.move} />
    </section>
  );
}

type Label = { readonly id: string; readonly name: string; readonly isRight: boolean; readonly x: number; readonly y: number };

/** Labels that would lie on each other are lifted, line by line; measured as the widest type of a telephone sets them. */
function apart(labels: readonly Label[]): readonly Label[] {
  const [letter, line] = [16, 26];
  const span = ({ x, name, isRight }: Label): readonly [number, number] =>
    isRight ? [x - name.length * letter, x] : [x, x + name.length * letter];
  const placed: Label[] = [];
  for (const label of labels) {
    const [from, to] = span(label);
    const meets = (y: number) => placed.some((one) => Math.abs(one.y - y) < line && span(one)[0] < to && from < span(one)[1]);
    let { y } = label;
    while (meets(y)) y -= line;
    placed.push({ ...label, y });
  }
  return placed;
}

/** Options that stand at one place share one label. */
function namesAt(stops: readonly Stop[], short: (id: NonNullable<Stop['option']>['id']) => string): readonly (readonly [Stop, string])[] {
  const places = new Map<string, { readonly stop: Stop; readonly names: string[] }>();
  for (const stop of stops) {
    if (stop.option === null) continue;
    const key = `${stop.loss} ${stop.risk}`;
    const place = places.get(key) ?? { stop, names: [] };
    place.names.push(short(stop.option.id));
    places.set(key, place);
  }
  return [...places.values()].map(({ stop, names }) => [stop, names.join(' = ')] as const);
}
