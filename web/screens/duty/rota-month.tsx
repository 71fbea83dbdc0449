// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { createContext, useContext, useState } from 'react';
import type { DutyCalendar } from '../../../src/duty/contract.ts';
import { useDutyCalendar } from '../../api/duty.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { shiftWords } from '../../journal/words/duty/shifts.ts';
import { Pending } from '../../components/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { daysOf, gridOf, shiftMonth, weekdayOf } from './days.ts';
import type { RotaDay } from './days.ts';
import { SwapPreview } from './swap-preview.tsx';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The rota of a month: weeks where there is room, days one below the other on a telephone. */
export function RotaMonth({ today, now, maySwap }: { readonly today: string; readonly now: string; readonly maySwap: boolean }) {
  const w = useWords(rotaWords);
  const s = useWords(shiftWords);
  const [swap, setSwap] = useState<Swap>(OFF);
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
          {maySwap && calendar.data !== null ? (
            <Button
              size="compact-sm"
              aria-pressed={swap.is !== 'off'}
              onClick={() => setSwap(swap.is === 'off' ? { is: 'first', done: false } : OFF)}
            >
              {swap.is === 'off' ? s.start : s.stop}
            </Button>
          ) : null}
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
        <PickContext value={swap.is === 'off' ? null : { now, swap, setSwap }}>
          <SwapHint swap={swap} />
          <Days calendar={calendar.data} month={month} today={today} caption={w.caption(name)} />
          {swap.is === 'both' ? (
            <SwapPreview
              asked={{ roster: swap.first.roster, first: swap.first.at, second: swap.second.at }}
              rosters={calendar.data.rosters}
              onClose={() => setSwap({ is: 'first', done: false })}
              onDone={() => setSwap({ is: 'off', done: true })}
            />
          ) : null}
        </PickContext>
      )}
    </section>
  );
}

/** Two presses in the month: the duty to give away, then the one to take for it. */
type Picked = { readonly roster: string; readonly at: string; readonly person: string };
type Swap =
  | { readonly is: 'off' | 'first'; readonly done: boolean }
  | { readonly is: 'second'; readonly first: Picked }
  | { readonly is: 'both'; readonly first: Picked; readonly second: Picked };
const OFF: Swap = { is: 'off', done: false };
const PickContext = createContext<{ readonly now: string; readonly swap: Swap; readonly setSwap: (swap: Swap) => void } | null>(null);

function SwapHint({ swap }: { readonly swap: Swap }) {
  const s = useWords(shiftWords);
  const say = useSay();
  return (
    <p role="status" className="no-print">
      {swap.is === 'first' ? s.pickFirst : null}
      {swap.is === 'second' ? s.pickSecond(swap.first.person, say.time(swap.first.at)) : null}
      {swap.is === 'off' && swap.done ? s.done : null}
    </p>
  );
}

/** The name of whoever has a duty; while two are swapped, a button where it can be one of them. */
function Holder({ stint, roster }: { readonly stint: RotaDay['stints'][number]; readonly roster: string }) {
  const s = useWords(shiftWords);
  const say = useSay();
  const picking = useContext(PickContext);
  const { person, at, until } = stint;
  if (person === null || picking === null || Date.parse(until) <= Date.parse(picking.now)) return person;
  const { swap, setSwap } = picking;
  const first = swap.is === 'second' || swap.is === 'both' ? swap.first : null;
  if (first !== null && first.roster !== roster) return person;
  const chosen = first?.at === at;
  if (first !== null && !chosen && first.person === person) return person;
  const own = { roster, at, person };
  return (
    <button
      type="button"
      className="pill"
      aria-pressed={chosen}
      aria-label={s.pick(person, say.time(at))}
      onClick={() =>
        setSwap(first === null ? { is: 'second', first: own } : chosen ? { is: 'first', done: false } : { is: 'both', first, second: own })
      }
    >
      {person}
    </button>
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
                {one.person === null ? (
                  isPast ? (
                    <span className="quiet">{w.pastGap}</span>
                  ) : (
                    <Tag tone="act">{w.gap}</Tag>
                  )
                ) : (
                  <Holder stint={one} roster={roster.roster} />
                )}{' '}
              </span>
            ))}
          </div>
        );
      })}
    </>
  );
}
