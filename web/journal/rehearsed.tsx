// SPDX-License-Identifier: Apache-2.0
import { useRehearsed } from '../api/runs.ts';
import { Pending } from '../components/states.tsx';
import { formatDay } from '../lang/day.ts';
import { useLang, useSay, useWords, wordsOf } from '../lang/lang.tsx';
import { Tag } from '../ui/tag.tsx';
import { ExerciseDates } from './exercise-dates.tsx';

export const rehearsedWords = wordsOf(
  {
    title: '訓練した場面（この一年）',
    never: 'まだ訓練していない',
    old: '一年より前',
    by: (names: string) => `訓練できるシナリオ：${names}`,
    none: '測るシナリオがありません',
    next: (day: string) => `${day} に予定`,
  },
  {
    title: 'What was rehearsed, this last year',
    never: 'never rehearsed',
    old: 'more than a year ago',
    by: (names: string) => `Scenarios that measure it: ${names}`,
    none: 'No scenario measures it',
    next: (day: string) => `set for ${day}`,
  },
);

/** Which moments of a response were rehearsed when; a gap names what would close it. */
export function RehearsedMoments() {
  const w = useWords(rehearsedWords);
  const say = useSay();
  const { lang } = useLang();
  const found = useRehearsed();
  return (
    <section className="stack">
      <h2>{w.title}</h2>
      {found.data === undefined ? <Pending on={found} lines={4} /> : null}
      <ul className="plain-list stack">
        {found.data?.moments.map(({ point, name, last, gap, by, next }) => (
          <li key={point}>
            <div className="spread">
              <span>{say.two(name)}</span>
              <span className="row">
                {last === null ? null : (
                  <span className="small">
                    {last.runId} · {say.time(last.at)}
                  </span>
                )}
                {next === null ? null : <Tag tone="line">{w.next(formatDay(next, lang))}</Tag>}
                {gap ? <Tag tone="act">{last === null ? w.never : w.old}</Tag> : null}
              </span>
            </div>
            {gap ? <div className="small quiet">{by.length === 0 ? w.none : w.by(by.map((one) => say.two(one)).join(' / '))}</div> : null}
          </li>
        ))}
      </ul>
      {found.data === undefined ? null : <ExerciseDates dates={found.data.dates} />}
    </section>
  );
}
