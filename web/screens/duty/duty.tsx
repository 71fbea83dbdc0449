// SPDX-License-Identifier: Apache-2.0
import type { Who } from '../../../src/duty/contract.ts';
import { useDutyLint, useDutyNow } from '../../api/duty.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { rotaWords } from '../../i18n/rota.ts';
import { Failed, Forbidden, Loading } from '../../i18n/told.tsx';
import { watchWords } from '../../i18n/watch.ts';
import { Telephone } from '../../journal/deadline.tsx';
import { useMay } from '../../journal/person.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { OpenPages } from './open-pages.tsx';
import { RotaMonth } from './rota-month.tsx';

/** Who is on, who is called, who comes next, and where nobody is. */
export function Duty() {
  const w = useWords(rotaWords);
  const allowed = useMay('read');
  const now = useDutyNow();
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <h1>{w.title}</h1>
      {now.error === null ? null : <Failed error={now.error} retry={() => void now.refetch()} />}
      {now.data === undefined && now.error === null ? <Loading lines={8} /> : null}
      {now.data === null ? <EmptyState title={w.noPlan}>{w.noPlanNext}</EmptyState> : null}
      {now.data === undefined || now.data === null ? null : (
        <>
          <OnNow who={now.data} />
          <OpenPages />
          <RotaMonth today={now.data.day.date} />
          <Outlook who={now.data} />
          <Outside who={now.data} />
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

function Outlook({ who }: { readonly who: Who }) {
  const w = useWords(rotaWords);
  const say = useSay();
  const lint = useDutyLint(400);
  if (lint.error !== null) return <Failed error={lint.error} retry={() => void lint.refetch()} />;
  if (lint.data === undefined || lint.data === null) return null;
  const { gaps, findings, longWeekends } = lint.data;
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
      <h3>{w.longWeekends}</h3>
      {longWeekends.slice(0, 4).map((one) => (
        <p key={one.from}>{w.longWeekend(one.from, one.to, one.days)}</p>
      ))}
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
