// SPDX-License-Identifier: Apache-2.0
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { milestones } from '../../../src/remediation/contract.ts';
import type { AllMeasures, MeasuresWire } from '../../../src/remediation/contract.ts';
import { useAllMeasures, useCaseMeasures } from '../../api/board.ts';
import { statisticsAddress } from '../../api/public/disclosure.ts';
import { afterActionAddress } from '../../api/runs.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { measureWords } from './words.ts';
import { timelineWords } from '../../journal/words/timeline.ts';
import { Forbidden, Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { WideTable } from '../../components/wide-table.tsx';

/** How long each stage took: of one case when the address names it, else over all. */
export function Measures() {
  const w = useWords(measureWords);
  const allowed = useMay('read');
  const search: { case?: string } = useSearch({ strict: false });
  const caseId = search.case ?? null;
  const { lang } = useLang();
  const [thisYear] = useState(() => new Date().getFullYear());
  if (!allowed) return <Forbidden />;
  return (
    <div className="page">
      <div>
        {caseId === null ? null : <a href={paths.case(caseId)}>{caseId}</a>}
        <h1>{w.title}</h1>
        <p className="small">{w.lead}</p>
      </div>
      {caseId === null ? (
        <div className="row" style={{ gap: '8px 16px', flexWrap: 'wrap' }}>
          {[thisYear, thisYear - 1].map((year) => (
            <a key={year} className="chip" href={statisticsAddress(year, lang)}>
              {w.statistics(year)}
            </a>
          ))}
        </div>
      ) : null}
      {caseId === null ? <Everything /> : <OneCase caseId={caseId} />}
    </div>
  );
}

/** Minutes in the unit in which a person would say them. */
function useSpan(): (minutes: number | null) => string {
  const w = useWords(measureWords);
  const number = (value: number) => String(Math.round(value * 10) / 10);
  return (minutes) => {
    if (minutes === null) return w.notReached;
    if (minutes < 120) return w.minutes(String(Math.round(minutes)));
    return minutes < 48 * 60 ? w.hours(number(minutes / 60)) : w.days(number(minutes / 1440));
  };
}

function OneCase({ caseId }: { readonly caseId: string }) {
  const w = useWords(measureWords);
  const t = useWords(timelineWords);
  const span = useSpan();
  const found = useCaseMeasures(caseId);
  if (found.data === undefined) return <Pending on={found} lines={7} />;
  const measures: MeasuresWire = found.data;
  return (
    <section className="sheet stack" aria-label={w.one(caseId)}>
      <h2>{w.one(caseId)}</h2>
      {measures.startedAt === null ? null : (
        <div className="small quiet">
          <When at={measures.startedAt} />
        </div>
      )}
      <table className="plain-table">
        <thead>
          <tr>
            {[w.stage, w.time, w.entry].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {milestones.map((milestone) => {
            const seq = measures.seq[milestone] ?? null;
            return (
              <tr key={milestone}>
                <th scope="row">{w.milestones[milestone]}</th>
                <td className={seq === null ? 'quiet' : 'num'}>{span(measures.minutes[milestone] ?? null)}</td>
                <td>{seq === null ? null : <a href={`${paths.case(caseId)}#entry-${seq}`}>{t.entryOf(seq)}</a>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {measures.exercise ? <p className="small">{w.exerciseTime}</p> : null}
      <Counted measures={measures} />
      <div className="row">
        <a href={paths.measures}>{w.allCases}</a>
        {measures.exercise ? null : <a href={afterActionAddress(caseId)}>{w.report}</a>}
      </div>
    </section>
  );
}

function Counted({ measures: { counts, clocks } }: { readonly measures: MeasuresWire }) {
  const w = useWords(measureWords);
  const { wrongCalls, unansweredCalls, reportUp, wipes } = counts;
  return (
    <ul className="small">
      <li>{w.calls(wrongCalls, unansweredCalls)}</li>
      <li>{w.reportUp(reportUp.made, reportUp.taken)}</li>
      <li>{w.wipes(wipes.done, wipes.kept, wipes.waived, wipes.unasked)}</li>
      <li>{w.clocks(clocks.met, clocks.missed)}</li>
    </ul>
  );
}

function Everything() {
  const w = useWords(measureWords);
  const found = useAllMeasures();
  if (found.data === undefined) return <Pending on={found} lines={7} />;
  if (found.data.cases.length === 0) return <EmptyState title={w.empty} />;
  return (
    <>
      <Summary all={found.data} />
      <Cases all={found.data} />
    </>
  );
}

function Summary({ all }: { readonly all: AllMeasures }) {
  const w = useWords(measureWords);
  const span = useSpan();
  const real = all.cases.filter(({ measures }) => !measures.exercise).length;
  return (
    <section className="sheet stack" aria-label={w.all}>
      <h2>{w.all}</h2>
      <WideTable>
        <table className="plain-table">
          <thead>
            <tr>
              {[w.stage, w.reached, w.median, w.p90, w.worst].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {milestones.map((milestone) => {
              const row = all.summary[milestone];
              return (
                <tr key={milestone}>
                  <th scope="row">{w.milestones[milestone]}</th>
                  <td className="num">{w.reachedOf(row?.count ?? 0, real)}</td>
                  <td className="num">{span(row?.median ?? null)}</td>
                  <td className="num">{span(row?.p90 ?? null)}</td>
                  <td className="num">{span(row?.worst ?? null)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </WideTable>
    </section>
  );
}

function Cases({ all }: { readonly all: AllMeasures }) {
  const w = useWords(measureWords);
  const say = useSay();
  const span = useSpan();
  return (
    <section className="stack" aria-label={w.cases}>
      <h2>{w.cases}</h2>
      {all.cases.slice(0, 100).map(({ caseId, title, measures }) => (
        <article key={caseId} className="sheet stack" style={{ gap: 6 }}>
          <div>
            <a href={`${paths.measures}?case=${encodeURIComponent(caseId)}`}>{title}</a> <span className="small mono">{caseId}</span>{' '}
            {measures.exercise ? <Tag>{w.exercise}</Tag> : null}{' '}
            <span className="small quiet">{measures.startedAt === null ? '' : say.time(measures.startedAt)}</span>
          </div>
          <div className="row small" style={{ gap: '2px 14px' }}>
            {milestones
              .filter((milestone) => (measures.minutes[milestone] ?? null) !== null)
              .map((milestone) => (
                <span key={milestone}>
                  <span className="quiet">{w.milestones[milestone]}</span>{' '}
                  <span className="num">{span(measures.minutes[milestone] ?? null)}</span>
                </span>
              ))}
          </div>
        </article>
      ))}
    </section>
  );
}
