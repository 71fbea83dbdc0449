// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DutyCalendar } from '../../../src/duty/contract.ts';
import { useDutyCalendar } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { Pending } from '../../components/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { daysOf, gridOf, shiftMonth, weekdayOf } from './days.ts';
import type { RotaDay } from './days.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The rota of a month: weeks where there is room, days one below the other on a telephone. */
export function RotaMonth({ today }: { readonly today: string }) {
  const w = useWords(rotaWords);
  const [month, setMonth] = useState(today.slice(0, 7));
  const grid = gridOf(month);
  const calendar = useDutyCalendar(grid.from, grid.days);
  const name = w.month(month.slice(0, 4), String(Number(month.slice(5))));
  return (
    <section className="stack" aria-label={w.rota}>
      <div className="spread">
        <h2 aria-live="polite">
          {w.rota} {name}
        </h2>
        <div className="actions no-print">
          <Button size="compact-sm" onClick={() => setMonth(shiftMonth(month, -1))}>
            {w.before}
          </Button>
          <Button size="compact-sm" onClick={() => setMonth(today.slice(0, 7))}>
            {w.thisMonth}
          </Button>
          <Button size="compact-sm" onClick={() => setMonth(shiftMonth(month, 1))}>
            {w.after}
          </Button>
        </div>
      </div>
      {calendar.data === undefined ? <Pending on={calendar} lines={8} /> : null}
      {calendar.data === undefined || calendar.data === null ? null : (
        <Days calendar={calendar.data} month={month} today={today} caption={w.caption(name)} />
      )}
    </section>
  );
}

function Days(props: { readonly calendar: DutyCalendar; readonly month: string; readonly today: string; readonly caption: string }) {
  const w = useWords(rotaWords);
  const { calendar, month, today, caption } = props;
  const days = daysOf(calendar, month);
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const list = (always: boolean) => (
    <ul className="rota-days" data-always={always}>
      {days
        .filter((day) => day.inMonth && (always || day.day >= today || !month.startsWith(today.slice(0, 7))))
        .map((day) => (
          <li key={day.day} data-kind={day.kind} data-today={day.day === today}>
            <DayHead day={day} today={today} />
            <Stints day={day} calendar={calendar} full isPast={day.day < today} />
          </li>
        ))}
    </ul>
  );
  return (
    <>
      <table className="rota">
        <caption className="sr">{caption}</caption>
        <thead>
          <tr>
            {WEEK.map((weekday) => (
              <th key={weekday} scope="col">
                {w.weekdays[weekday]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.day}>
              {week.map((day) => (
                <td key={day.day} data-kind={day.kind} data-today={day.day === today}>
                  <DayHead day={day} today={today} />
                  <Stints day={day} calendar={calendar} full={false} isPast={day.day < today} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {list(false)}
      <details className="wide-only">
        <summary>{w.asText}</summary>
        {list(true)}
      </details>
    </>
  );
}

function DayHead({ day, today }: { readonly day: RotaDay; readonly today: string }) {
  const w = useWords(rotaWords);
  const { two } = useSay();
  const weekday = w.weekdays[WEEK[weekdayOf(day.day)] ?? 'mon'];
  return (
    <div className={day.inMonth ? '' : 'quiet'}>
      <b>{w.day(String(Number(day.day.slice(5, 7))), String(Number(day.day.slice(8))), weekday)}</b>{' '}
      {day.day === today ? <span className="small">{w.today}</span> : null}{' '}
      {day.name === null ? day.kind === 'holiday' ? w.holiday : null : <span>{two(day.name)}</span>}
      {day.provisional ? <span className="quiet"> ({w.provisional})</span> : null}
    </div>
  );
}

/** In the month only what begins on the day (or goes on through it); in the list everybody who has it at any time. */
function Stints(props: { readonly day: RotaDay; readonly calendar: DutyCalendar; readonly full: boolean; readonly isPast: boolean }) {
  const { day, calendar, full, isPast } = props;
  const w = useWords(rotaWords);
  const { two } = useSay();
  const shown = full
    ? day.stints
    : day.stints.filter(
        (one) => one.person === null || one.from !== null || !day.stints.some((b) => b.roster === one.roster && b.from !== null),
      );
  return (
    <>
      {calendar.rosters.map((roster, index) => {
        const own = shown.filter((one) => one.roster === index);
        return own.length === 0 ? null : (
          <div key={roster.roster}>
            <span className="quiet small">{two(roster.name)} </span>
            {own.map((one) => (
              <span key={one.key} className="rota-stint">
                {full && one.from !== null ? <span className="quiet">{w.from(one.from)} </span> : null}
                {/* Nobody can fill a day that is over: it is no alarm. */}
                {one.person ?? (isPast ? <span className="quiet">{w.pastGap}</span> : <Tag tone="act">{w.gap}</Tag>)}{' '}
              </span>
            ))}
          </div>
        );
      })}
    </>
  );
}
