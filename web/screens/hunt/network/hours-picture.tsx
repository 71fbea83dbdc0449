// SPDX-License-Identifier: Apache-2.0
import type { DataOutSheet } from '../../../../src/hunt/question/data-out.contract.ts';
import { huntPageWords } from '../words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';

const WIDTH = 1000;
const HEIGHT = 120;
const HOUR = 3_600_000;

/** Bytes by the hour; office hours are dark, the rest is light, because what leaves at night is looked at first. */
export function HoursPicture({ hours }: { readonly hours: DataOutSheet['hours'] }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const [first] = hours;
  const last = hours.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = Date.parse(first.hour);
  const end = Date.parse(last.hour) + HOUR;
  const most = hours.reduce((best, one) => (one.bytes > best.bytes ? one : best), first);
  const width = Math.max(1.5, (WIDTH / (end - from)) * HOUR - 0.6);
  const text = w.perHourText(say.time(first.hour), say.time(new Date(end).toISOString()), say.bytes(most.bytes), say.time(most.hour));
  return (
    <section className="stack" style={{ gap: 6 }} aria-label={w.perHour}>
      <h3>{w.perHour}</h3>
      <p>{text}</p>
      <svg className="spread-picture" role="img" aria-label={text} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <line x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
        {hours.map((one) => {
          const tall = one.bytes === 0 ? 0 : Math.max(2, (one.bytes / Math.max(1, most.bytes)) * (HEIGHT - 4));
          return (
            <rect
              key={one.hour}
              className={one.working ? 'bar-working' : 'bar'}
              x={((Date.parse(one.hour) - from) / (end - from)) * WIDTH}
              width={width}
              y={HEIGHT - 1 - tall}
              height={tall}
            >
              <title>{`${say.time(one.hour)}: ${say.bytes(one.bytes)} (${one.working ? w.working : w.notWorking})`}</title>
            </rect>
          );
        })}
      </svg>
      <ul className="strip-legend small">
        {(['bar-working', 'bar'] as const).map((kind) => (
          <li key={kind}>
            <svg className="spread-picture" style={{ width: 14, height: 14 }} viewBox="0 0 14 14" aria-hidden="true">
              <rect className={kind} width="14" height="14" />
            </svg>
            {kind === 'bar' ? w.notWorking : w.working}
          </li>
        ))}
      </ul>
    </section>
  );
}
