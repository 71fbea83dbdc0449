// SPDX-License-Identifier: Apache-2.0
import type { Who } from '../../../src/duty/contract.ts';
import { useDutyLint, useDutyNow, useDutyPages } from '../../api/duty.ts';
import { useDay } from '../../lang/day.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { Failed, Forbidden, Pending } from '../../components/states.tsx';
import { watchWords } from '../../journal/words/watch.ts';
import { Telephone } from '../../journal/deadline.tsx';
import { useDutyNames } from '../../journal/duty-names.ts';
import { OwnShifts } from '../../journal/duty/own-shifts.tsx';
import { OpenPage } from '../../journal/open-pages.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { CallList } from './call-list.tsx';
import { MyDuty } from './my-duty.tsx';
import { RotaMonth } from './rota-month.tsx';

/** Who is on, who is called, who comes next, and where nobody is. */
export function Duty() {
  const w = useWords(rotaWords);
  const allowed = useMay('read');
  const mayEdit = useMay('release');
  const now = useDutyNow();
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{w.title}</h1>
        <div className="row" style={{ gap: '4px 16px' }}>
          <a href={paths.measures}>{w.toMeasures}</a>
          {mayEdit ? <a href={paths.dutyEdit}>{now.data === null ? w.makePlan : w.editPlan}</a> : null}
        </div>
      </div>
      {now.data === undefined ? <Pending on={now} lines={8} /> : null}
      {now.data === null ? (
        <EmptyState title={w.noPlan}>{mayEdit ? <a href={paths.dutyEdit}>{w.makePlan}</a> : w.noPlanNext}</EmptyState>
      ) : null}
      {now.data === undefined || now.data === null ? null : (
        <>
          <OnNow who={now.data} />
          <OwnShifts most={8} />
          <CallList />
          <OpenPages />
          <RotaMonth today={now.data.day.date} now={now.data.at} maySwap={mayEdit} />
          <Outlook who={now.data} />
          <Outside who={now.data} />
          <MyDuty who={now.data} />
        </>
      )}
    </div>
  );
}

function OnNow({ who }: { readonly who: Who }) {
  const w = useWords(watchWords);
  const say = useSay();
  return (
    <section className="stack" aria-label={w.dutyNow}>
      <h2>{w.dutyNow}</h2>
      <div className="today">
        {who.rosters.map((roster) => (
          <div key={roster.roster} className="sheet">
            <div className="quiet small">{say.two(roster.name)}</div>
            <div className="row">
              {roster.person === null ? (
                <Tag tone={roster.required ? 'act' : 'line'}>{w.nobody}</Tag>
              ) : (
                <>
                  <b>{roster.person.name}</b>
                  <Telephone number={roster.person.telephone} label={w.call(roster.person.name)} />
                </>
              )}
            </div>
            {roster.until === null ? null : (
              <div className="small quiet">
                {w.until(say.time(roster.until))} {roster.next === null ? '' : w.next(roster.next.name)}
              </div>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}

function OpenPages() {
  const w = useWords(rotaWords);
  const pages = useDutyPages();
  const names = useDutyNames();
  return (
    <section className="stack" aria-label={w.pages}>
      <h2>{w.pages}</h2>
      {pages.data === undefined ? <Pending on={pages} lines={2} /> : null}
      {pages.data?.pages.length === 0 ? <p className="quiet">{w.noPages}</p> : null}
      {pages.data?.pages.map((page) => (
        <OpenPage key={page.pageId} page={page} names={names} />
      ))}
    </section>
  );
}

function Outlook({ who }: { readonly who: Who }) {
  const w = useWords(rotaWords);
  const say = useSay();
  const day = useDay();
  const names = useDutyNames();
  const lint = useDutyLint(400);
  if (lint.error !== null) return <Failed error={lint.error} retry={() => void lint.refetch()} />;
  if (lint.data === undefined || lint.data === null) return null;
  const { gaps, findings, notes, longWeekends, tally } = lint.data;
  const people = [...new Set(tally.map((row) => row.person))];
  const rosterName = (id: string) => {
    const found = who.rosters.find((one) => one.roster === id);
    return found === undefined ? id : say.two(found.name);
  };
  return (
    <section className="sheet stack" aria-label={w.outlook}>
      <h2>{w.outlook}</h2>
      {gaps.length === 0 ? <p>{w.noFindings}</p> : null}
      {gaps.slice(0, 8).map((gap) => (
        <p key={`${gap.roster} ${gap.from}`}>
          <Tag tone="act">{w.gap}</Tag> {w.gapLine(rosterName(gap.roster), say.time(gap.from), say.time(gap.to))}
        </p>
      ))}
      {gaps.length > 8 ? <p className="quiet">{w.more(gaps.length - 8)}</p> : null}
      {findings.slice(0, 8).map((finding) => (
        <p key={`${finding.code} ${finding.at ?? ''} ${finding.text.en}`}>{say.two(finding.text)}</p>
      ))}
      {findings.length > 8 ? <p className="quiet">{w.more(findings.length - 8)}</p> : null}
      {notes.map((note) => (
        <p key={note.en} className="small quiet">
          {say.two(note)}
        </p>
      ))}
      <h3>{w.longWeekends}</h3>
      {longWeekends.slice(0, 4).map((one) => (
        <div key={one.from}>
          <b>{w.longWeekend(day(one.from), day(one.to), one.days)}</b>{' '}
          <span className="small">{[...new Set(one.names.map((name) => say.two(name)))].join(' / ')}</span>
          <div className="small quiet">
            {one.duty.map(({ roster, persons }) => (
              <span key={roster} style={{ marginRight: 14 }}>
                {rosterName(roster)}: {persons.map((person) => (person === null ? w.gap : names(person))).join(' → ')}
              </span>
            ))}
          </div>
        </div>
      ))}
      {people.length === 0 ? null : (
        <details>
          <summary>{w.tally}</summary>
          <table className="plain-table">
            <thead>
              <tr>
                {[w.tallyPerson, w.tallyWorking, w.tallyWeekend, w.tallyHoliday, w.tallyHours].map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {tally.map((row) => (
                <tr key={`${row.roster} ${row.person}`}>
                  <th scope="row">
                    {names(row.person)} <span className="quiet small">{rosterName(row.roster)}</span>
                  </th>
                  <td className="num">{row.working}</td>
                  <td className="num">{row.weekend}</td>
                  <td className="num">{row.holiday}</td>
                  <td className="num">{Math.round(row.hours)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  );
}

function Outside({ who }: { readonly who: Who }) {
  const w = useWords(rotaWords);
  const say = useSay();
  if (who.externals.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.outside}>
      <h2>{w.outside}</h2>
      {who.externals.map((one) => (
        <div key={one.id}>
          <div className="row">
            <b>{say.two(one.name)}</b>
            <Telephone number={one.telephone} label={w.callOf(say.two(one.name))} />
            <Tag tone={one.openNow ? 'verified' : 'line'}>{one.openNow ? w.openNow : w.closedNow}</Tag>
          </div>
          <div className="small quiet">{one.note}</div>
        </div>
      ))}
    </section>
  );
}
